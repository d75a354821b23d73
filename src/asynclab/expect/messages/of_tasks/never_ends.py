"""Why a run did not come to its end, where it shows more than that: a function that starts itself as a task, a wait in
the event loop's own thread, a program that was run."""

from __future__ import annotations

import re

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import code, shown
from asynclab.observe.run import Ending, Problem, Run, Span, SpanEnd

_MOST_IN_EACH_OTHER = 20  # tasks of one name, each begun in the one before: no task needs as many
_IN_MAIN = re.compile(r"thread 'main' waits in ([\w.]+)")
_NOBODY_ENDS = "an event that nobody sets"  # how the cause begins that is told of any such wait
_PROGRAM = re.compile(r"\bsubprocess\.\w+\(|\bos\.(system|popen|spawn\w*)\(|\bPopen\(|\.communicate\(")
_STANDS_STILL = (
    "Likely what would end that wait is to run on the event loop, and all of the loop stands still while its own "
    "thread waits; or nobody ends it at all."
)
_FUTURE = (
    "Put `await` in its place: the coroutine itself, with no `run_coroutine_threadsafe` around it; of a pool's future, "
    "`await asyncio.wrap_future(future)`."
)
_THREADS = (
    "What belongs to threads waits so: take asyncio's own in its place, as `asyncio.Event`, `asyncio.Queue` and "
    "`asyncio.Lock` are, and `await` it. A thread is awaited with `await asyncio.to_thread(...)`."
)
_TELL = (
    "Start what waits for each other in an `asyncio.TaskGroup`: if one fails, it cancels the others, and the error "
    "comes out of it."
)


def never_ends(run: Run) -> Guess:
    """Guess why a run hung or was stopped; nothing where no more is known than that it did."""
    if run.problem is None:
        return Guess()
    if run.ending is Ending.HUNG:
        return _of_a_wait(run.problem) or _told_nobody(run, run.problem) or _taken_for_the_end(run)
    if name := _starts_itself(run):
        return Guess(
            f"{code(name)} starts itself, at that line or through others, each time as another task, and nothing ends "
            "that.",
            "Look what is called there: the function itself may have the name of what is meant.",
        )
    place = run.problem.place
    if place is not None and _PROGRAM.search(place.text):
        return Guess(
            "A program was run there: that takes real time, of which a run has little, and no virtual time.",
            "Use a function in place of the program: no program runs on a virtual clock.",
        )
    return Guess()


def _of_a_wait(problem: Problem) -> Guess:
    told = problem.parts
    waits = _IN_MAIN.search(told.seen) if told is not None else None
    if told is None or waits is None or not told.cause.startswith(_NOBODY_ENDS):
        return Guess()
    of_a_future = waits[1] in ("Future.result", "Future.exception") or waits[1].startswith("concurrent.futures.")
    return Guess(_STANDS_STILL, _FUTURE if of_a_future else _THREADS)


def _told_nobody(run: Run, problem: Problem) -> Guess:
    """Of a task that has ended with what something scripted failed with, which is nobody's to correct."""
    seen = problem.parts.seen if problem.parts is not None else ""
    failed = (span for span in run.spans if span.kind in ("call", "stream") and span.error is not None)
    for span in failed:
        if span.error is not None and f"ended with {span.error.type}: {span.error.message}" in seen:
            return Guess(f"{code(span.name)} failed with that, and nobody told those who wait.", _TELL)
    return Guess()


def _taken_for_the_end(run: Run) -> Guess:
    """Of an item that counts for nothing in a condition, from which on nothing was used."""
    made = [mark.data["item"] for mark in run.marks if mark.kind == "made" and "item" in mark.data]
    used = [mark.data["item"] for mark in run.marks if mark.kind == "used" and "item" in mark.data]
    if len({mark.name for mark in run.marks if mark.kind == "made"}) != 1 or used != made[: len(used)]:
        return Guess()
    following = made[len(used)] if len(used) < len(made) else True
    if following or following is None:
        return Guess()
    return Guess(
        f"Perhaps a loop took item {len(used) + 1}, {shown(following)}, for the end: nothing from it on was used.",
        "Mark the end with an object that no item can be, `done = object()`, and ask `is not done`.",
    )


def _starts_itself(run: Run) -> str:
    """The name of a task that has begun in one of the same name, and so on, many times over; "" if there is none."""
    tasks = {span.id: span for span in run.spans if _is_open(span)}
    deep: dict[int, int] = {}
    for span in tasks.values():  # in the order in which they began
        before = _same(tasks, span)
        deep[span.id] = deep.get(before, 0) + 1
        if deep[span.id] > _MOST_IN_EACH_OTHER:
            return span.name
    return ""


def _is_open(span: Span) -> bool:
    """Whether it is a task of the student's own, which has not ended: a library's has a method for a name."""
    return span.kind == "task" and span.how is SpanEnd.OPEN and "." not in span.name


def _same(tasks: dict[int, Span], span: Span) -> int:
    """The id of the task of the same name that a task has begun in, 0 if there is none."""
    at = tasks.get(span.parent or 0)
    while at is not None and at.name != span.name:
        at = tasks.get(at.parent or 0)
    return at.id if at is not None else 0
