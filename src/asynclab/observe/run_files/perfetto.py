"""A run as a trace that Perfetto (ui.perfetto.dev) and chrome://tracing open: Chrome's JSON trace event format.

Every span is a pair of async events with an id of its own, so that spans which overlap are all drawn. Times are virtual
microseconds. An arrow leads from a span to each span that began inside of it, if the run knows which one started it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from asynclab.observe.run import READER, Blocking, Item, Mark, Run, Span

_PROCESS = 1
_LOOP = "event loop"  # the lane of what blocked it
TraceEvent = dict[str, Any]


def perfetto(run: Run) -> str:
    """Return the run as a JSON trace. The same run gives the same text."""
    lanes = _Lanes()
    events = [event for _, event in sorted(_events(run, lanes), key=lambda each: each[0])]
    named = [_named("process_name", 0, "run"), *(_named("thread_name", at, name) for name, at in lanes.known.items())]
    told = {"ending": run.ending.value, "elapsed": run.elapsed, "clock": "virtual"}
    trace = {"traceEvents": [*named, *events], "displayTimeUnit": "ms", "otherData": told}
    return json.dumps(trace, indent=1) + "\n"


class _Lanes:
    """The lanes of instants and of what blocked: a thread each, as the format has it."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self.known.setdefault(name, len(self.known) + 1 + _PROCESS)  # the first would be a "main thread"


Position = tuple[float, int, int]  # time, place in the run's order, and what comes first of one place


def _events(run: Run, lanes: _Lanes) -> Iterator[tuple[Position, TraceEvent]]:
    """The events, each with its position. Spans come with the arrows that lead to them."""
    spans = {span.id: span for span in run.spans}
    for span in run.spans:
        yield from _span(span, run, spans)
    for mark in run.marks:
        yield (mark.time, mark.seq, 0), _mark(mark, spans, lanes)
    for item in run.items:
        yield (item.time, item.seq, 0), _item(item, lanes)
    for found in run.blocking:
        yield (found.time, 0, 0), _blocking(found, lanes)
    if run.left_early is not None:
        yield (run.left_early, 0, 0), _instant(lanes.number(READER), "the reader left", run.left_early, "reader", {})


def _span(span: Span, run: Run, spans: Mapping[int, Span]) -> Iterator[tuple[Position, TraceEvent]]:
    parent = spans.get(span.parent) if span.parent is not None else None
    end, last = (run.elapsed, _AFTER_ALL) if span.end is None or span.last is None else (span.end, span.last)
    begin = _async("b", span, span.start, {"args": _told(span)})
    if parent is not None and _during(span, parent):
        # an arrow has to begin at a slice: one without length, in the parent's row, at the instant of the child's begin
        link = {"bind_id": f"0x{span.id + 1:x}"}
        start = _async("b", parent, span.start, {"name": f"starts {span.name}", **link, "flow_out": True})
        yield (span.start, span.first, 0), start
        yield (span.start, span.first, 1), _async("e", parent, span.start, {"name": f"starts {span.name}"})
        begin |= {**link, "flow_in": True}
    yield (span.start, span.first, 2), begin
    yield (end, last, 0), _async("e", span, end, {})


_AFTER_ALL = 1 << 62


def _during(span: Span, parent: Span) -> bool:
    """Whether a span began while its parent was there."""
    return parent.first < span.first and (parent.last is None or span.first < parent.last)


def _told(span: Span) -> dict[str, Any]:
    """What there is to read of a span beside its name and times."""
    told: dict[str, Any] = {"how": span.how.value}
    told |= {"task": span.task} if span.task else {}
    told |= {"tags": list(span.tags)} if span.tags else {}
    told |= {"metadata": span.metadata} if span.metadata else {}
    told |= {"data": span.data} if span.data else {}
    told |= {"error": f"{span.error.type}: {span.error.message}"} if span.error else {}
    told |= {"after": str(span.after.place)} if span.after else {}
    return told | ({"place": str(span.place)} if span.place else {})


def _mark(mark: Mark, spans: Mapping[int, Span], lanes: _Lanes) -> TraceEvent:
    args = {"data": mark.data} if mark.data else {}
    inside = spans.get(mark.span) if mark.span is not None else None
    if inside is not None:
        return _async("n", inside, mark.time, {"name": f"{mark.kind} {mark.name}", "args": args})
    return _instant(lanes.number(mark.name), f"{mark.kind} {mark.name}", mark.time, mark.kind, args)


def _item(item: Item, lanes: _Lanes) -> TraceEvent:
    lane = f"{READER} {item.projection}".strip()
    return _instant(lanes.number(lane), "item", item.time, "reader", {"value": item.value})


def _blocking(found: Blocking, lanes: _Lanes) -> TraceEvent:
    args = {"rule": found.rule, "place": asdict(found.place) if found.place else None, "calls": found.calls}
    event = _event("X", found.call or found.rule, found.time, "blocking", args=args)
    return event | {"tid": lanes.number(_LOOP), "dur": _microseconds(found.stall)}


def _async(phase: str, span: Span, time: float, more: Mapping[str, Any]) -> TraceEvent:
    """An event in the row of a span: its category and id make the row."""
    return {**_event(phase, span.name, time, span.kind), "tid": 0, "id2": {"local": f"0x{span.id:x}"}, **more}


def _instant(lane: int, name: str, time: float, category: str, args: Mapping[str, Any]) -> TraceEvent:
    return {**_event("i", name, time, category, args=args), "tid": lane, "s": "t"}


def _event(phase: str, name: str, time: float, category: str, **more: Any) -> TraceEvent:
    return {"ph": phase, "name": name, "cat": category, "ts": _microseconds(time), "pid": _PROCESS, **more}


def _named(what: str, thread: int, name: str) -> TraceEvent:
    return {"ph": "M", "name": what, "pid": _PROCESS, "tid": thread, "args": {"name": name}}


def _microseconds(time: float) -> int:
    return round(time * 1_000_000)
