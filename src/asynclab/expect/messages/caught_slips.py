"""A slip whose error the answer's own `except` caught: it comes back as a failed call, or as a message."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from itertools import islice

from asynclab.expect.messages.arrivals import texts
from asynclab.expect.messages.crashes import by_kind, tells
from asynclab.expect.messages.same_slips import was_scripted
from asynclab.expect.messages.slips import is_slip, likely
from asynclab.expect.messages.wording import code
from asynclab.expect.outcome import Failure
from asynclab.observe.error_kinds import LOOK_UPS, PROGRAMMING
from asynclab.observe.plain import KIND
from asynclab.observe.run import Ending, Plain, Problem, Run, Span

_LOOKED_AT = 100  # texts in which an error is looked for
_LONG = 1000  # characters of one
_TOLD = re.compile(r"\b([A-Z]\w*Error)(?:: (.*)|\((['\"])(.*?)\3,?\))", re.DOTALL)  # as text, or as `repr` has it
_LOST = (
    "Mend that first. A task's error comes out where the task is awaited, and not where it is cancelled: await it, or "
    "start it in an `asyncio.TaskGroup`."
)
_MEND = "Mend that first. If an `except` of yours caught it, let it catch the errors that are meant, and no others."


def caught_slip(run: Run) -> Failure | None:
    """Return the failure for a slip of which an error was caught, so that the run only shows what became of it; None
    where there was none. An error that a scripted call raised is no slip; and of the errors of tests, which end in
    these, `all_pass` tells.
    """
    if run.failed_tests:
        return None
    if failure := _of_a_task(run):
        return failure
    for seen, problem in _errors(run):
        # what a call was given that does not fit it may be what the task is about: it is caught for good reason
        if was_scripted(run, problem) or problem.type == "ValidationError" or not is_slip(problem):
            continue
        guess = likely(problem)
        guess = guess if guess.remedy else by_kind(problem)
        seen = f"{seen} That was caught, and the answer went on."
        return Failure(seen, guess.cause, guess.remedy or _MEND, place=problem.place)
    return None


def _of_a_task(run: Run) -> Failure | None:
    """The failure for a task of the student's own that a slip has ended, or an error that nobody has looked at, where
    the answer returned all the same."""
    unseen = {(error.type, error.message) for error in run.unseen}
    for span in run.spans if run.ending is Ending.RETURNED else ():
        error = span.error
        if span.kind != "task" or error is None or was_scripted(run, error):
            continue
        lost = (error.type, error.message) in unseen
        refused = error.parts
        if not lost and refused is None and error.type not in PROGRAMMING | LOOK_UPS:
            continue
        if refused is not None:  # what no run can do
            seen = f"{_task(span)} came to its end there: {refused.seen} {_became_of(error, run.value)}"
            return Failure(seen, refused.cause, refused.remedy, place=error.place)
        guess = likely(error)
        guess = guess if guess.remedy else by_kind(error)
        remedy = guess.remedy or (_LOST if lost else "Mend that first.")
        seen = f"{_task(span)} ended with {tells(error)} {_became_of(error, run.value)}"
        return Failure(seen, guess.cause, remedy, place=error.place)
    return None


def _task(span: Span) -> str:
    return "A task" if "." in span.name else f"The task {code(span.name)}"  # a library's method, which nobody knows


def _became_of(error: Problem, value: Plain) -> str:
    if any(each == (error.type, error.message) for each in _returned_errors(value)):
        return "It came back as a value, in place of a result."
    return "That did not come out of the answer."


def _returned_errors(value: Plain, deep: int = 5) -> Iterator[tuple[object, object]]:
    """The class and the message of each thing in a value that has a message, as an error has."""
    if isinstance(value, dict) and KIND in value and "message" in value:
        yield value[KIND], value["message"]
    if deep and isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _returned_errors(part, deep - 1)


def _errors(run: Run) -> Iterator[tuple[str, Problem]]:
    """The errors of calls that LangChain told of, then those that texts in the value tell of, each with a sentence.
    Of a text none of its own words is told: it may hold anything, and a hidden check masks only what it knows."""
    for span in run.spans:
        if span.error is not None and span.kind not in ("call", "stream", "task"):
            yield f"{code(span.name)} failed with {tells(span.error)}", span.error
    for text in islice(texts([run.value, *(item.value for item in run.items[:_LOOKED_AT])]), _LOOKED_AT):
        if found := _TOLD.search(text[:_LONG]):
            named = code(found[1]) if hasattr(builtins, found[1]) else "an error"
            yield f"What came back tells of {named} of the code itself.", Problem(found[1], found[2] or found[4] or "")
