"""Scenarios as data: scripted models, tools, sources, sinks, and how the answer is driven.

Nothing here is alive. `live` turns specs into LangChain objects where the student's code runs;
`drive` runs the whole. Latencies are virtual seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal


@dataclass(frozen=True)
class Raises:
    """An error on cue: `type` is the name of a builtin exception (or of one the chapter defines)."""

    type: str
    message: str = ""


@dataclass(frozen=True)
class ToolCall:
    """A tool call that a scripted model asks for."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True)
class Reply:
    """One answer of a scripted model: its tokens, then its tool calls, then (if set) an error mid-stream."""

    tokens: tuple[str, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    fails: Raises | None = None  # raised after the tokens; with no tokens, at once


@dataclass(frozen=True)
class Model:
    """A scripted chat model. Replies are given in order, one a call; the last one repeats.

    first: latency before the first token; every: latency before each token.
    native: False is a provider with only sync methods (LangChain runs it in a thread).
    """

    replies: tuple[Reply, ...]
    first: float = 0.0
    every: float = 0.0
    native: bool = True
    name: str = "model"


@dataclass(frozen=True)
class Tool:
    """A LangChain tool with one str argument (`query`). `outcomes` are consumed one a call, the last repeats:
    a str is returned after `takes`, a `Raises` is raised after `takes`.

    style: "async" has only a coroutine, "sync" only a blocking function (time.sleep), "both" has both.
    """

    name: str
    takes: float = 1.0
    outcomes: tuple[str | Raises, ...] = ("ok",)
    style: Literal["async", "sync", "both"] = "async"
    description: str = ""


@dataclass(frozen=True)
class Source:
    """An async iterator upstream: yields `items`, waiting `every` before each. Marks "made" and records its
    closing. `fails` is raised after the last item; `closing` is how long its clean-up takes."""

    items: tuple[Any, ...]
    every: float = 0.0
    name: str = "source"
    fails: Raises | None = None
    closing: float = 0.0


@dataclass(frozen=True)
class Sink:
    """An async function of one argument, that takes `takes` a call and marks "used"."""

    name: str = "sink"
    takes: float = 0.0


@dataclass(frozen=True)
class Sdk:
    """A blocking function of one argument (time.sleep inside), as a vendor's sync client has it."""

    name: str = "sdk"
    takes: float = 1.0
    outcomes: tuple[str | Raises, ...] = ("ok",)


@dataclass(frozen=True)
class Reader:
    """How the result is read. take: stop after so many items; pace: seconds spent on each item;
    leave_at: leave (aclose the stream, or cancel the call) at this virtual time; timeout: cancel as
    `asyncio.timeout` does."""

    take: int | None = None
    pace: float = 0.0
    leave_at: float | None = None
    timeout: float | None = None


@dataclass(frozen=True)
class Scenario:
    """What a check sets up. `target` is the name of a function (or runnable) in the student's notebook.

    how: "call" awaits target(*args, **kwargs); "iterate" reads the async generator it returns; "stream" calls
    `astream(input, config, stream_mode=modes)` on the runnable it returns; "events" reads
    `astream_events(input, config, version=...)` of it; "read" is the value of a plain variable (quiz).
    """

    how: Literal["call", "iterate", "stream", "events", "read"]
    target: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    input: Any = None
    config: dict[str, Any] = field(default_factory=dict)
    modes: tuple[str, ...] = ()
    subgraphs: bool = False
    version: str = "v2"
    reader: Reader = Reader()
    seed: int | None = None

    def reading(
        self, *, take: int | None = None, pace: float = 0.0, leave_at: float | None = None, timeout: float | None = None
    ) -> Scenario:
        """The same scenario with a reader that stops, dawdles, leaves or gives up."""
        return replace(self, reader=Reader(take, pace, leave_at, timeout))
