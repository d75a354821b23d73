"""What made a run as long as it was: the chain of calls and waits that fills it from its beginning to its end.

Found backwards. Whatever ended at an instant is taken to be what the next thing waited for: first what ended last, then
a stream that handed on an item just then. Where nothing did, the answer itself was waiting.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from asynclab.observe.run import READER, Mark, Run, Span, SpanEnd
from asynclab.observe.seconds import exact, number, seconds
from asynclab.observe.spans import work

_MOST_PARTS = 6  # of a sentence; more are added up by name


class SegmentKind(Enum):
    """What filled a segment."""

    CALL = "call"  # a call of a tool, a model, a source or a sink
    BLOCKED = "blocked"  # a line that held the event loop
    READER = "reader"  # whoever read the answer's stream took its time over an item
    WAIT = "wait"  # none of these: a sleep, or a retry's pause


@dataclass(frozen=True)
class PathSegment:
    """A part of a critical path, in virtual seconds. name: of the call or the blocking function; "reader", "waiting".
    span: the id of the call's span, None for what is no call."""

    kind: SegmentKind
    name: str
    start: float
    end: float
    span: int | None = None

    @property
    def length(self) -> float:
        """Virtual seconds."""
        return exact(self.end - self.start)


@dataclass(frozen=True)
class CriticalPath:
    """The segments that fill a run, each one beginning where the one before ended. in_turn: whether nothing was in
    flight while they waited; where something was, as what a reader who leaves has cut, it is not said of them."""

    segments: tuple[PathSegment, ...]
    in_turn: bool = True

    @property
    def length(self) -> float:
        """Virtual seconds: what the run took."""
        return exact(sum(segment.length for segment in self.segments))

    @property
    def names(self) -> frozenset[str]:
        """The calls that are part of it, by name."""
        return frozenset(segment.name for segment in self.segments if segment.kind is SegmentKind.CALL)

    def __str__(self) -> str:
        """The arithmetic: "6 s = archive 3 + news 1 + web 2: they wait in turn"; "" for a run that took no time."""
        if not self.segments:
            return ""
        calls = [segment for segment in self.segments if segment.kind is SegmentKind.CALL]
        turns = ": they wait in turn" if self.in_turn and len({each.span for each in calls}) > 1 else ""
        return f"{seconds(self.length)} = {' + '.join(self._parts())}{turns}"

    def _parts(self) -> list[str]:
        merged: list[tuple[str, float]] = []
        for segment in self.segments:
            if merged and merged[-1][0] == segment.name:
                merged[-1] = (segment.name, merged[-1][1] + segment.length)
            else:
                merged.append((segment.name, segment.length))
        if len(merged) <= _MOST_PARTS:
            return [f"{name} {number(length)}" for name, length in merged]
        total: dict[str, float] = defaultdict(float)
        for name, length in merged:
            total[name] += length
        times = Counter(name for name, _ in merged)
        parts = [
            f"{name} {number(length)}{f' ({times[name]} times)' if times[name] > 1 else ''}"
            for name, length in sorted(total.items(), key=lambda item: -item[1])
        ]
        if len(parts) <= _MOST_PARTS:
            return parts
        others = sum(sorted(total.values(), reverse=True)[_MOST_PARTS - 1 :])
        return [*parts[: _MOST_PARTS - 1], f"{len(parts) - _MOST_PARTS + 1} others {number(others)}"]


def critical_path(run: Run) -> CriticalPath:
    """Return the critical path of a run. Its length is the run's elapsed time, to the microsecond."""
    return path_of(run, PathFinder(run))


def path_of(run: Run, finder: PathFinder) -> CriticalPath:
    """Return the critical path of a run, of which a finder is there already."""
    segments = finder.until(run.elapsed)
    waits = [each for each in segments if each.kind is SegmentKind.WAIT]
    return CriticalPath(segments, not any(_in_flight(span, wait) for span in work(run) for wait in waits))


def _in_flight(span: Span, wait: PathSegment) -> bool:
    return span.start < wait.end and (span.end is None or span.end > wait.start)


@dataclass(frozen=True)
class _Candidate:
    """Something that filled a stretch. rank: of those that end at one instant the highest is taken."""

    kind: SegmentKind
    name: str
    start: float
    rank: tuple[int, int]
    span: int | None = None


class PathFinder:
    """Looks for what filled the time before an instant of a run."""

    def __init__(self, run: Run) -> None:
        self._ended: dict[float, list[_Candidate]] = defaultdict(list)
        spans = work(run)
        self._spans = {span.id: span for span in spans}
        around = {span.parent for span in spans}
        for span in spans:
            if span.end is not None:
                self._ended[exact(span.end)].append(_of_span(span, rank=_rank(span) if span.id not in around else 1))
        for mark, maker in _makers(run, spans):  # a stream goes on, and what it handed on just then began something
            self._ended[exact(mark.time)].append(_of_span(maker, rank=0, order=mark.seq))
        for finding in run.blocking:
            if finding.mine and finding.stall:
                name = finding.call or finding.rule
                blocked = _Candidate(SegmentKind.BLOCKED, name, exact(finding.time), (-1, 0))
                self._ended[exact(finding.time + finding.stall)].append(blocked)
        self._pauses = _pauses_by_task(run, spans)
        for start, end in _readings(run):
            self._ended[end].append(_Candidate(SegmentKind.READER, READER, start, (-1, 1)))
        self._times = sorted(self._ended)

    def until(self, time: float) -> tuple[PathSegment, ...]:
        """Return the segments that fill the run from its beginning to an instant, in virtual seconds."""
        found: list[PathSegment] = []
        now, late = exact(time), None
        while now > 0:
            found.append(self._filled(now, late))
            now, late = found[-1].start, self._spans.get(found[-1].span or 0)
            if late is not None and exact(late.start) != now:
                late = None  # it went on behind a pause, and what it began after was before that
        return tuple(reversed(found))

    def before(self, span: Span) -> PathSegment:
        """Return what filled the time just before a span that begins late."""
        return self._filled(exact(span.start), span)

    def _filled(self, now: float, late: Span | None) -> PathSegment:
        """What filled the time before an instant. late: what began then, if anything is known to."""
        ended = [each for each in self._ended.get(now, ()) if each.start < now]
        wait = late.after if late is not None else None
        if wait is not None and wait.calls is not None:
            waited_for = [each for each in ended if each.span in wait.calls]
            ended = waited_for or [each for each in ended if wait.calls or each.kind is SegmentKind.BLOCKED]
            if not ended:
                return PathSegment(SegmentKind.WAIT, "waiting", exact(wait.since), now)
        if ended:
            last = max(ended, key=lambda each: each.rank)
            return self._without_pause(PathSegment(last.kind, last.name, max(last.start, 0.0), now, last.span))
        at = bisect_left(self._times, now)
        earlier = max(self._times[at - 1], 0.0) if at else 0.0
        return PathSegment(SegmentKind.WAIT, "waiting", earlier, now)

    def _without_pause(self, filled: PathSegment) -> PathSegment:
        """A segment of a stream from where the task that reads it has slept last, has held the loop, or has waited for
        a call: what one task reads does not go on meanwhile."""
        span = self._spans.get(filled.span or 0)
        reads = span is not None and span.kind == "stream" and not span.stalled
        pauses = self._pauses.get(span.task, ()) if span is not None and reads else ()
        at = bisect_right(pauses, filled.end, key=lambda each: each.end)
        last = pauses[at - 1] if at else None
        if last is None or last.start < filled.start:
            return filled
        return last if last.end == filled.end else replace(filled, start=last.end)


def _pauses_by_task(run: Run, spans: Sequence[Span]) -> dict[str, tuple[PathSegment, ...]]:
    """When each task that reads a stream slept, held the loop or waited for a call, in the order in which that ended;
    nothing of a name that several tasks have, of which one may read meanwhile."""
    named = Counter(span.name for span in run.spans if span.kind == "task")
    found: dict[str, list[PathSegment]] = defaultdict(list)
    for each in run.pauses:
        found[each.task].append(PathSegment(SegmentKind.WAIT, "waiting", each.start, each.end))
    for held in run.blocking:
        if held.mine and held.stall:
            start, end = exact(held.time), exact(held.time + held.stall)
            found[held.task].append(PathSegment(SegmentKind.BLOCKED, held.call or held.rule, start, end))
    for call in spans:
        if call.kind == "call" and call.end is not None and exact(call.end) > exact(call.start):
            start, end = exact(call.start), exact(call.end)
            found[call.task].append(PathSegment(SegmentKind.CALL, call.name, start, end, call.id))
    reading = {span.task for span in spans if span.kind == "stream" and named[span.task] <= (span.task != "")}
    return {task: tuple(sorted(found[task], key=lambda each: each.end)) for task in reading}


def _rank(span: Span) -> int:
    """Of calls that end at one instant, one that failed has cancelled the others, and not they it."""
    return 3 if span.how is SpanEnd.ERROR else 2


def _of_span(span: Span, rank: int, order: int = 0) -> _Candidate:
    return _Candidate(SegmentKind.CALL, span.name, exact(span.start), (rank, order or span.last or 0), span.id)


def _makers(run: Run, spans: Sequence[Span]) -> Iterator[tuple[Mark, Span]]:
    """Items that were made, each with the latest span of its maker's name, if that was open then."""
    by_name: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_name[span.name].append(span)
    begun = {name: [span.first for span in same] for name, same in by_name.items()}
    for mark in run.marks:
        if mark.kind in ("made", "token") and (at := bisect_left(begun.get(mark.name, ()), mark.seq)):
            maker = by_name[mark.name][at - 1]
            if maker.last is None or maker.last > mark.seq:
                yield mark, maker


def _readings(run: Run) -> Iterator[tuple[float, float]]:
    """When the reader was busy with an item: from getting it to having used it."""
    for projection in run.projections or ("",):
        used = sorted((mark.seq, mark.time) for mark in run.reader_marks(projection))
        order = [seq for seq, _ in used]
        for item in run.items:
            at = bisect_left(order, item.seq)
            if item.projection == projection and at < len(used) and exact(used[at][1]) > exact(item.time):
                yield exact(item.time), exact(used[at][1])
