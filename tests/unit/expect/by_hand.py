"""Runs written by hand: what happened, in any order; the run's one order follows from the times.

At one instant: what was made comes first, then what was read, then what ended, then what starts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from asynclab.observe.run import Blocking, Ending, Item, Left, Mark, Place, Problem, Run, Span, SpanEnd, Wait

LINE = Place("cell 3", 7, "search", "time.sleep(2)")
_MADE, _READ, _USED, _ENDS, _STARTS, _ENDS_AT_ONCE = range(6)


@dataclass(frozen=True)
class Part:
    """One record of a run, without its place in the order."""

    record: Span | Mark | Item


def span(kind, name, start, end=None, how=None, **more):
    """Something that took time; open where it has no end."""
    how = SpanEnd(how) if how else SpanEnd.OPEN if end is None else SpanEnd.DONE
    return Part(Span(0, kind, name, start, 0, end, None, how, **more))


def call(name, start, end=None, how=None, **more):
    """A call of a scripted tool."""
    return span("call", name, start, end, how, **more)


def stream(name, start, end=None, how=None, made=(), **more):
    """A scripted stream and what it made, when."""
    marks = [mark(name, "made", time, text=f"t{number}") for number, time in enumerate(made)]
    return (span("stream", name, start, end, how, **more), *marks)


def waited(line=7, since=0.0, calls=None, file="cell 3"):
    """What the code that makes a call has waited at until then."""
    return Wait(replace(LINE, line=line, file=file), since, calls)


def mark(name, kind, time, **data):
    """Something at an instant."""
    return Part(Mark(name, kind, time, 0, data=data))


def read(*pairs):
    """What the reader got, as (value, time), and that it used each at once."""
    return tuple(part for value, time in pairs for part in (Part(Item(value, time, 0)), mark("reader", "used", time)))


def problem(kind, message="", *bases, inner=(), cause=None, place=LINE):
    """An error as data."""
    return Problem(kind, message, (kind, *bases, "Exception"), place, inner, cause)


def stall(call_="time.sleep", time=0.0, seconds=2.0, rule="sleep", **more):
    """A blocked loop."""
    return Blocking(rule, time, LINE, replace(LINE, function="ask"), call_, seconds, remedies=("await it",), **more)


def left(kind="task", name="feeder", **more):
    """Something left alive."""
    return Left(kind, name, LINE, **more)


def run(*parts, ending=Ending.RETURNED, elapsed=None, **fields):
    """The run in which this happened; it took as long as its last event says."""
    records = [part.record for part in _flat(parts)]
    place = _places(records)
    spans = [
        replace(record, first=place[index, "start"], last=place.get((index, "end")))
        for index, record in enumerate(records)
        if isinstance(record, Span)
    ]
    spans.sort(key=lambda each: each.first)
    ids = {id(each): number for number, each in enumerate(spans, start=1)}
    others = [replace(each, seq=place[index, "at"]) for index, each in enumerate(records) if not isinstance(each, Span)]
    others.sort(key=lambda each: each.seq)
    if elapsed is None:
        elapsed = max([0.0, *(time for each in records for time in _times(each))])
    return Run(
        ending,
        elapsed=elapsed,
        spans=tuple(replace(each, id=ids[id(each)]) for each in spans),
        marks=tuple(each for each in others if isinstance(each, Mark)),
        items=tuple(each for each in others if isinstance(each, Item)),
        **fields,
    )


def _flat(parts) -> Iterable[Part]:
    for part in parts:
        if isinstance(part, Part):
            yield part
        else:
            yield from _flat(part)


def _places(records):
    edges = []
    for index, each in enumerate(records):
        if isinstance(each, Span):
            edges.append((each.start, _STARTS, index, "start"))
            if each.end is not None:
                edges.append((each.end, _ENDS if each.end > each.start else _ENDS_AT_ONCE, index, "end"))
        elif isinstance(each, Item):
            edges.append((each.time, _READ, index, "at"))
        else:
            edges.append((each.time, _MADE if each.kind != "used" else _USED, index, "at"))
    return {(index, what): seq for seq, (_, _, index, what) in zip(count(), sorted(edges), strict=False)}


def _times(each):
    return [each.start, each.end or each.start] if isinstance(each, Span) else [each.time]
