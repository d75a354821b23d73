"""How full the student's queues got."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from types import FrameType
from typing import Any
from weakref import WeakKeyDictionary

from asynclab import lab
from asynclab.lab.observer import Observer
from asynclab.observe.run import HighWater
from asynclab.observe.trace.exceptions import place_of
from asynclab.observe.trace.makers import made_by_student, makers

_NAMED = re.compile(r"([A-Za-z_][\w.]*)(?:\s*:[^=]*)?\s*=[^=]|([A-Za-z_][\w.]*)\.(?:put|get)")


class QueueMarks(Observer):
    """Keeps the most items that each asyncio queue of the student's making held."""

    def __init__(self) -> None:
        self._seen: WeakKeyDictionary[asyncio.Queue[Any], int | None] = WeakKeyDictionary()
        self._marks: list[HighWater] = []

    @property
    def marks(self) -> tuple[HighWater, ...]:
        """The queues in the order they came up."""
        return tuple(self._marks)

    def queue_changed(self, queue: asyncio.Queue[Any], size: int, bound: int, frame: FrameType | None) -> None:
        """Lab: a queue was made, or an item went in or out."""
        if queue not in self._seen:
            self._seen[queue] = self._new(bound, frame) if made_by_student(makers(frame)) else None
        number = self._seen[queue]
        if number is not None and size > self._marks[number].most:
            self._marks[number] = replace(self._marks[number], most=size)

    def _new(self, bound: int, frame: FrameType | None) -> int:
        place = place_of(lab.student_location(frame) if frame else None)
        named = _NAMED.search(place.text) if place else None
        self._marks.append(HighWater((named[1] or named[2]) if named else "queue", max(0, bound), 0, place))
        return len(self._marks) - 1
