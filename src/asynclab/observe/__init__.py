"""What a run did, as data: see `run` for the data, `recording` for how it comes about.

Who only reads runs does not load LangChain and the lab: what records is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .codec import Codec, DecodeError, from_json, to_json
from .plain import plain
from .run import (
    Blocking,
    Ending,
    HighWater,
    Item,
    Left,
    Mark,
    Place,
    Plain,
    Problem,
    Run,
    Span,
    SpanEnd,
    Traced,
)

if TYPE_CHECKING:
    from asynclab.observe.recording import record
    from asynclab.observe.trace.exceptions import place_of, problem_of
    from asynclab.observe.trace.recorder import Recorder, current, mark, open_span

__all__ = [
    "Blocking",
    "Codec",
    "DecodeError",
    "Ending",
    "HighWater",
    "Item",
    "Left",
    "Mark",
    "Place",
    "Plain",
    "Problem",
    "Recorder",
    "Run",
    "Span",
    "SpanEnd",
    "Traced",
    "current",
    "from_json",
    "mark",
    "open_span",
    "place_of",
    "plain",
    "problem_of",
    "record",
    "to_json",
]

_LATER = {
    "Recorder": "trace.recorder",
    "current": "trace.recorder",
    "mark": "trace.recorder",
    "open_span": "trace.recorder",
    "place_of": "trace.exceptions",
    "problem_of": "trace.exceptions",
    "record": "recording",
}


def __getattr__(name: str) -> Any:
    """Find a name in the module that has it, and keep it."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return globals().setdefault(name, getattr(import_module(f"{__name__}.{_LATER[name]}"), name))
