"""What a test expects of its own run: said while it runs, and judged when it has ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asynclab.expect import Expectation, Failure
from asynclab.expect.messages.of_tasks.dropped_calls import NEVER_AWAITED, never_awaited
from asynclab.observe.run import Run


class SaidTooLate(Exception):
    """Something was expected of a test that has ended."""

    def __init__(self) -> None:
        super().__init__(
            "expect(...) was called when its test had ended, and nothing is judged any more. Call it before the "
            "fixture's `yield`, or in the test."
        )


class Expected:
    """Collects expectations: `expect(took(3.0), never_blocked())`, at any place in a test, and in its fixtures before
    it begins."""

    def __init__(self) -> None:
        self._before: list[Expectation] = []  # said by fixtures: of every run
        self._in_run: list[Expectation] = []
        self._taking: list[Expectation] | None = self._before  # None when the test has ended

    @property
    def said(self) -> tuple[Expectation, ...]:
        """What is expected of the run that has begun last, in order."""
        return (*self._before, *self._in_run)

    def begin(self) -> None:
        """Begin a run, of which nothing is expected yet but what fixtures have said."""
        self._taking = self._in_run = []

    def end(self) -> None:
        """Take nothing more: the test is over."""
        self._taking = None

    def __call__(self, *expectations: Expectation) -> None:
        """Expect this of the whole run of the test. Raises `TypeError` for what is no expectation, `SaidTooLate` when
        the test has ended."""
        if self._taking is None:
            raise SaidTooLate
        for each in expectations:
            if not isinstance(each, Expectation):
                raise TypeError(
                    f"expect({each!r}): that is no expectation of a run. Write `assert` for a value that you have; "
                    "here stand took(...), never_blocked(), nothing_left() and the like."
                )
        self._taking += expectations


@dataclass(frozen=True)
class EveryCoroutineAwaited(Expectation):
    """Each coroutine that was made at a line of one's own was awaited: every test on the clock promises that."""

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each line that made one and dropped it."""
        for said, place in never_awaited(run):
            yield Failure(said, remedy=NEVER_AWAITED, place=place)
