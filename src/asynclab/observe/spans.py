"""The work that a run shows: each piece once, how long it took, and how much of it happened at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .run import SPAN_KINDS, Run, Span, SpanKind
from .seconds import exact

WORK = SPAN_KINDS[: SPAN_KINDS.index("user")]
_FOREVER = 1 << 62


def each_once(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans inside which no more concrete span of the same name began; in the order they began."""
    by_name: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_name[span.name].append(span)
    chosen = [span for same in by_name.values() for span in _innermost(same)]
    return tuple(sorted(chosen, key=lambda span: span.first))


def _innermost(same: Sequence[Span]) -> Iterable[Span]:
    begun: list[int] = []  # where the more concrete ones began, in order
    for kind in SPAN_KINDS:
        level = [span for span in same if span.kind == kind]
        for span in level:
            inside = bisect_left(begun, span.first)
            if inside == len(begun) or begun[inside] > last_position(span):
                yield span
        begun = sorted([*begun, *(span.first for span in level)])


def work(run: Run) -> tuple[Span, ...]:
    """Return the calls of tools, models, sources and sinks, each once, in the order they began."""
    return each_once(without_renamed(span for span in run.spans if span.kind in WORK))


def without_renamed(spans: Iterable[Span]) -> list[Span]:
    """Return the spans without those of LangChain's callbacks that are the same piece of work as a body inside of them,
    under another name, as a `run_name` gives it."""
    spans = list(spans)
    bodies: dict[tuple[object, ...], _Bodies] = defaultdict(_Bodies)
    for span in sorted(spans, key=lambda span: span.first):
        if span.kind in ("call", "stream"):
            bodies[_extent(span)].add(span)
    return [span for span in spans if not bodies[_extent(span)].hold(span)]


def _extent(span: Span) -> tuple[object, ...]:
    """Where and when it was, and how it ended."""
    return span.task, span.start, span.end, span.how


class _Bodies:
    """The bodies of one extent, so that of thousands none is compared with each."""

    def __init__(self) -> None:
        self._begun: list[int] = []
        self._parents: set[int | None] = set()

    def add(self, body: Span) -> None:
        """Add one. They come in the order they began."""
        self._begun.append(body.first)
        self._parents.add(body.parent)

    def hold(self, span: Span) -> bool:
        """Whether one of them is what a callback's span of this extent tells of. A model's is no child of it."""
        if span.kind == "model":
            inside = bisect_right(self._begun, span.first)
            return inside < len(self._begun) and self._begun[inside] < last_position(span)
        return span.kind in ("tool", "retriever") and span.id in self._parents


def length(span: Span, run: Run) -> float:
    """Virtual seconds a span took; an open one lasts until the run's end."""
    return exact((run.elapsed if span.end is None else span.end) - span.start)


def overlap(one: Span, other: Span) -> bool:
    """Return whether two spans were in flight at once for more than an instant.

    Spans of no length count as at once where one began before the other ended, in the order of events.
    """
    if max(one.first, other.first) >= min(last_position(one), last_position(other)):
        return False
    start, end = max(one.start, other.start), min(_end(one), _end(other))
    return start < end or one.start == one.end or other.start == other.end


@dataclass(frozen=True)
class Peak:
    """The most spans in flight at once, which they were, and since when (virtual seconds)."""

    spans: tuple[Span, ...]
    time: float

    @property
    def height(self) -> int:
        """How many."""
        return len(self.spans)


def peak(spans: Iterable[Span]) -> Peak:
    """Return the first instant at which most spans were in flight."""
    edges = [edge for span in spans for edge in ((span.first, 1, span), (last_position(span), 0, span))]
    now: dict[int, Span] = {}
    best = Peak((), 0.0)
    for _, begins, span in sorted(edges, key=lambda edge: edge[:2]):
        if not begins:
            now.pop(span.id, None)
            continue
        now[span.id] = span
        if len(now) > best.height:
            best = Peak(tuple(now.values()), span.start)
    return best


def let_in_singly(run: Run, calls: Sequence[Span]) -> bool:
    """Return whether calls that ran one after another had been started before, in tasks or tools of their own, so that
    something let them in one at a time. calls: two at least, in the order they began."""
    first, second = calls[:2]
    carriers: dict[tuple[SpanKind, str], list[Span]] = defaultdict(list)
    for span in run.spans:
        if span.kind in ("task", "tool", "chain", "user") and span.first < last_position(first):
            carriers[span.kind, span.name].append(span)
    tasks = {call.task for call in calls}
    return any(
        (
            kind == "task"
            and name in tasks
            and any(last_position(span) > last_position(second) for span in _but_first(begun))
        )
        or {first.end, second.end} <= {span.end for span in begun}
        for (kind, name), begun in carriers.items()
        if len(begun) > 1
    )


def _but_first(begun: Sequence[Span]) -> Sequence[Span]:
    """Those of one name but that which ended first: it carried the first call."""
    return sorted(begun, key=last_position)[1:]


def last_position(span: Span) -> int:
    """Return where in the order of events a span ended: behind all of them, for an open one."""
    return _FOREVER if span.last is None else span.last


def _end(span: Span) -> float:
    return float("inf") if span.end is None else span.end
