"""The signs that occur in a picture, each with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from asynclab.observe.run import SpanEnd
from asynclab.observe.timeline.model import Look, Picture, TimelineRow


class Sign(Enum):
    """A sign of the picture, and its meaning in words."""

    CALL = "call"
    STREAM = "stream"
    OTHER = "node or task"
    ITEM = "item made"
    READER = "item read"
    MARKS = "mark"
    BLOCKED = "event loop blocked"
    WAITS = "not started yet"
    FAILED = "failed"
    HATCHED = "cancelled or closed"
    OPEN = "still open"
    PATH = "critical path"


@dataclass(frozen=True)
class Legend:
    """The signs of a picture, in the order in which they are explained."""

    signs: tuple[Sign, ...]


def legend(picture: Picture) -> Legend:
    """Return the signs that occur in a picture."""
    occurring = {sign for lane in picture.lanes for sign in _of(lane)}
    return Legend(tuple(sign for sign in Sign if sign in occurring))


_LOOKS = {
    Look.CALL: Sign.CALL,
    Look.STREAM: Sign.STREAM,
    Look.OTHER: Sign.OTHER,
    Look.READER: Sign.READER,
    Look.MARKS: Sign.MARKS,
    Look.LOOP: Sign.BLOCKED,
}
_ENDS = {
    SpanEnd.ERROR: Sign.FAILED,
    SpanEnd.CANCELLED: Sign.HATCHED,
    SpanEnd.CLOSED: Sign.HATCHED,
    SpanEnd.OPEN: Sign.OPEN,
}


def _of(lane: TimelineRow) -> Iterator[Sign]:
    yield _LOOKS[lane.look]
    if lane.ticks and lane.look in (Look.CALL, Look.STREAM, Look.OTHER):
        yield Sign.ITEM
    if lane.waits:
        yield Sign.WAITS
    if lane.path:
        yield Sign.PATH
    if lane.look is not Look.LOOP:
        yield from (_ENDS[bar.how] for bar in lane.bars if bar.how in _ENDS)
