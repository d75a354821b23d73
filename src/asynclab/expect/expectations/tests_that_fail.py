"""What is expected of a student's own tests: that they pass on right code, and that one fails on a planted bug."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.crashes import by_kind, innermost, leaves, tells
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.of_tasks.dropped_calls import NEVER_AWAITED, never_awaited
from asynclab.expect.messages.slips import likely
from asynclab.expect.messages.wording import code, names, sentence
from asynclab.expect.outcome import Failure
from asynclab.observe.error_kinds import PROGRAMMING
from asynclab.observe.run import FailedTest, Place, Problem, Run
from asynclab.scenario.own_tests.notebook_tests import PASSED

_IN_FULL = 2  # tests that are told by name, with their errors


def _tests(run: Run) -> dict[str, str]:
    """What came of each test, by its name; nothing for a run of anything else."""
    found = run.value if isinstance(run.value, dict) else {}
    return {name: came for name, came in found.items() if isinstance(came, str)}


@dataclass(frozen=True)
class AllPass(Expectation):
    """Every test passes, and awaits what it makes: what it was run on is right."""

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each test that failed, for each line that made a coroutine and dropped it, and one where
        there was no test."""
        tests = _tests(run)
        for said, place in never_awaited(run):
            yield Failure(said, remedy=NEVER_AWAITED, place=place)
        for problem in _lost_asserts(run)[:_IN_FULL]:
            seen = f"An `assert` fails on code that is right, {_UNHEARD}: {tells(problem)}"
            yield Failure(seen, remedy=f"{_AWAIT_IT} {_PROMISED}", place=innermost(problem))
        if not tests:
            yield Failure("No test was run.")
        failed = {name: came for name, came in tests.items() if came != PASSED}
        known = {test.name: test for test in run.failed_tests}
        for name, came in list(failed.items())[:_IN_FULL]:
            yield _fails(known[name]) if name in known else Failure(_seen(name, came), remedy=_PROMISED)
        if len(failed) > _IN_FULL:
            yield Failure(f"{len(failed) - _IN_FULL} more of your tests fail on code that is right.")


_PROMISED = "A test asks for what was promised and for no more, and keeps nothing from one run to the next."
_UNHEARD = "where its test does not hear of it, as in a task which nobody asks how it ended"
_AWAIT_IT = (
    "Keep what `create_task` returns, and `await` that itself (`asyncio.wait` raises nothing); an `asyncio.TaskGroup` "
    "does it for you."
)
_TRUE = "This `assert` holds whatever happens: a tuple, a text or a generator is true, whatever is in it."
_CONDITION = (
    'Let the condition alone stand behind `assert`, without brackets around it and its text: `assert a == b, "text"`; '
    "of many conditions `all(...)`. If the bug still gets through: ask what a caller would see of it, and when."
)
_BOTH_SIDES = f"Look at both sides. {_PROMISED} It reads a source once, and closes what it leaves."
_BY_ITSELF = "That line goes wrong on right code: look how it is spelt, what it calls and what it hands over."
_UNDEFINED = re.compile(r"name '(\w+)' is not defined")


def _seen(name: str, came: str) -> str:
    return sentence(f"{code(name)} fails on code that is right: {came}")


def _fails(test: FailedTest) -> Failure:
    """The failure for a test that ended so on right code: with its line, and the slip behind it where that is known."""
    problem = test.problem
    if problem.parts is not None:
        parts = problem.parts
        return Failure(_seen(test.name, parts.seen), parts.cause, parts.remedy, place=problem.place)
    guess = _slip(test)
    seen = _seen(test.name, tells(problem))
    return Failure(seen, guess.cause, guess.remedy, place=innermost(problem))


def _slip(test: FailedTest) -> Guess:
    problem = next(leaves(test.problem))  # of a group, what its first task ended with
    undefined = _UNDEFINED.match(problem.message)
    if undefined and undefined[1] in test.fixtures:
        asked = code(undefined[1])
        return Guess(
            f"{asked} is given to a test that asks for it, and to no other.",
            f"Ask for it by a parameter: {code(f'async def {test.name}({undefined[1]}, ...)')}.",
        )
    guess = likely(problem)
    guess = guess if guess.remedy else by_kind(problem)
    if guess.remedy:
        return guess
    if problem.type == "AssertionError" and "assert " in problem.message:  # with both sides
        return Guess(guess.cause, _BOTH_SIDES)
    return Guess(guess.cause, _BY_ITSELF if problem.type in PROGRAMMING else _PROMISED)


@dataclass(frozen=True)
class Catches(Expectation):
    """A test fails: what they were run on has a bug."""

    bug: str

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure where all tests pass."""
        tests = _tests(run)
        if not tests:
            yield Failure("No test was run.")
        elif all(came == PASSED for came in tests.values()):
            passes = "passes" if len(tests) == 1 else "pass"
            which = names(tests) if len(tests) <= _IN_FULL else f"All {len(tests)} of your tests"
            guess, place = _silent(run)
            remedy = guess.remedy or "Ask what a caller would see of this bug, and when; assert that it is not so."
            yield Failure(f"A bug got through: {self.bug}. {which} {passes} on it.", guess.cause, remedy, place=place)


def _silent(run: Run) -> tuple[Guess, Place | None]:
    """Why tests may have passed though something was asserted, and the line of it."""
    for problem in _lost_asserts(run):
        return Guess(f"An `assert` fails on it, {_UNHEARD}: {tells(problem)}", _AWAIT_IT), innermost(problem)
    for place in run.always_true:
        return Guess(_TRUE, _CONDITION), place
    return Guess(), None


def _lost_asserts(run: Run) -> list[Problem]:
    """The asserts that have failed in tasks of which nobody heard; of those that a test raised itself, it has."""
    told = {leaf for test in run.failed_tests for leaf in leaves(test.problem)}
    return [problem for problem in run.unseen if problem.type == "AssertionError" and problem not in told]


def all_pass() -> Expectation:
    """Expect that the student's tests pass, all of them: for a right implementation."""
    return AllPass()


def catches(bug: str) -> Expectation:
    """Expect that one of the student's tests fails. bug: what is wrong with the implementation, as a clause: "the last
    word is dropped". The student reads it where it got through."""
    if not bug:
        raise ValueError('catches needs a clause that says what is wrong: catches("the last word is dropped").')
    return Catches(bug)
