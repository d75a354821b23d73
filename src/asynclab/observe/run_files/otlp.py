"""A run as OpenTelemetry has it: a line of JSON with an `ExportTraceServiceRequest`, as collectors read files.

What models and tools are is said in OpenTelemetry's GenAI semantic conventions. Ids are made of the run, and the
virtual clock's zero is taken for 2000-01-01 UTC: the same run gives the same text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from asynclab.observe.codec import to_json
from asynclab.observe.run import Ending, Mark, Plain, Problem, Run, Span, SpanEnd

_BEGIN = 946_684_800_000_000_000  # 2000-01-01 UTC in nanoseconds: 0 would mean that nobody knows
_INTERNAL, _CLIENT = 1, 3  # SpanKind
_ERROR = 2  # StatusCode
_LARGEST = 1 << 63
_OPERATIONS = {"tool": "execute_tool", "model": "chat", "retriever": "retrieval"}
Attributes = Mapping[str, Plain]


def otlp(run: Run) -> str:
    """Return the run as one line of JSON. Above its spans stands one for the whole run."""
    trace = _digest(to_json(run), 16)
    by_span: dict[int | None, list[dict[str, Any]]] = {}
    known = {span.id for span in run.spans}
    for mark in run.marks:
        by_span.setdefault(mark.span if mark.span in known else None, []).append(_event(mark))
    spans = [_whole(run, trace, by_span.get(None, []))]
    spans += [_span(span, run, trace, by_span.get(span.id, []), known) for span in run.spans]
    scope = {"scope": {"name": "asynclab"}, "spans": spans}
    resource = {"attributes": _attributes({"service.name": "asynclab run"})}
    return json.dumps({"resourceSpans": [{"resource": resource, "scopeSpans": [scope]}]}, allow_nan=False) + "\n"


def _whole(run: Run, trace: str, marks: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The span of the run itself, which has the events of no span, and the items that a reader received."""
    items = [
        {
            "timeUnixNano": _nanoseconds(item.time),
            "name": "item",
            "attributes": _attributes({"asynclab_run.value": item.value, "asynclab_run.projection": item.projection}),
        }
        for item in run.items
    ]
    told = {
        "asynclab_run.ending": run.ending.value,
        "asynclab_run.seed": run.seed,
        "asynclab_run.left_early": run.left_early,
    }
    failed = run.ending not in (Ending.RETURNED, Ending.NOT_ATTEMPTED)
    return {
        "traceId": trace,
        "spanId": _digest(trace, 8),
        "name": "run",
        "kind": _INTERNAL,
        "startTimeUnixNano": _nanoseconds(0.0),
        "endTimeUnixNano": _nanoseconds(max([run.elapsed, *(span.end or 0.0 for span in run.spans)])),
        "attributes": _attributes({**told, **_error_type(run.problem)}),
        "events": sorted([*marks, *items], key=lambda event: int(event["timeUnixNano"])),
        **(_status(run.problem) if failed else {}),
    }


def _span(span: Span, run: Run, trace: str, events: list[dict[str, Any]], known: Collection[int]) -> dict[str, Any]:
    parent = _span_id(trace, span.parent) if span.parent in known else _digest(trace, 8)
    operation = _operation(span)
    return {
        "traceId": trace,
        "spanId": _span_id(trace, span.id),
        "parentSpanId": parent,
        "name": f"{operation} {span.name}" if operation else span.name,
        "kind": _CLIENT if span.kind == "model" else _INTERNAL,
        "startTimeUnixNano": _nanoseconds(span.start),
        "endTimeUnixNano": _nanoseconds(run.elapsed if span.end is None else span.end),
        "attributes": _attributes({**_genai(span, operation), **_own(span)}),
        "events": events,
        **(_status(span.error) if span.how is SpanEnd.ERROR else {}),
    }


def _operation(span: Span) -> str:
    """The value of `gen_ai.operation.name`; "" for what is no operation of the conventions. The outermost chain is the
    workflow; a scripted call's body is inside of the tool's own span, and counts once."""
    if span.kind == "chain":
        return "invoke_workflow" if span.parent is None else ""
    return _OPERATIONS.get(span.kind, "")


def _genai(span: Span, operation: str) -> Attributes:
    if not operation:
        return {}
    named = {
        "execute_tool": {"gen_ai.tool.name": span.name, "gen_ai.tool.type": "function"},
        "chat": {
            "gen_ai.request.model": span.metadata.get("ls_model_name", span.name),
            "gen_ai.provider.name": span.metadata.get("ls_provider", "asynclab"),
        },
        "retrieval": {"gen_ai.data_source.id": span.name},
        "invoke_workflow": {"gen_ai.workflow.name": span.name},
    }
    return {"gen_ai.operation.name": operation, **named[operation]}


def _own(span: Span) -> Attributes:
    """What the conventions have no word for."""
    return {
        "asynclab_run.kind": span.kind,
        "asynclab_run.how": span.how.value,
        "asynclab_run.task": span.task,
        "asynclab_run.tags": list(span.tags),
        "asynclab_run.stalled": span.stalled,
        "asynclab_run.data": span.data,
        "code.line.text": span.place.text if span.place else "",
        **{f"asynclab_run.metadata.{name}": value for name, value in span.metadata.items()},
        **_error_type(span.error),
    }


def _error_type(problem: Problem | None) -> Attributes:
    return {"error.type": problem.type} if problem else {}


def _status(problem: Problem | None) -> dict[str, Any]:
    return {"status": {"code": _ERROR, "message": f"{problem.type}: {problem.message}" if problem else ""}}


def _event(mark: Mark) -> dict[str, Any]:
    told = {"asynclab_run.kind": mark.kind, "asynclab_run.data": mark.data, "asynclab_run.task": mark.task}
    return {"timeUnixNano": _nanoseconds(mark.time), "name": mark.name, "attributes": _attributes(told)}


# -- the format -------------------------------------------------------------------------------------


def _attributes(named: Attributes) -> list[dict[str, Any]]:
    """Attributes, without those that say nothing."""
    return [{"key": key, "value": _value(value)} for key, value in named.items() if value not in (None, "", [], {}, ())]


def _value(value: Plain) -> dict[str, Any]:
    """A value in the format's words. What is no plain value or list of texts is told as JSON."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int) and -_LARGEST <= value < _LARGEST:
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return {"arrayValue": {"values": [{"stringValue": each} for each in value]}}
    return {"stringValue": value if isinstance(value, str) else json.dumps(value, sort_keys=True)}


def _nanoseconds(time: float) -> str:
    """A virtual time in the format's: 64-bit numbers are texts in its JSON."""
    return str(_BEGIN + round(time * 1_000_000) * 1000)


def _span_id(trace: str, id: int | None) -> str:
    return _digest(f"{trace} {id}", 8)


def _digest(text: str, size: int) -> str:
    """An id of so many bytes, in hexadecimal as the format wants it."""
    return hashlib.sha256(text.encode()).hexdigest()[: 2 * size]
