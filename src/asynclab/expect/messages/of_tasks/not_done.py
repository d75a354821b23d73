"""A task that was asked for its result and has none: `result()` and `exception()` wait for nothing, and a task that was
cancelled never has one."""

from __future__ import annotations

import re
from dataclasses import replace

from asynclab.expect.messages.crashes import leaves
from asynclab.expect.messages.diagnosis import Guess, blocked
from asynclab.observe.run import Problem, Run

_ASKED = re.compile(r"^(Result|Exception) is not (set|ready)\.$")
_IN_PLACE = {
    "result": "Put `await task` in its place: that waits, and gives the result.",
    "exception": "Wait before that line, as with `await asyncio.wait({task})`, which raises nothing.",
}
_BEHIND = "Ask behind the block of the `TaskGroup`, not inside: its end waits for its tasks."
_ALONE = (
    "A `TaskGroup` waits for what its own `create_task` has started, and `asyncio.wait` with a timeout no longer than "
    "that: there, ask `done()` first."
)


def asked_too_early(problem: Problem) -> Guess:
    """Guess of an error, of a group one of its members: that a task or a future was asked for its result, or for its
    error, before it was done."""
    for leaf in leaves(problem):
        if leaf.type == "InvalidStateError" and (asked := _ASKED.match(leaf.message)):
            method = asked[1].lower()
            cause = f"`{method}()` waits for nothing, and the task or future that it was asked of was not done yet."
            wait = _IN_PLACE[method]
            return Guess(cause, f"{_BEHIND} Or {wait[0].lower()}{wait[1:]}" if problem.inner else f"{wait} {_ALONE}")
    return Guess()


def held_up(run: Run, guess: Guess) -> Guess:
    """Return the guess of a run's error; of a task that was asked too early, with what kept the loop from it."""
    early = Guess() if run.problem is None else asked_too_early(run.problem)
    stall = blocked(run) if early and early == guess else Guess()
    return replace(guess, cause=f"{guess.cause} {stall.cause} No task goes on meanwhile.") if stall else guess


def cancelled_result(run: Run) -> Guess:
    """Guess of a run whose error is, or was raised from, the cancellation of a task that was asked for its result."""
    error = run.problem
    while error is not None and error.type != "CancelledError":
        error = error.cause
    if error is None or error.place is None or run.left_early is not None:
        return Guess()
    if not re.search(r"\.(result|exception)\(\)", error.place.text):
        return Guess()
    return Guess(
        "The task that is asked for its result there had been cancelled, as the others of a `TaskGroup` are when one "
        "fails: it has none, and raises `CancelledError`.",
        "If one may fail and the others are to go on: catch the error inside the task that may fail. If not: ask "
        "`task.cancelled()` first.",
    )
