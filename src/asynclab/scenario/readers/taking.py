"""What a reader does with one item after another: notes it, spends its time on it, counts it."""

from __future__ import annotations

from asyncio import sleep  # as it was: a student's line may put something else there
from typing import Any

from asynclab.observe.run import READER
from asynclab.observe.trace.recorder import current
from asynclab.scenario.refusal import MOST_ITEMS, Endless
from asynclab.scenario.spec import Reader


class Taking:
    """The items of one reader. name: of the answer; stream: what is read; projection: which one of its run that is, ""
    for one stream."""

    def __init__(self, reader: Reader, name: str, stream: object, projection: str = "") -> None:
        self._reader = reader
        self._stream = stream
        self._name = name
        self._projection = projection
        self._recorder = current()
        self._taken = 0

    async def take(self, item: Any) -> bool:
        """Take an item, and return whether the reader has enough now. Raises `Endless` where they have no end."""
        if self._taken == MOST_ITEMS:
            raise Endless(self._name, self._stream)
        self._recorder.item(item, self._projection)
        self._taken += 1
        if self._reader.pace:
            await sleep(self._reader.pace)
        told: dict[str, Any] = {"projection": self._projection} if self._projection else {}
        self._recorder.mark(READER, "used", **told)
        return self._taken == self._reader.take
