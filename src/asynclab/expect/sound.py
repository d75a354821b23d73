"""Whether a run can be trusted to be one: its numbers finite, its types right.

A run may come from another process, which holds a student's code. NaN answers False to every comparison,
so that "not more than" would hold of it: such a run is not judged at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import chain
from typing import Any, get_args, get_origin, get_type_hints

from asynclab.observe.run import Run, SpanEnd

_hints: dict[type, dict[str, Any]] = {}


def unsound(run: Run) -> str:
    """Why a run cannot be judged, or "" if it can."""
    if not isinstance(run, Run):
        return f"it is a {type(run).__name__}, not a run"
    return next(chain(_faults(run, "run"), _circles(run)), "")


def _circles(run: Run) -> Iterator[str]:
    """A span is younger than the one around it: else a walk outwards might never end."""
    if len({span.id for span in run.spans}) < len(run.spans):
        yield "two spans have one id"
    for span in run.spans:
        if span.parent is not None and span.parent >= span.id:
            yield f"span {span.id} is inside span {span.parent}, which came after it"
        if (span.end is None) is not (span.how is SpanEnd.OPEN) or (span.end is None) is not (span.last is None):
            yield f"span {span.id} is {span.how.value} and ended at {span.end}"


def _faults(record: Any, path: str) -> Iterator[str]:
    hints = _types(type(record))
    for field in fields(record):
        yield from _field(getattr(record, field.name), hints[field.name], f"{path}.{field.name}")


def _field(value: Any, hint: Any, path: str) -> Iterator[str]:
    if hint is Any:
        return
    choices = get_args(hint)
    if type(None) in choices:
        if value is None:
            return
        hint = next(choice for choice in choices if choice is not type(None))
        choices = get_args(hint)
    if hint is float:
        yield from _time(value, path)
    elif get_origin(hint) is tuple and isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _field(item, choices[0], f"{path}[{index}]")
    elif not _is(value, hint):
        yield f"{path} is {type(value).__name__}"
    elif is_dataclass(value):
        yield from _faults(value, path)


def _time(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        yield f"{path} is {value!r:.40}, which is no time"


def _is(value: Any, hint: Any) -> bool:
    kind = get_origin(hint) or hint
    if isinstance(value, bool) or kind is bool:
        return isinstance(value, bool) and kind is bool
    return isinstance(value, kind)


def _types(record: type) -> dict[str, Any]:
    if record not in _hints:
        _hints[record] = get_type_hints(record)
    return _hints[record]
