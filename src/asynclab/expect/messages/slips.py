"""The slip of the pen behind an error: what its message, and the line it was raised at, give away."""

from __future__ import annotations

import re
import sys

from asynclab.expect.messages.awaiting_slips import AWAITING_SLIPS
from asynclab.expect.messages.crashes import leaves
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.graphs.bracket_slips import BRACKET_SLIPS
from asynclab.expect.messages.graphs.graph_slips import GRAPH_SLIPS
from asynclab.expect.messages.graphs.message_slips import MESSAGE_SLIPS
from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.of_tasks.call_slips import CALL_SLIPS
from asynclab.expect.messages.of_tasks.misspelt_methods import misspelt_method
from asynclab.expect.messages.of_tasks.not_done import asked_too_early
from asynclab.expect.messages.value_slips import BUILT_SLIPS, VALUE_SLIPS
from asynclab.expect.messages.wording import code, names
from asynclab.observe.error_kinds import PROGRAMMING
from asynclab.observe.run import Problem

_SLIPS = (*MESSAGE_SLIPS, *BRACKET_SLIPS, *AWAITING_SLIPS, *CALL_SLIPS, *VALUE_SLIPS)
_CLOSED_IN_A_GROUP = Guess(
    "It was closed while it stood at a `yield` inside of a `TaskGroup`, which takes that for a failure of its block.",
    "Leave no `TaskGroup` around a `yield`: keep what `create_task` returns, and cancel it in a `finally`.",
)

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


_UNFIT = re.compile(r"([\w.<>]+)\(\) (takes |missing |got (?:an unexpected|multiple|some positional))")
_CALLED = "Your line calls {} itself, with other arguments than it takes."
_HAS_CALLED = "Your line has {} called, with other arguments than it takes."
_HANDED_ON = re.compile(r"\b(to_thread|run_in_executor|submit|call_soon|call_later|partial|Thread|map)\(")
_AS_IT_TAKES = {
    "takes ": "Give it no more than it takes: several things that belong together go into one value, a dict or a list.",
    "missing ": "Give it what the error names.",
    "got an unexpected": "Give that by its place, or under the name that its first line has for it.",
    "got multiple": "Give each argument once: by its place, or by its name.",
    "got some positional": "Give by its name what the error names.",
}


def _of_a_call(leaf: Problem) -> Guess | None:
    """The guess for a call with other arguments than a function takes, if the student's own line makes it."""
    unfit, line = _UNFIT.search(leaf.message), leaf.place.text if leaf.place is not None else ""
    if leaf.type != "TypeError" or unfit is None:
        return None
    name = unfit[1].rpartition(".")[2]
    if re.search(rf"(?<!def )\b{re.escape(name)}\(", line):
        return Guess(_CALLED.format(code(name)), _AS_IT_TAKES[unfit[2]])
    return Guess(_HAS_CALLED.format(code(name)), _AS_IT_TAKES[unfit[2]]) if _HANDED_ON.search(line) else None


_NOT_GIVEN = re.compile(r"errors? for .+\n(\w+)\n  Field required \[.*?input_value=\{(.*?)\}, input_type=dict\]")
_NOT_FIT = re.compile(r"errors? for .+\n(\w+)\n  (?!Field required)")
_KEY = re.compile(r"'(\w+)': ")


def _of_a_tool(leaf: Problem) -> Guess | None:
    """The guess for a tool that was asked with other arguments than its function has, in pydantic's words: of no tool
    alone. Where no line of the student's asked it, the function is what can be mended; else either may be."""
    if leaf.type != "ValidationError":
        return None
    if missing := _NOT_GIVEN.search(leaf.message):
        keys, wanted = [may_be_read(key) for key in _KEY.findall(missing[2])], code(missing[1])
        came = names(keys) if keys else "nothing"
        function = f"let its function take {came}, under that name, and all else with a default."
        call = f"give it {wanted}."
        cause = f"It takes what it is given by name: {came} came, and it wants {wanted}."
    elif unfit := _NOT_FIT.search(leaf.message):
        function, call = "annotate it as the task does.", "give it such a value."
        cause = f"What came as {code(unfit[1])} is not of the type that is written beside it."
    else:
        return None
    yours = f"If it is a tool of yours: {function}"
    return Guess(cause, yours if leaf.place is None else f"{yours} If the call is: {call}")


def is_slip(problem: Problem) -> bool:
    """Return whether an error is that of a line which could never have worked, and no failure that a task is about."""
    return not problem.inner and (problem.type in PROGRAMMING or bool(likely(problem)))


def is_of_a_line(cause: str) -> bool:
    """Return whether a cause is that of a slip, and so of the line that the error was raised at."""
    return bool(cause) and any(slip.cause == cause for slip in _SLIPS)


def likely(problem: Problem) -> Guess:
    """Guess the slip behind an error that nobody wanted."""
    if early := asked_too_early(problem):
        return early
    for leaf in leaves(problem):
        if guess := _newer(leaf.message) or misspelt_method(leaf) or _of_a_tool(leaf):
            return guess
        if slip := next((each for each in (*GRAPH_SLIPS, *_SLIPS) if each.fits(leaf)), None):
            return Guess(slip.cause, slip.remedy)
        if unfit := _of_a_call(leaf):
            return unfit
        if slip := next((each for each in BUILT_SLIPS if each.fits(leaf)), None):
            return Guess(slip.cause, slip.remedy)
    if any(leaf.type == "GeneratorExit" for leaf in leaves(problem) if leaf is not problem):
        return _CLOSED_IN_A_GROUP
    if problem.inner and any(leaf.type in PROGRAMMING for leaf in leaves(problem)):
        return Guess("One failing task ended its whole group.")
    if problem.inner:
        return Guess("One failing task ended its whole group.", CAUGHT_INSIDE)
    return Guess()
