"""One slip, several runs: which line of a student's went wrong in a run, so that it is told once."""

from __future__ import annotations

from collections.abc import Iterator

from asynclab.expect.messages.crashes import leaves
from asynclab.observe.error_kinds import LOOK_UPS, PROGRAMMING
from asynclab.observe.run import Ending, Place, Problem, Run
from asynclab.observe.spans import work

Slipped = tuple[str, str | Place]  # the error's class; and its message, or the student's line


def slips_of(run: Run) -> frozenset[Slipped]:
    """Return the slips that a run ended with; of one that returned, those that its tasks ended with. Each is there by
    its message and by its line: two runs with one of them in common went wrong at one slip. An error that something
    scripted raised is none."""
    return frozenset(key for problem in slipped(run) for key in _keys(problem))


def slipped(run: Run) -> Iterator[Problem]:
    """Yield the errors of a run that are slips, of a group its members."""
    ended = [run.problem] if run.ending is Ending.RAISED and run.problem is not None else []
    if run.ending is Ending.RETURNED:
        ended = [span.error for span in run.spans if span.kind == "task" and span.error is not None]
    for leaf in (leaf for problem in ended for leaf in leaves(problem)):
        if leaf.type in PROGRAMMING | LOOK_UPS and not was_scripted(run, leaf):
            yield leaf


def stopped_at_once(run: Run) -> frozenset[Slipped]:
    """Return the error at a line of the student's own with which a run ended before anything was called, as where a
    graph cannot be built; nothing of any other run."""
    error = run.problem
    if run.ending is not Ending.RAISED or error is None or error.place is None or work(run):
        return frozenset()
    return frozenset({(error.type, error.message)})


def was_scripted(run: Run, problem: Problem) -> bool:
    """Return whether something scripted raised an error of this class and message, as the check has it."""
    errors = (span.error for span in run.spans if span.kind in ("call", "stream"))
    return any(error is not None and (error.type, error.message) == (problem.type, problem.message) for error in errors)


def _keys(problem: Problem) -> Iterator[Slipped]:
    yield problem.type, problem.message
    if problem.place is not None:
        yield problem.type, problem.place
