"""That the event loop was never blocked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.stalls import best_of, culprit
from asynclab.expect.messages.wording import count
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Blocking, Run
from asynclab.observe.seconds import exact, seconds

SHOWN_LINES = 5


@dataclass(frozen=True)
class NeverBlocked(Expectation):
    """No line of the student's blocked the event loop; a library's own blocking is not theirs."""

    def failures(self, run: Run) -> Iterable[Failure]:
        """One for each line, with the `async def` it stalled and the remedies, best first."""
        lines: dict[object, list[Blocking]] = {}
        for finding in run.blocking:
            if finding.mine:
                lines.setdefault((finding.place, finding.rule), []).append(finding)
        for findings in list(lines.values())[:SHOWN_LINES]:
            yield _blocked(findings)
        if len(lines) > SHOWN_LINES:
            yield Failure(f"{count(len(lines) - SHOWN_LINES, 'more line')} blocked the event loop.", timeline=True)


def _blocked(findings: list[Blocking]) -> Failure:
    first = findings[0]
    stall = exact(sum(finding.stall for finding in findings))
    how_long = f" for {seconds(stall)}" if stall else ""
    calls = sum(finding.calls for finding in findings)
    often = f", in {calls} calls" if calls > 1 else ""
    victim = f" of `async def {first.coroutine.function}`" if first.coroutine else ""
    return Failure(
        f"{culprit(first)} blocked the event loop{how_long}{often}.",
        f"The call{victim} held the loop's only thread, and every other task stood still.",
        best_of(first.remedies),
        "The loop should never be blocked.",
        timeline=True,
        place=first.place,
    )


def never_blocked() -> Expectation:
    """No line of the student's blocked the event loop."""
    return NeverBlocked()
