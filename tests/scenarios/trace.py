"""What a scenario is: a coroutine that writes a trace, and the trace it must write.

A trace is lines of `<virtual time> <what happened>`, in the one order of the run. Where LangChain 0.3 or
LangGraph 0.2 do something else, the scenario says what (`old=`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from asynclab import lab, observe
from asynclab.observe.codec import to_json
from asynclab.observe.run import Ending

MODERN_CORE = int(version("langchain-core").partition(".")[0]) >= 1
MODERN_GRAPH = int(version("langgraph").partition(".")[0]) >= 1
MODERN = MODERN_CORE and MODERN_GRAPH


class Trace:
    """The lines that a scenario has written so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, *what: object) -> None:
        """Write what happened, with the time."""
        at = f"{lab.now():.6f}".rstrip("0").rstrip(".")
        self.lines.append(" ".join([at, *map(str, what)]))

    @contextmanager
    def span(self, name: object) -> Iterator[None]:
        """Write when something begins and how it ends."""
        self(f"{name} (")
        try:
            yield
        except BaseException as error:
            self(f"{name} ! {type(error).__name__}")
            raise
        self(f"{name} )")

    async def waits(self, name: object, seconds: float) -> object:
        """Something that takes time and gives its name."""
        with self.span(name):
            await asyncio.sleep(seconds)
        return name

    def blocks(self, name: object, seconds: float) -> object:
        """The same, for a thread."""
        with self.span(name):
            time.sleep(seconds)
        return name


@dataclass(frozen=True)
class Scenario:
    """A scenario and the trace that it must write with the libraries that are installed."""

    name: str
    play: Callable[[Trace], Awaitable[object]]
    expected: tuple[str, ...]

    def run(self) -> tuple[list[str], str]:
        """Play it once: its trace, and all else that the run recorded, as text."""
        trace = Trace()
        run, _ = observe.record(lambda: self.play(trace))
        if run.ending is not Ending.RETURNED:
            trace.lines.append(f"{run.ending.value}: {run.problem}")
        return trace.lines, to_json(run)


SCENARIOS: dict[str, Scenario] = {}

Play = Callable[[Trace], Awaitable[object]]


def scenario(expected: str, *, old: str | None = None, when: bool = True) -> Callable[[Play], Play]:
    """Enter a scenario. old: its trace before LangChain 1 and LangGraph 1. when: whether these versions have it."""

    def enter(play: Play) -> Play:
        lines = expected if MODERN or old is None else old
        if when:
            SCENARIOS[play.__name__] = Scenario(
                play.__name__, play, tuple(line.strip() for line in lines.strip().splitlines())
            )
        return play

    return enter


def short(value: object) -> object:
    """A value as a trace shows it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {short(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(str(short(part)) for part in value) + "]"
    calls = getattr(value, "tool_calls", None)
    if calls:
        return "+".join(f"{call['name']}?" for call in calls)
    if hasattr(value, "content"):
        return repr(value.content)
    return f"Interrupt({value.value})" if type(value).__name__ == "Interrupt" else value
