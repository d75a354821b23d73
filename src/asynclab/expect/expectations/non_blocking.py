"""That the event loop was never blocked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.stalls import STALLED, best_of, culprit
from asynclab.expect.messages.wording import at, code, count
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Blocking, Run, Span
from asynclab.observe.seconds import exact, seconds

SHOWN_LINES = 5


@dataclass(frozen=True)
class NeverBlocked(Expectation):
    """No line of the student's blocked the event loop, and nothing did, whoever called it, for any virtual time. Files
    that a library reads on its own account are not the student's."""

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each line, with the `async def` it stalled and the remedies, best first; and one for each
        scripted thing that held the loop where no line is known to."""
        lines: dict[object, list[Blocking]] = {}
        for finding in run.blocking:
            if finding.counts:
                lines.setdefault((finding.place, finding.rule), []).append(finding)
        for findings in list(lines.values())[:SHOWN_LINES]:
            yield _blocked(findings)
        if len(lines) > SHOWN_LINES:
            yield Failure(f"{count(len(lines) - SHOWN_LINES, 'more line')} blocked the event loop.", timeline=True)
        told = [finding for findings in lines.values() for finding in findings]
        yield from _unexplained(run, told)


def _unexplained(run: Run, told: Sequence[Blocking]) -> Iterable[Failure]:
    """What is scripted says by itself whether it held the loop: those of which no finding tells, one a name."""
    names: dict[str, Span] = {}
    for span in run.spans:
        if span.stalled and not any(_during(finding, span) for finding in told):
            names.setdefault(span.name, span)
    for span in names.values():
        yield Failure(
            f"{code(span.name)}{at(span.place)} held the event loop's thread for {seconds(span.stalled)}.",
            "It was called the synchronous way from the loop's only thread, and every other task stood still.",
            best_of(()),
            "The loop should never be blocked.",
            timeline=True,
            place=span.place,
        )


def _during(finding: Blocking, span: Span) -> bool:
    """Whether one began during the other: a line that blocks again and again without a pause is one finding."""
    began_inside = span.start <= finding.time and (span.end is None or finding.time <= span.end)
    return began_inside or finding.time <= span.start < finding.time + finding.stall


def _blocked(findings: list[Blocking]) -> Failure:
    first = findings[0]
    stall = exact(sum(finding.stall for finding in findings))
    times = sum(finding.calls for finding in findings)  # a loop over a stream blocks at each item, in one call of it
    how_long = f" for {seconds(stall)}{' in all' if times > 1 else ''}" if stall else ""
    often = f", {times} times" if times > 1 else ""
    victim = f" of `async def {may_be_read(first.coroutine.function)}`" if first.coroutine else ""
    return Failure(
        f"{culprit(first)} {STALLED}{how_long}{often}.",
        f"The call{victim} held the loop's only thread, and every other task stood still.",
        best_of(first.remedies),
        "The loop should never be blocked.",
        timeline=True,
        place=first.place,
    )


def never_blocked() -> Expectation:
    """Expect that no line of the student's blocked the event loop, and no scripted call or stream held it."""
    return NeverBlocked()
