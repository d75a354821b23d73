"""The reader of a stream, or whoever awaits a call: takes items at a pace, has enough, leaves, gives up.

Everything a reader does to a stream (waiting for an item, closing it) happens in one task, as it would in a
server: timeouts and task groups inside a generator bear no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from asynclab import lab
from asynclab.observe.run import READER
from asynclab.observe.trace.recorder import current

from .refusal import MOST_ITEMS, Endless
from .spec import Reader

T = TypeVar("T")


class Visit:
    """One reader's visit: `left` is when it went before the end, None if it stayed."""

    def __init__(self, reader: Reader, name: str) -> None:
        self.left: float | None = None
        self._reader = reader
        self._name = name
        self._staying: asyncio.Task[Any] | None = None

    def leave(self) -> None:
        """Go now, whatever is awaited; nothing if the reader has gone already, or is closing the stream."""
        if self._staying is not None:
            self.left = lab.now()
            self._staying.cancel()
            self._staying = None

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
        awaitable = True
        try:
            await self.attend(self._items(iterator))
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
                await _close(iterator, stream)

    async def _items(self, iterator: AsyncIterator[Any]) -> None:
        recorder = current()
        taken = 0
        async for item in iterator:
            if self._staying is None:
                return  # it has left: whoever swallowed the cancellation speaks to an empty chair
            if taken == MOST_ITEMS:
                raise Endless(self._name)
            recorder.item(item)
            taken += 1
            if self._reader.pace:
                await asyncio.sleep(self._reader.pace)
            recorder.mark(READER, "used")
            if taken == self._reader.take:
                self.left = lab.now()
                return


async def _close(iterator: AsyncIterator[Any], stream: AsyncIterable[Any]) -> None:
    """Close what can be closed: a generator, or an object that gives iterators (the third version of events)."""
    for owner, name in ((iterator, "aclose"), (stream, "aclose"), (stream, "abort")):
        close: Callable[[], Any] | None = getattr(owner, name, None)
        if close is not None:
            await close()
            return
