"""What is expected of a student's own tests: that they pass on right code, and that one fails on a planted bug."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.diagnosis import NEVER_AWAITED, never_awaited
from asynclab.expect.messages.wording import code, names, sentence
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Run
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
        if not tests:
            yield Failure("No test was run.")
        failed = {name: came for name, came in tests.items() if came != PASSED}
        for name, came in list(failed.items())[:_IN_FULL]:
            yield Failure(
                sentence(f"{code(name)} fails on code that is right: {came}"),
                remedy="A test asks for what was promised and for no more, and keeps nothing from one run to the next.",
            )
        if len(failed) > _IN_FULL:
            yield Failure(f"{len(failed) - _IN_FULL} more of your tests fail on code that is right.")


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
            yield Failure(
                f"A bug got through: {self.bug}. {which} {passes} on it.",
                remedy="Ask what a caller would see of this bug, and when; assert that it is not so.",
            )


def all_pass() -> Expectation:
    """Expect that the student's tests pass, all of them: for a right implementation."""
    return AllPass()


def catches(bug: str) -> Expectation:
    """Expect that one of the student's tests fails. bug: what is wrong with the implementation, as a clause: "the last
    word is dropped". The student reads it where it got through."""
    if not bug:
        raise ValueError('catches needs a clause that says what is wrong: catches("the last word is dropped").')
    return Catches(bug)
