"""The slip of the pen behind an error: what its message, and the line it was raised at, give away."""

from __future__ import annotations

import re
import sys
import unicodedata

from asynclab.expect.messages.awaiting_slips import AWAITING_SLIPS
from asynclab.expect.messages.crashes import leaves
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.graphs.bracket_slips import BRACKET_SLIPS
from asynclab.expect.messages.graphs.graph_slips import GRAPH_SLIPS
from asynclab.expect.messages.graphs.message_slips import MESSAGE_SLIPS
from asynclab.expect.messages.of_tasks.call_slips import CALL_SLIPS
from asynclab.expect.messages.of_tasks.misspelt_methods import misspelt_method
from asynclab.expect.messages.of_tasks.not_done import asked_too_early
from asynclab.expect.messages.unfit_calls import unfit_call, unfit_tool
from asynclab.expect.messages.value_slips import BUILT_SLIPS, VALUE_SLIPS
from asynclab.expect.messages.wording import listed
from asynclab.observe.error_kinds import PROGRAMMING
from asynclab.observe.run import Problem

_SLIPS = (*MESSAGE_SLIPS, *BRACKET_SLIPS, *AWAITING_SLIPS, *CALL_SLIPS, *VALUE_SLIPS)
_CLOSED_IN_A_GROUP = Guess(
    "It was closed while it stood at a `yield` inside of a `TaskGroup`, which takes that for a failure of its block.",
    "Leave no `TaskGroup` around a `yield`: keep what `create_task` returns, and cancel it in a `finally`.",
)

_ENDED = "What fails in a `TaskGroup`, in one of its tasks or in its block, ends the whole group."
CAUGHT_INSIDE = "If the task says what is to become of that error: catch it inside the task that may fail."

# Names that a later Python brought, by what the error says they are missing from -> since when.
_SINCE = {
    ("Queue", "shutdown"): (3, 13),
    ("LifoQueue", "shutdown"): (3, 13),
    ("PriorityQueue", "shutdown"): (3, 13),
    ("asyncio", "QueueShutDown"): (3, 13),
    ("queue", "ShutDown"): (3, 13),
    ("asyncio", "eager_task_factory"): (3, 12),
    ("asyncio", "create_eager_task_factory"): (3, 12),
    ("itertools", "batched"): (3, 12),
    ("asyncio", "capture_call_graph"): (3, 14),
    ("asyncio", "print_call_graph"): (3, 14),
    ("concurrent.futures", "InterpreterPoolExecutor"): (3, 14),
}
_MISSING = (
    re.compile(r"'(?P<owner>[\w.]+)'(?: object)? has no attribute '(?P<name>\w+)'"),
    re.compile(r"cannot import name '(?P<name>\w+)' from '(?P<owner>[\w.]+)'"),
)


def _newer(message: str) -> Guess | None:
    """The guess for a name that this Python does not have yet."""
    for found in filter(None, (pattern.search(message) for pattern in _MISSING)):
        since = _SINCE.get((found["owner"], found["name"]))
        if since is not None and sys.version_info < since:
            return Guess(
                f"`{found['name']}` is new in Python {since[0]}.{since[1]}, and this is Python "
                f"{sys.version_info[0]}.{sys.version_info[1]}.",
                "Do without it, or use that Python.",
            )
    return None


_NO_NAME = re.compile(r"^name '(\w+)' is not defined|has no attribute '(\w+)'")


def _of_another_alphabet(message: str) -> Guess:
    """The guess for a name with a letter in it that is none of the Latin alphabet, and may look like one."""
    found = _NO_NAME.search(message)
    name = (found[1] or found[2]) if found is not None else ""
    odd = dict.fromkeys(each for each in name if each.isalpha() and "LATIN" not in unicodedata.name(each, "LATIN"))
    if not odd:
        return Guess()
    told = listed([f"`{each}` ({unicodedata.name(each).lower()})" for each in odd][:3])
    return Guess(
        f"There is {told} in that name: another letter than the one of the Latin alphabet that it may look like.",
        "Type the name anew, or copy it from where it is defined.",
    )


def is_slip(problem: Problem) -> bool:
    """Return whether an error is that of a line which could never have worked, and no failure that a task is about."""
    return not problem.inner and (problem.type in PROGRAMMING or bool(likely(problem)))


def is_of_a_line(cause: str) -> bool:
    """Return whether a cause is that of a slip, and so of the line that the error was raised at."""
    return bool(cause) and any(slip.cause == cause for slip in _SLIPS)


def _of_one(leaf: Problem) -> Guess | None:
    """The guess for one error, of a group or by itself."""
    if guess := _newer(leaf.message) or misspelt_method(leaf) or _of_another_alphabet(leaf.message) or unfit_tool(leaf):
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
