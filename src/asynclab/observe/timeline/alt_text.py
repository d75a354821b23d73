"""The timeline in a sentence or two, for those who cannot see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from asynclab.observe.run import Run, Span, SpanEnd
from asynclab.observe.seconds import exact, number, seconds
from asynclab.observe.spans import each_once, peak, work
from asynclab.observe.timeline.text_width import printable

MOST_NAMED = 6
_ENDED = {
    SpanEnd.ERROR: " failed",
    SpanEnd.CANCELLED: " cancelled",
    SpanEnd.CLOSED: " closed",
    SpanEnd.INTERRUPTED: " interrupted",
}


def alt_text(run: Run, waiting: Sequence[str]) -> str:
    """Say what the picture shows. That is: who ran when and how much of it at once, what the reader got, what went
    wrong. waiting: where the code waits, as the picture has it.
    """
    told = "; ".join([*_parts(run), *waiting])
    return printable(f"Timeline of {seconds(run.elapsed)}: {told}.")


def _parts(run: Run) -> Iterator[str]:
    spans = work(run) or each_once(run.spans)
    yield f"{_together(spans)}{_listed(spans)}" if spans else "nothing was called"
    for projection, each in run.arrivals():
        reader = f"the reader of {projection}" if projection else "the reader"
        yield f"{reader} got {_count(len(each), 'item')}{_when(each)}"
    mine = [finding for finding in run.blocking if finding.mine and finding.stands_still]
    if mine:
        stall = exact(sum(finding.stall for finding in mine))
        yield f"the event loop was blocked for {seconds(stall)}" if stall else "the event loop was blocked"
    if run.left_early is not None:
        yield f"the reader left at {seconds(run.left_early)}"
    if run.left:
        yield f"left alive: {', '.join(f'{left.kind} {left.name}' for left in run.left[:MOST_NAMED])}"


def _together(spans: Sequence[Span]) -> str:
    calls = _count(len(spans), "call")
    if len(spans) == 1:
        return calls
    most = peak(spans).height
    if most == len(spans):
        return f"{calls}, all side by side"
    return f"{calls}, one after another" if most <= 1 else f"{calls}, at most {most} at once"


def _listed(spans: Sequence[Span]) -> str:
    if len(spans) <= MOST_NAMED:
        return ": " + ", ".join(f"{span.name} {_stretch(span)}{_ENDED.get(span.how, '')}" for span in spans)
    often = Counter(span.name for span in spans)
    named = (f"{name} {times} times" if times > 1 else name for name, times in list(often.items())[:MOST_NAMED])
    more = f" and {_count(len(often) - MOST_NAMED, 'more name')}" if len(often) > MOST_NAMED else ""
    return f": {', '.join(named)}{more}"


def _stretch(span: Span) -> str:
    if span.end is None:
        return f"from {seconds(span.start)} on, never ended"
    return f"{number(span.start)} to {seconds(span.end)}" if span.end > span.start else f"at {seconds(span.start)}"


def _when(times: Sequence[float]) -> str:
    if times[0] == times[-1]:
        return f" at {seconds(times[0])}"
    return f" from {number(times[0])} to {seconds(times[-1])}"


def _count(how_many: int, noun: str) -> str:
    return f"{how_many} {noun}{'' if how_many == 1 else 's'}"
