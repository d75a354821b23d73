"""Whether a run is one that its scenario can give. Pure.

A run is written by the process that holds a student's code, so a student can write one by hand. Nobody can see from
outside what happened inside; but what the recorder writes hangs together, and what a scenario's cast does is known.
Caught are (each a sentence of `contradictions`):

- another scenario's run: the seed, a value where a stream was read, items where nobody read, more items than taken;
- a record that no recorder wrote: positions that are not 0, 1, 2 ... each once, time that runs backwards, an end before
  its begin, ids that are not 1, 2, 3 ..., a parent that is younger or had ended, marks outside of their span;
- an answer that ended before what it waited for: `elapsed` below the last event;
- an ending that does not fit: returned and yet an error, raised and none, a reader that left early and had no reason;
- of the cast (`script_consistency`): texts or items that are not in the script, more of them than it has, earlier than
  it allows; calls shorter than they take, or longer though nothing blocked; calls that went well and fail by their
  script; tokens that were never made.

Not caught, and nobody outside can: a run that is right in all of this (the run of a right answer, written by a wrong
one), findings that were left out (`blocking`, `left`, `queues` emptied where no span is later for it), and whatever
only the answer decides: its value, the moment at which it began a call, what it yields.

Only runs that may earn something are looked at: one that hung, stopped or was refused earns nothing as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from asynclab.grade.judge.script_consistency import broken_script
from asynclab.lab.context import HZ
from asynclab.observe.run import READER, Ending, Item, Mark, Run, Span, SpanEnd, SpanKind
from asynclab.scenario.spec import Projection, Scenario, Sink
from asynclab.scenario.values import cast_of

_INSTANT = 1  # tick: what nobody awaits has the rest of the instant at which the answer ends
_HERE: tuple[SpanKind, ...] = ("call", "stream", "task")  # opened in the innermost span that is open


def contradictions(scenario: Scenario, run: Run) -> tuple[str, ...]:
    """Return what in a run cannot be, each as a clause that follows "it says that"; nothing for every real run."""
    if run.ending not in (Ending.RETURNED, Ending.RAISED):
        return ()
    if scenario.how in ("read", "run_tests"):
        return tuple(_of_a_value(scenario, run))
    said = (*_ending(scenario, run), *_record(run))
    # What follows walks through the record, and trusts that it is one.
    return said or (*_reading(scenario, run), *broken_script(scenario, run))


def _of_a_value(scenario: Scenario, run: Run) -> Iterator[str]:
    if run != Run(Ending.RETURNED, value=run.value, seed=scenario.seed):
        yield "something ran, where only a variable was looked at, or what came of tests"


def _ending(scenario: Scenario, run: Run) -> Iterator[str]:
    if run.seed != scenario.seed:
        yield f"it ran with seed {run.seed}, and was asked for {scenario.seed}"
    if (run.problem is None) is not (run.ending is Ending.RETURNED):
        yield f"it {run.ending.value}, {'and yet with' if run.problem else 'but without'} an error"
    if scenario.streams and run.value is not None:
        yield "a stream that was read gave a value as well"
    if not run.awaited and scenario.how != "call":
        yield "nothing was awaited, where there is always something to await"


# -- the record ------------------------------------------------------------------------------------


def _record(run: Run) -> Iterator[str]:
    yield from _spans(run)
    events = sorted(_events(run))
    if [position for position, _ in events] != list(range(len(events))):
        yield "events are missing in its order, or stand there twice"
    times = [time for _, time in events]
    if any(later < earlier for earlier, later in pairwise(times)):
        yield "time ran backwards"
    last = max([*times, *(finding.time for finding in run.blocking), *_traced(run)], default=0.0)
    if _ticks(last) > _ticks(run.elapsed) + _INSTANT and not _blocked_at_the_end(run):
        yield f"it ended at {run.elapsed:g} s, before what happened at {last:g} s"


def _events(run: Run) -> Iterator[tuple[int, float]]:
    for span in run.spans:
        yield span.first, span.start
        if span.last is not None and span.end is not None:
            yield span.last, span.end
    yield from ((mark.seq, mark.time) for mark in run.marks)
    yield from ((item.seq, item.time) for item in run.items)


def _traced(run: Run) -> Iterator[float]:
    for traced in run.traced:
        yield traced.start
        if traced.end is not None:
            yield traced.end


def _blocked_at_the_end(run: Run) -> bool:
    """Whether something blocked once the answer had ended: then time passes before the record is closed."""
    return any(_ticks(finding.time) >= _ticks(run.elapsed) for finding in run.blocking)


def _spans(run: Run) -> Iterator[str]:
    before = -1
    for number, span in enumerate(run.spans, start=1):
        if span.id != number or span.first <= before:
            yield f"“{span.name}” is number {span.id} where {number} is due"
            return  # nothing else about spans can be told
        before = span.first
        if (span.last is None) is not (span.how is SpanEnd.OPEN) or (span.last is None) is not (span.end is None):
            yield f"“{span.name}” is {span.how.value} and has an end, or none where one is due"
        elif span.last is not None and span.last <= span.first:
            yield f"“{span.name}” ended before it began"
        if span.error is not None and span.how is not SpanEnd.ERROR:
            yield f"“{span.name}” is {span.how.value} and has an error"
        if span.parent is not None and not _may_hold(run, span):
            yield f"“{span.name}” is inside of what had not begun, or was over"
    for mark in run.marks:
        if mark.span is not None and not _may_have(run, mark):
            yield f"“{mark.name}” was marked in what had not begun, or was over"


def _may_hold(run: Run, span: Span) -> bool:
    """Whether a span's parent was there when it began. A chain of LangChain's may be over by then: what a task
    inherits from it stays its own."""
    parent = span.parent or 0
    if not 1 <= parent < span.id:
        return False
    over = run.spans[parent - 1].last
    return over is None or over > span.first or span.kind not in _HERE


def _may_have(run: Run, mark: Mark) -> bool:
    number = mark.span or 0
    if not 1 <= number <= len(run.spans):
        return False
    span = run.spans[number - 1]
    inside = span.last is None or mark.seq < span.last or mark.kind not in ("made", "used")
    return span.first < mark.seq and inside


# -- the reader ------------------------------------------------------------------------------------


def _reading(scenario: Scenario, run: Run) -> Iterator[str]:
    items = run.items
    if items and not scenario.streams:
        yield "items were read, where nobody reads"
    if run.projections != tuple(one.name for one in scenario.projections):
        yield f"the projections {', '.join(run.projections) or 'of nothing'} were read, and others were asked for"
    for one in _readers(scenario):
        taken = len(_read_by(run, one))
        if one.reader.take is not None and taken > one.reader.take:
            yield f"{taken} items were read, and the reader takes {one.reader.take}"
    if sum(len(_read_by(run, one)) for one in _readers(scenario)) != len(items):
        yield "items were read of a projection that nobody reads"
    if run.left_early is not None and not any(_reasons(scenario, run, run.left_early)):
        yield f"the reader left at {run.left_early:g} s, and had no reason to"
    if scenario.streams and not _has_sink(scenario, READER):
        for one in _readers(scenario):
            yield from _used(one, run)


def _readers(scenario: Scenario) -> tuple[Projection, ...]:
    """Who reads: of each projection one, or one of the whole stream."""
    return scenario.projections or (Projection("", scenario.reader),)


def _read_by(run: Run, one: Projection) -> tuple[Item, ...]:
    return tuple(item for item in run.items if item.projection == one.name)


def _reasons(scenario: Scenario, run: Run, left: float) -> Iterator[bool]:
    for one in (*_readers(scenario), Projection("", scenario.reader)):
        reader = one.reader
        yield reader.take is not None and len(_read_by(run, one)) == reader.take
        yield reader.leave_at is not None and _ticks(left) >= _ticks(reader.leave_at)
        yield reader.timeout is not None and _ticks(left) >= _ticks(reader.timeout)


def _used(one: Projection, run: Run) -> Iterator[str]:
    """A reader says of each item that it has used it, before it asks for the next; not of one at which it left."""
    items, used = _read_by(run, one), run.reader_marks(one.name)
    if not len(items) - 1 <= len(used) <= len(items):
        yield f"{len(items)} items were read and {len(used)} used"
        return
    pace = _ticks(one.reader.pace)
    for number, (item, mark) in enumerate(zip(items, used, strict=False)):
        in_time = _ticks(mark.time) - _ticks(item.time) >= pace
        in_turn = number + 1 == len(items) or mark.seq < items[number + 1].seq
        if not (in_time and in_turn and item.seq < mark.seq):
            yield f"item {number + 1} was read at {item.time:g} s and used at {mark.time:g} s"


def _has_sink(scenario: Scenario, name: str) -> bool:
    return any(isinstance(spec, Sink) and spec.name == name for spec in cast_of(scenario))


def _ticks(seconds: float) -> int:
    return round(seconds * HZ)
