"""What a test expects of its own run: said while it runs, and judged when it has ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asynclab.expect import Expectation, Failure
from asynclab.expect.messages.diagnosis import NEVER_AWAITED, never_awaited
from asynclab.observe.run import Run


class Expected:
    """Collects expectations: `expect(took(3.0), never_blocked())`, at any place in a test."""

    def __init__(self) -> None:
        self._said: list[Expectation] = []

    @property
    def said(self) -> tuple[Expectation, ...]:
        """What was expected since the last `begin`, in order."""
        return tuple(self._said)

    def begin(self) -> None:
        """Begin a run, of which nothing is expected yet."""
        self._said = []

    def __call__(self, *expectations: Expectation) -> None:
        """Expect this of the whole run of the test. Raises `TypeError` for what is no expectation."""
        for each in expectations:
            if not isinstance(each, Expectation):
                raise TypeError(
                    f"expect({each!r}): that is no expectation of a run. Write `assert` for a value that you have; "
                    "here stand took(...), never_blocked(), nothing_left() and the like."
                )
        self._said += expectations


@dataclass(frozen=True)
class EveryCoroutineAwaited(Expectation):
    """Each coroutine that was made at a line of one's own was awaited: every test on the clock promises that."""

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each line that made one and dropped it."""
        for said, place in never_awaited(run):
            yield Failure(said, remedy=NEVER_AWAITED, place=place)
