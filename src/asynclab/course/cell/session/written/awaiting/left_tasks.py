"""Which wait of an answer's own has left a task behind, or has cancelled it twice, where its text has but one. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from asynclab.course.cell.bindings import own_nodes
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import (
    CellFunction,
    called_name,
    functions_in,
    only,
    own_cells,
    place_in,
)
from asynclab.expect import Failure
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.of_tasks.still_open import AGAIN, GOES_ON_OR_ENDS, STOPPED_WAITING
from asynclab.observe.run import Place, Run

IN_A_GROUP = "Take an `asyncio.TaskGroup` in its place: it cancels the others, and waits until they have ended."
_TO_THEIR_END = " If they should go on to their end all the same: `gather(..., return_exceptions=True)`."
_GATHERED = "`gather` ends with the first that fails or is cancelled, and does not wait for the others."
_CAUSES = {
    "wait": "`asyncio.wait` cancels nothing: what it waits for goes on when the wait is over, or is itself cancelled.",
    "as_completed": "`as_completed` cancels nothing: what it waits for goes on when its loop is left.",
    "shield": "`shield` keeps what it waits for from being cancelled: that goes on when the wait itself is.",
}
_UNSHIELDED = "If it is to be cut off: await it without the `shield`."
_NOBODY_TOLD = "What waited for it stopped waiting, and nobody told it."
_CUT_SHORT = re.compile(r"let go at [^:]*: it was cancelled\.")
_TWICE = "`gather`, line {}, had cancelled it when its caller left, and this line cancels it again: that cuts it short."
_ONCE = "Take an `asyncio.TaskGroup` in place of both: it cancels once, and waits until what it started has ended."


@dataclass(frozen=True)
class _OwnWait:
    """A call that waits for several, or lets go of what it waits for. word: as in "gather". again: the lines that
    cancel where it is left, in the `finally` or an `except` of the `try` around it."""

    word: str
    place: Place
    again: tuple[Place, ...] = ()


def at_left_tasks(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those of a task that nobody waited for to its end with the one wait that the answers' cells
    have; and those of what was cancelled twice at the line that does so. given: the labels of the locked cells."""
    waits = [each for run in own_cells(answers, given, history) for each in _waits(run)]
    return tuple(replace(each, failure=_told(each.failure, waits, each.run)) for each in findings)


def _told(failure: Failure, waits: Sequence[_OwnWait], run: Run | None) -> Failure:
    left_early = run is not None and run.left_early is not None
    if failure.cause == STOPPED_WAITING and len(waits) == 1 and waits[0].word:
        waiting = waits[0]
        guess = _stopped(waiting.word, ended_early=left_early or (run is not None and run.problem is not None))
        place = waiting.place if waiting.word == "gather" else failure.place
        remedy = guess.remedy if failure.remedy == GOES_ON_OR_ENDS else failure.remedy
        return replace(failure, cause=guess.cause, remedy=remedy, place=place)
    if _NOBODY_TOLD in failure.seen and len(waits) == 1 and waits[0].word == "gather":
        return replace(failure, remedy=_stopped("gather", ended_early=True).remedy, place=waits[0].place)
    if left_early and failure.is_guessed and _CUT_SHORT.search(failure.seen):
        return _cut_short(failure, [each for each in waits if each.again])
    return failure


def _cut_short(failure: Failure, waits: Sequence[_OwnWait]) -> Failure:
    again = only(waits[0].again) if len(waits) == 1 else None
    if again is None:
        return failure
    return replace(failure, cause=_TWICE.format(waits[0].place.line), remedy=_ONCE, place=again)


def _stopped(word: str, ended_early: bool) -> Guess:
    """Why what a wait of this kind was for has been left, and what to do."""
    if word == "gather":
        return Guess(_GATHERED, IN_A_GROUP + ("" if ended_early else _TO_THEIR_END))
    return Guess(_CAUSES[word], f"{_UNSHIELDED} {AGAIN}" if word == "shield" else GOES_ON_OR_ENDS)


def _waits(run: CellRun) -> Iterator[_OwnWait]:
    """The waits of a cell, without a `gather` that returns the errors, which waits for all; of one that is awaited
    elsewhere than it stands, or by hand, nothing is known."""
    for function in functions_in(run):
        awaited = {id(each.value) for each in own_nodes(function) if isinstance(each, ast.Await)}
        for call in own_nodes(function):
            word = called_name(call)
            if not isinstance(call, ast.Call) or not _is_wait(call, word):
                continue
            place = place_in(run, call.lineno, function.name)
            known = word != "gather" or id(call) in awaited
            again = tuple(_cancelling(run, function, call)) if word == "gather" and known else ()
            yield _OwnWait(word if known else "", place, again)


def _is_wait(call: ast.Call, word: str) -> bool:
    if word == "gather":
        return all(each.arg != "return_exceptions" for each in call.keywords)
    return word in _CAUSES and ast.unparse(call.func) in (word, f"asyncio.{word}")


def _cancelling(run: CellRun, function: CellFunction, call: ast.Call) -> Iterator[Place]:
    """The lines that cancel something where the `try` around a call is left."""
    for guarded in (each for each in own_nodes(function) if isinstance(each, ast.Try)):
        if not any(each is call for line in guarded.body for each in ast.walk(line)):
            continue
        for left in (*guarded.handlers, *guarded.finalbody):
            for each in ast.walk(left):
                if called_name(each) == "cancel" and isinstance(each, ast.Call):
                    yield place_in(run, each.lineno, function.name)
