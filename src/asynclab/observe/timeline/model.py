"""What the timeline shows, before it is drawn: rows with bars and ticks, blocked stretches, who left when."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from heapq import heappop, heappush

from asynclab.observe.critical_path import CriticalPath, PathFinder, path_of
from asynclab.observe.run import READER, Blocking, Ending, Left, Mark, Place, Run, Span, SpanEnd, SpanKind
from asynclab.observe.seconds import number, seconds
from asynclab.observe.spans import WORK, each_once, without_renamed
from asynclab.observe.timeline.axis import Axis, axis
from asynclab.observe.timeline.late_start import waits_at, waits_told

MOST_LANES = 24
MOST_LINES = 3  # of those that held the event loop
NOTE = 22  # characters


class Look(Enum):
    """How a row is drawn."""

    CALL = "call"  # tools, sinks, blocking functions: a solid bar
    STREAM = "stream"  # models and sources: a bar with a tick for each item
    OTHER = "other"  # nodes, tasks, spans opened by hand
    READER = "reader"  # dots where items arrived
    MARKS = "marks"  # dots where something was marked
    LOOP = "loop"  # where the event loop was blocked


@dataclass(frozen=True)
class Bar:
    """A stretch of a row, in virtual seconds. An open one ends where the picture does."""

    start: float
    end: float
    how: SpanEnd = SpanEnd.DONE


@dataclass(frozen=True)
class TimelineRow:
    """One row: bars that do not overlap, ticks at instants, and a note in words. waits: why the first bar starts late;
    after: the student's line at which the code waits for that. path: the stretches of the row that are part of the
    critical path, in virtual seconds."""

    label: str
    look: Look
    bars: tuple[Bar, ...] = ()
    ticks: tuple[float, ...] = ()
    note: str = ""
    waits: str = ""
    after: Place | None = None
    path: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Picture:
    """Everything to draw. `end` is when the answer ended, `leaving` when its reader left (None if it stayed);
    `hidden` counts the rows for which there was no room, `blocked` names the lines that held the event loop, `waiting`
    those at which the code waits before what begins late, `alive` what was left alive, and what was never awaited.
    heading: a line above it. parting: when it first differs from the picture beside it, None if it stands alone. ended:
    how, in a word. path: the arithmetic of the critical path. due: when the answer should have ended, None where nobody
    said.
    """

    axis: Axis
    lanes: tuple[TimelineRow, ...]
    end: float
    leaving: float | None
    alive: tuple[str, ...]
    hidden: int
    blocked: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    heading: str = ""
    parting: float | None = None
    ended: str = "done"
    path: str = ""
    due: float | None = None

    @property
    def total(self) -> str:
        """When the answer ended, in words; "" for one that took no time."""
        return f"{self.ended}: {seconds(self.end)}" if self.end else ""

    @property
    def wanted(self) -> str:
        """When it should have ended, in words; "" where that is not known, or is what happened."""
        return "" if self.due is None or self.due == self.end else f"should be done: {seconds(self.due)}"

    @property
    def left(self) -> str:
        """When the reader left, in words, and for how long the answer went on without it; "" if it stayed."""
        if self.leaving is None:
            return ""
        on = f", the answer went on until {seconds(self.end)}" if self.end > self.leaving else ""
        return f"the reader left at {seconds(self.leaving)}{on}"


def picture(run: Run, kinds: Sequence[SpanKind] = (), unnamed: Collection[str] = ()) -> Picture:
    """Return the picture of a run. kinds: which kinds of spans to show. If no kind is named, these are the spans that
    matter, that is tools, models, sources and sinks, graph nodes, and the tasks that show something of their own.
    unnamed: files at whose lines nothing is told to wait.
    """
    spans = each_once(_chosen(run, kinds) if kinds else without_renamed(_chosen(run, ())))
    end = max([run.elapsed, *_instants(run, spans)])
    ticks = _ticks_by_name(run.marks)
    finder = PathFinder(run)
    path = path_of(run, finder)
    every = [*_lanes(spans, ticks, end, path, finder), *_marked(run, spans), *_reader(run)]
    lanes = [_without_lines_of(lane, unnamed) for lane in _kept(every)]
    return Picture(
        axis=axis(end),
        lanes=(*_loop(run.blocking), *lanes),
        end=run.elapsed,
        leaving=run.left_early,
        alive=(*_alive(run.left), *_never_awaited(run)),
        hidden=len(every) - len(lanes),
        blocked=tuple(_blocked(run.blocking)),
        waiting=tuple(waits_at(spans, unnamed)),
        ended=_ENDINGS.get(run.ending, "ended"),
        path=str(path) if path.names <= {span.name for span in spans} else "",
    )


_ENDINGS = {Ending.RETURNED: "done", Ending.RAISED: "failed", Ending.HUNG: "stuck", Ending.STOPPED: "stopped"}


def _without_lines_of(lane: TimelineRow, files: Collection[str]) -> TimelineRow:
    return replace(lane, after=None) if lane.after is not None and lane.after.file in files else lane


def _kept(lanes: Sequence[TimelineRow]) -> list[TimelineRow]:
    """The rows that there is room for, in their order: first the reader's, then those that make the time."""
    if len(lanes) <= MOST_LANES:
        return list(lanes)
    ranks = [(lane.look is not Look.READER, not lane.path, at) for at, lane in enumerate(lanes)]
    return [lanes[at] for at in sorted(at for *_, at in sorted(ranks)[:MOST_LANES])]


def _chosen(run: Run, kinds: Sequence[SpanKind]) -> Iterator[Span]:
    if kinds:
        yield from (span for span in run.spans if span.kind in kinds)
        return
    # A task is shown by what runs in it; only one that shows nothing else, or never ended, is shown itself.
    served = {span.task for span in run.spans if _matters(span)}
    for span in reversed(run.spans):
        if span.kind == "task" and span.name in served:
            served.add(span.task)  # and so is the one that started it
    for span in run.spans:
        shown = span.name not in served or (span.how is SpanEnd.OPEN and not _is_internal(span))
        if _matters(span) or (span.kind == "task" and shown and not _ASYNCIOS.match(span.name)):
            yield replace(span, name=span.name.rpartition(".")[2]) if _is_internal(span) else span


_LANGCHAINS = re.compile(r"\w+\.a?(?:invoke|stream|batch|transform|run|call)\w*")


_ASYNCIOS = re.compile(r"\w*EventLoop\.")  # what a loop of its own runs, as at the end of `asyncio.run`


def _is_internal(span: Span) -> bool:
    """Whether a task has the name of a method of LangChain's: its student wrote no such name."""
    return span.kind == "task" and _LANGCHAINS.fullmatch(span.name) is not None


def _matters(span: Span) -> bool:
    """Internal chains are noise; those that are a node of a graph are not."""
    return span.kind in WORK or span.kind == "user" or span.metadata.get("langgraph_node") == span.name


def _instants(run: Run, spans: Iterable[Span]) -> Iterator[float]:
    for span in spans:
        yield span.start if span.end is None else span.end
    yield from (item.time for item in run.items[-1:])
    yield from (mark.time for mark in run.marks[-1:])
    yield from (finding.time + finding.stall for finding in run.blocking)


def _ticks_by_name(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Items made and tokens, by name. Both stand for the same where a scripted model streams: the first kind wins."""
    made: dict[str, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        if mark.kind in ("made", "token"):
            made[mark.name][mark.kind].append(mark)
    return {name: kinds.get("made") or kinds["token"] for name, kinds in made.items()}


def _ticks_of_rows(marks: Iterable[Mark], rows: Sequence[Sequence[Span]]) -> list[tuple[float, ...]]:
    """Return the times of marks, for each row those of its own spans. What is of no span here is the first row's."""
    row_of = {span.id: at for at, row in enumerate(rows) for span in row}
    times: list[list[float]] = [[] for _ in rows]
    for mark in marks:
        times[0 if mark.span is None else row_of.get(mark.span, 0)].append(mark.time)
    return [tuple(each) for each in times]


def _lanes(
    spans: Sequence[Span], ticks: dict[str, list[Mark]], end: float, path: CriticalPath, finder: PathFinder
) -> Iterator[TimelineRow]:
    """A row for each name, and more where spans of one name overlap."""
    critical: dict[int | str | None, list[tuple[float, float]]] = defaultdict(list)
    for segment in path.segments:
        critical[segment.span].append((segment.start, segment.end))
        critical[segment.name].append((segment.start, segment.end))
    by_name: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_name[span.name].append(span)
    for name, same in by_name.items():
        packed = _packed(same)
        for number_, (row, inside) in enumerate(zip(packed, _ticks_of_rows(ticks.get(name, ()), packed), strict=True)):
            label = name if len(packed) == 1 else f"{name} {number_ + 1}"
            look = Look.STREAM if inside or row[0].kind in ("stream", "model") else _look(row[0])
            bars = tuple(Bar(span.start, end if span.end is None else span.end, span.how) for span in row)
            # with kinds named, a row may show a callback's span where the path has its body's, of the same name
            keys = (name,) if len(packed) == 1 else tuple(span.id for span in row)
            stretches = tuple(stretch for key in keys for stretch in critical.get(key, ()))
            waits, after = _late(row[0], finder)
            yield TimelineRow(label, look, bars, inside, _note(row), waits, after, stretches)


def _late(span: Span, finder: PathFinder) -> tuple[str, Place | None]:
    """Why a call begins late, and where the code waits for that."""
    if span.kind not in WORK or span.start <= 0:
        return "", None
    return waits_told(finder.before(span)), span.after.place if span.after is not None else None


def _look(span: Span) -> Look:
    return Look.CALL if span.kind in WORK else Look.OTHER


def _packed(spans: Sequence[Span]) -> list[list[Span]]:
    """Spans in as few rows as need be, so that none of a row overlap: each goes to the first row that is free."""
    rows: list[list[Span]] = []
    free: list[int] = []  # rows, the first on top
    busy: list[tuple[int, int]] = []  # when a row is free again, and which
    for span in sorted(spans, key=lambda span: span.first):
        while busy and busy[0][0] < span.first:
            heappush(free, heappop(busy)[1])
        row = heappop(free) if free else len(rows)
        if row == len(rows):
            rows.append([])
        rows[row].append(span)
        if span.last is not None:
            heappush(busy, (span.last, row))
    return rows


_ENDED = {
    SpanEnd.ERROR: "failed",
    SpanEnd.CANCELLED: "cancelled",
    SpanEnd.CLOSED: "closed",
    SpanEnd.INTERRUPTED: "interrupted",
    SpanEnd.OPEN: "still open",
}


def _note(row: Sequence[Span]) -> str:
    """When a row's spans ran: "0-3 s cancelled"; where these are too many, how many and how they ended."""
    each = ", ".join(f"{_stretch(span)}{_how(span)}" for span in row)
    if len(row) == 1 or len(each) <= NOTE:
        return each
    ended = Counter(_ENDED[span.how] for span in row if span.how in _ENDED)
    return ", ".join([f"{len(row)} calls", *(f"{times} {how}" for how, times in ended.items())])


def _stretch(span: Span) -> str:
    if span.end is None:
        return f"from {seconds(span.start)}"
    return f"{number(span.start)}-{seconds(span.end)}" if span.end > span.start else f"at {seconds(span.start)}"


def _how(span: Span) -> str:
    return f" {_ENDED[span.how]}" if span.how in _ENDED else ""


def _marked(run: Run, spans: Sequence[Span]) -> Iterator[TimelineRow]:
    """Custom events and marks of the student's own."""
    times: dict[str, list[float]] = defaultdict(list)
    for mark in run.marks:
        if mark.kind in ("event", "user"):
            times[mark.name].append(mark.time)
    for name, each in times.items():
        yield TimelineRow(name, Look.MARKS, ticks=tuple(each), note=_times(each))


def _reader(run: Run) -> Iterator[TimelineRow]:
    for projection, each in run.arrivals():
        yield TimelineRow(projection or READER, Look.READER, ticks=each, note=_times(each))


def _times(each: Sequence[float]) -> str:
    if len(each) <= 4:
        return f"{', '.join(map(number, each))} s"
    if each[0] == each[-1]:
        return f"{len(each)} at {seconds(each[0])}"
    return f"{len(each)} from {number(each[0])} to {seconds(each[-1])}"


def _loop(findings: Sequence[Blocking]) -> Iterator[TimelineRow]:
    mine = [finding for finding in findings if finding.mine and finding.stands_still]
    if mine:
        bars = tuple(Bar(finding.time, finding.time + finding.stall, SpanEnd.ERROR) for finding in mine)
        total = sum(finding.stall for finding in mine)
        yield TimelineRow("event loop", Look.LOOP, bars, note=f"blocked {seconds(total)}" if total else "blocked")


def _blocked(findings: Sequence[Blocking]) -> Iterator[str]:
    """The student's lines that held the event loop, each once; of many the first ones."""
    mine = (finding for finding in findings if finding.mine and finding.stands_still)
    places = dict.fromkeys(finding.place for finding in mine if finding.place is not None)
    for place in list(places)[:MOST_LINES]:
        yield f"blocked by {place.file}, line {place.line}"
    if len(places) > MOST_LINES:
        yield f"blocked by {len(places) - MOST_LINES} more lines"


def _alive(every: Iterable[Left]) -> Iterator[str]:
    """What was left alive, each once, with the student's line; but for generators of a library, which nobody knows."""
    theirs = [left for left in every if left.kind != "generator" or left.place is not None]
    told = Counter((left.kind, left.name, left.place or left.made) for left in theirs)
    for (kind, name, place), often in told.items():
        where = f" ({place.file}, line {place.line})" if place else ""
        yield f"left alive: {kind} {name}{f', {often} of them' if often > 1 else ''}{where}"


def _never_awaited(run: Run) -> Iterator[str]:
    for each in dict.fromkeys(run.never_awaited):
        where = f" ({each.place.file}, line {each.place.line})" if each.place else ""
        yield f"never awaited: {each.name}{where}"
