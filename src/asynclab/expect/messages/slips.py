"""The slip of the pen behind an error: what its message, and the line it was raised at, give away."""

from __future__ import annotations

from asynclab.expect.messages.awaiting_slips import AWAITING_SLIPS
from asynclab.expect.messages.crashes import leaves
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.graphs.bracket_slips import BRACKET_SLIPS
from asynclab.expect.messages.graphs.graph_slips import GRAPH_SLIPS
from asynclab.expect.messages.graphs.message_slips import MESSAGE_SLIPS
from asynclab.expect.messages.of_names.newer_names import newer_name
from asynclab.expect.messages.of_names.other_alphabets import of_another_alphabet
from asynclab.expect.messages.of_names.unimported_names import unimported_name
from asynclab.expect.messages.of_tasks.call_slips import CALL_SLIPS
from asynclab.expect.messages.of_tasks.misspelt_methods import misspelt_method
from asynclab.expect.messages.of_tasks.not_done import asked_too_early
from asynclab.expect.messages.unfit_calls import unfit_call, unfit_tool
from asynclab.expect.messages.value_slips import BUILT_SLIPS, VALUE_SLIPS
from asynclab.observe.error_kinds import PROGRAMMING
from asynclab.observe.run import Problem

_SLIPS = (*MESSAGE_SLIPS, *BRACKET_SLIPS, *AWAITING_SLIPS, *CALL_SLIPS, *VALUE_SLIPS)
_CLOSED_IN_A_GROUP = Guess(
    "It was closed while it stood at a `yield` inside of a `TaskGroup`, which takes that for a failure of its block.",
    "Leave no `TaskGroup` around a `yield`: keep what `create_task` returns, and cancel it in a `finally`.",
)

_ENDED = "What fails in a `TaskGroup`, in one of its tasks or in its block, ends the whole group."
CAUGHT_INSIDE = "If the task says what is to become of that error: catch it inside the task that may fail."


def is_slip(problem: Problem) -> bool:
    """Return whether an error is that of a line which could never have worked, and no failure that a task is about."""
    return not problem.inner and (problem.type in PROGRAMMING or bool(likely(problem)))


def is_of_a_line(cause: str) -> bool:
    """Return whether a cause is that of a slip, and so of the line that the error was raised at."""
    return bool(cause) and any(slip.cause == cause for slip in _SLIPS)


def _of_one(leaf: Problem) -> Guess | None:
    """The guess for one error, of a group or by itself."""
    if named := newer_name(leaf.message) or of_another_alphabet(leaf.message) or unimported_name(leaf):
        return named
    if guess := misspelt_method(leaf) or unfit_tool(leaf):
        return guess
    for slip in (*GRAPH_SLIPS, *_SLIPS):
        if slip.fits(leaf):
            return Guess(slip.cause, slip.remedy)
    if unfit := unfit_call(leaf):
        return unfit
    return next((Guess(slip.cause, slip.remedy) for slip in BUILT_SLIPS if slip.fits(leaf)), None)


def likely(problem: Problem) -> Guess:
    """Guess the slip behind an error that nobody wanted."""
    if early := asked_too_early(problem):
        return early
    for leaf in leaves(problem):
        if guess := _of_one(leaf):
            return guess
    if any(leaf.type == "GeneratorExit" for leaf in leaves(problem) if leaf is not problem):
        return _CLOSED_IN_A_GROUP
    if problem.inner and any(leaf.type in PROGRAMMING for leaf in leaves(problem)):
        return Guess(_ENDED)
    if problem.inner:
        return Guess(_ENDED, CAUGHT_INSIDE)
    return Guess()
