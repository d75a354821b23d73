"""Why a call or a stream is still open where all else has ended, and what to do: that depends on how it should end."""

from __future__ import annotations

from collections.abc import Collection

from asynclab.expect.messages.diagnosis import CLOSING, Guess
from asynclab.expect.messages.wording import code, names
from asynclab.observe.run import Run, Span, SpanEnd

STOPPED_WAITING = (
    "What had hold of it did not wait to its end: `asyncio.wait`, `as_completed` and `shield` do not cancel what they "
    "wait for when the wait is over, nor does `gather` when another one fails; and a `gather` that is not awaited, or "
    "`cancel()` by itself, waits for nothing."
)
# `break`, `return` and an error in the loop's body all leave it so; which of them, its line shows.
DROPPED = "Whoever leaves its loop has not closed it yet: the event loop does that later, and nobody waits for it."
_ENDS = "Cancel it in a `finally` around the wait, and await that; an `asyncio.TaskGroup` does it for you."
_GOES_ON = (
    "Keep its task, and wait for it until it is done: again, if the wait is cancelled meanwhile, as in a loop around "
    "`await asyncio.shield(task)`."
)
AGAIN = f"If not: {_GOES_ON[0].lower()}{_GOES_ON[1:]}"
GOES_ON_OR_ENDS = f"If it is to be cut off: {_ENDS[0].lower()}{_ENDS[1:]} {AGAIN}"
NOBODY_WAITED = "It had been started, and nobody was waiting for it then."
WAIT_FOR_TASK = (
    "Start it in an `asyncio.TaskGroup`, if no `yield` comes in its block: it waits, and ends the rest if one fails. "
    "By hand: keep what `create_task` returns, and wait for it; behind a `cancel()` of it, with `await "
    "asyncio.gather(task, return_exceptions=True)`."
)
NO_THREAD = (
    "Where there is an async way, take that, which can be let go of: `astream` for `stream`, `ainvoke` for `invoke`. "
    "Where there is none, wait until the thread has ended, also when the wait is cancelled meanwhile."
)
_BY_ITSELF = frozenset({SpanEnd.DONE, SpanEnd.ERROR})


def still_open(run: Run, span: Span, how: Collection[SpanEnd] = ()) -> Guess:
    """Return why a call or a stream is still open, and what to do. how: the ways in which it should have ended, each of
    which will do; empty where any will."""
    to_its_end = bool(how) and _BY_ITSELF.issuperset(how)
    if span.kind == "stream":
        unread = Guess(fact="Nobody has read it to its end.", remedy="Read it to its end.")
        return unread if to_its_end else _stream(run, span)
    tasks = [left for left in run.left if left.kind == "task"]
    if not tasks or not all(left.waited for left in tasks):
        wait = "Await it." if to_its_end else "Await it; or cancel its task, and await that."
        return Guess(fact="Nobody waited for it.", remedy=wait)
    if to_its_end:
        return Guess(fact="What waited for it stopped waiting, while it went on.", remedy=_GOES_ON)
    remedy = GOES_ON_OR_ENDS if SpanEnd.DONE in how or not how else _ENDS
    return Guess(fact="What waited for it stopped waiting, and nobody told it.", remedy=remedy)


def _stream(run: Run, span: Span) -> Guess:
    reading = [left for left in run.left if left.kind == "task" and left.name == span.task and not left.dropped]
    if reading:  # closing it may be that task's, which nobody let come to it
        waited = all(left.waited for left in reading)
        fact = f"The task {code(span.task)}, which was reading it, had not ended either."
        return Guess(
            STOPPED_WAITING if waited else NOBODY_WAITED, GOES_ON_OR_ENDS if waited else WAIT_FOR_TASK, fact=fact
        )
    if run.left and all(left.kind == "thread" for left in run.left):
        return Guess(fact="A thread was still at work, which nobody can stop.", remedy=NO_THREAD)
    closing = [left for left in run.left if left.kind == "task" and left.name == "aclose()"]
    if any(not left.dropped for left in closing):
        return Guess("A task was started to close it, and nobody waited for that.", "Await the `aclose()` itself.")
    if closing:
        dropped = names(left.dropped for left in closing)
        return Guess(f"Nobody closed the async generator {dropped} around it. {DROPPED}", CLOSING)
    return Guess(fact="Nobody closed it.", remedy=CLOSING)
