"""Whether a run can be trusted to be one: its numbers finite, its types right.

A run may come from another process, which holds a student's code. NaN answers False to every comparison,
so that "not more than" would hold of it: such a run is not judged at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from asynclab.observe.run import Run, SpanEnd

# What is wrong in a value, beginning with where in it (".spans[3].start is None"); "" if nothing is.
_FaultFinder = Callable[[Any], str]


def unsound(run: Run) -> str:
    """Say why a run cannot be judged; return "" if it can."""
    if not isinstance(run, Run):
        return f"it is a {type(run).__name__}, not a run"
    fault = _in_record(run)
    return f"run{fault}" if fault else next(_circles(run), "")


def _circles(run: Run) -> Iterator[str]:
    """A span is younger than the one around it: else a walk outwards might never end."""
    if len({span.id for span in run.spans}) < len(run.spans):
        yield "two spans have one id"
    for span in run.spans:
        if span.parent is not None and span.parent >= span.id:
            yield f"span {span.id} is inside span {span.parent}, which came after it"
        if (span.end is None) is not (span.how is SpanEnd.OPEN) or (span.end is None) is not (span.last is None):
            yield f"span {span.id} is {span.how.value} and ended at {span.end}"


@cache
def _parts(record: type) -> tuple[tuple[str, _FaultFinder], ...]:
    """The fields of a dataclass, and what looks for faults in each. Made once a type: every run has hundreds."""
    hints = get_type_hints(record)
    return tuple((field.name, _looking_for(hints[field.name])) for field in fields(record))


def _in_record(record: Any) -> str:
    kind: Any = type(record)
    for name, look in _parts(kind):
        fault = look(getattr(record, name))
        if fault:
            return f".{name}{fault}"
    return ""


@cache
def _looking_for(hint: Any) -> _FaultFinder:
    choices = get_args(hint)
    if hint is Any:
        return _nothing
    if get_origin(hint) is Literal:
        return _unless_among(choices)
    if type(None) in choices:
        return _unless_none(_looking_for(next(choice for choice in choices if choice is not type(None))))
    if hint is float:
        return _no_time
    if get_origin(hint) is tuple:
        return _in_any(_looking_for(choices[0]))
    kind: Any = get_origin(hint) or hint
    return _in_one_of(kind) if is_dataclass(kind) else _other_than(kind)


def _nothing(value: Any) -> str:
    return ""


def _no_time(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < float("inf"):
        return f" is {value!r:.40}, which is no time"
    return ""


def _other_than(kind: type) -> _FaultFinder:
    def look(value: Any) -> str:
        right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        return "" if right else f" is {type(value).__name__}"

    return look


def _unless_among(words: tuple[str, ...]) -> _FaultFinder:
    return lambda value: "" if isinstance(value, str) and value in words else f" is {value!r:.40}, which there is not"


def _unless_none(inner: _FaultFinder) -> _FaultFinder:
    return lambda value: "" if value is None else inner(value)


def _in_any(inner: _FaultFinder) -> _FaultFinder:
    def look(value: Any) -> str:
        if not isinstance(value, tuple):
            return f" is {type(value).__name__}"
        for index, item in enumerate(value):
            fault = inner(item)
            if fault:
                return f"[{index}]{fault}"
        return ""

    return look


def _in_one_of(kind: Any) -> _FaultFinder:
    return lambda value: _in_record(value) if isinstance(value, kind) else f" is {type(value).__name__}"
