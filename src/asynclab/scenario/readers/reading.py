"""The reader of a stream, or whoever awaits a call: takes items at a pace, has enough, leaves, gives up.

Everything a reader does to a stream (waiting for an item, closing it) happens in one task, as it would in a
server: timeouts and task groups inside a generator bear no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, TypeVar

from asynclab import lab
from asynclab.scenario.spec import Projection, Reader

from .projections import ReadAtOnce
from .taking import Taking

T = TypeVar("T")


class Visit:
    """One reader's visit: `left` is when it went before the end, None if it stayed."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.left: float | None = None
        self._reader = reader
        self._name = name
        self._staying: asyncio.Task[Any] | None = None
        self._at_once: ReadAtOnce | None = None

    def leave(self) -> None:
        """Go now, whatever is awaited; nothing if the reader has gone already, or is closing the stream."""
        if self._staying is not None:
            self.left = lab.now()
            self._staying.cancel()
            self._staying = None

    def leave_one(self, projection: str) -> None:
        """Let the reader of one projection go now; nothing where no run is being read."""
        if self._at_once is not None:
            self._at_once.leave(projection)

    async def attend(self, work: Awaitable[T]) -> T:
        """Await the work for as long as the reader stays.

        Raises CancelledError where it leaves, TimeoutError where it gives up, and whatever the work raises.
        """
        self._staying = asyncio.current_task()
        began = lab.now()
        limit = asyncio.timeout(self._reader.timeout)
        try:
            async with limit:
                return await work
        finally:
            self._staying = None
            if limit.expired() and self._reader.timeout is not None:
                self.left = began + self._reader.timeout

    async def read(self, stream: AsyncIterable[Any]) -> None:
        """Read to the end, or until the reader goes; then close the stream and wait until it has closed.

        A stream that is awaited when the reader leaves is cancelled, as a server does when its client hangs up.
        """
        iterator = aiter(stream)
        await self._stay(self._items(iterator), iterator, stream)

    async def read_at_once(self, opened: Any, projections: Sequence[Projection]) -> None:
        """Read these projections of a run side by side, until it ends or all readers have gone; then end the run."""
        self._at_once = ReadAtOnce(opened, projections, self._name)
        await self._stay(self._at_once.read(), opened)
        if self.left is None:
            self.left = self._at_once.left

    async def _stay(self, reading: Awaitable[None], *closed: Any) -> None:
        awaitable = True
        try:
            await self.attend(reading)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self.left is None or task is None:
                raise
            task.uncancel()
        except GeneratorExit:  # the run is over and this task thrown away: nobody awaits anything any more
            awaitable = False
            raise
        finally:
            if awaitable:
                await _close(*closed)

    async def _items(self, iterator: AsyncIterator[Any]) -> None:
        taking = Taking(self._reader, self._name, iterator)
        async for item in iterator:
            if self._staying is None:
                return  # it has left: whoever swallowed the cancellation speaks to an empty chair
            if await taking.take(item):
                self.left = lab.now()
                return


async def _close(*closed: Any) -> None:
    """Close what can be closed: a generator, or else the run that gives it (the third version of events)."""
    for owner, name in [*((one, "aclose") for one in closed), (closed[-1], "abort")]:
        # Of a run, any name might be a projection: it raises AttributeError for those that it has not.
        close: Callable[[], Any] | None = getattr(owner, name, None)
        if close is not None:
            await close()
            return
