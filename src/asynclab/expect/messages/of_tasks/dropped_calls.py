"""Calls of an `async def` that nobody awaited, in words; and what else is told of them then."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.wording import code
from asynclab.expect.outcome import Failure
from asynclab.observe.run import MOST_NEVER_AWAITED, NeverAwaited, Place, Run

_LINES = 2  # of those that make coroutines which nobody awaits
IN_A_THREAD = "What a thread is to run is a plain `def`, and that is an `async def`: await it, without a thread."
_CALLED = re.compile(r"^(Nothing(?: named `[^`]*`)?) was called")
_AS_A_TOOL = " A tool takes an `async def` as `coroutine=`: `StructuredTool.from_function(coroutine=...)`."
NEVER_AWAITED = (
    "Put `await` before it, in an `async def`: the call alone makes a coroutine, and nothing in it runs before it is "
    "awaited."
)


def dropped_calls(run: Run, besides: Place | None = None) -> tuple[Failure, ...]:
    """Return a failure for each line that made coroutines which nobody awaited, of many the first ones; of those that
    threads made, there is no line. besides: a line of which it is not told."""
    line = None if besides is None else (besides.file, besides.line)
    return tuple(
        Failure(said, remedy=NEVER_AWAITED if place is not None else _of_a_thread(run), place=place)
        for said, place in never_awaited(run)[:_LINES]
        if place is None or (place.file, place.line) != line
    )


def never_awaited(run: Run) -> list[tuple[str, Place | None]]:
    """Return, for each line that made coroutines which nobody awaited, a sentence and the line; of those that threads
    made, there is no line."""
    every = len(run.never_awaited) < MOST_NEVER_AWAITED
    return [(_told(each, often, every), each.place) for each, often in Counter(run.never_awaited).items()]


def besides_dropped(failures: Iterable[Failure], run: Run) -> tuple[Failure, ...]:
    """Return the failures that are told behind those of dropped calls. What was called and not awaited did not run: of
    that it is not said a second time, in words that would have it that it was not called; and of other things, whose
    names may be those of it, that they did not run."""
    names = {part for each in run.never_awaited for part in each.name.split(".")}
    again = tuple(f"Nothing named {code(name)} was called" for name in names)
    return tuple(
        replace(failure, seen=_CALLED.sub(r"\1 ran", failure.seen)) if failure.absent else failure
        for failure in failures
        if not failure.absent or not failure.seen.startswith(again)
    )


def _of_a_thread(run: Run) -> str:
    return IN_A_THREAD + (_AS_A_TOOL if any(span.kind == "tool" for span in run.spans) else "")


def _told(made: NeverAwaited, often: int, every: bool) -> str:
    name = may_be_read(made.name)
    if made.name.endswith(".aclose"):  # it may be known by its line alone: see `unawaited_closing`
        return f"{code(f'{name}()')} is not awaited, so that nothing of it runs, and nothing is closed."
    times = f" {'' if every else 'at least '}{often} times" if often > 1 else ""
    where = "" if made.place is not None else " in a thread"
    return f"{code(f'{name}(...)')} was called{where}{times} and never awaited, so that nothing of it ran."
