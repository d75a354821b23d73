"""Threads that only wait, each for a process that does the work, and a bound on what is under way in them.

Who submits looks first whether there is room, for a few more than are running, so that of a class of any size a handful
of submissions are in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, ParamSpec, TypeVar

_AHEAD = 2  # pieces of work waiting or running, for each thread

Produced = TypeVar("Produced")
Started = TypeVar("Started")
Arguments = ParamSpec("Arguments")


class BoundedPool(Generic[Produced]):
    """Threads, and a bound on what is under way in them: two pieces of work for each thread."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._room = _AHEAD * threads
        self._running: set[Future[Produced]] = set()

    @property
    def has_room(self) -> bool:
        """Whether more can be submitted within the bound."""
        return len(self._running) < self._room

    @property
    def under_way(self) -> bool:
        """Whether there are results to come."""
        return bool(self._running)

    def submit(self, work: Callable[Arguments, Produced], *about: Arguments.args, **options: Arguments.kwargs) -> None:
        """Start a piece of work as soon as a thread is free. Does not wait."""
        self._running.add(self._threads.submit(work, *about, **options))

    def start(
        self, work: Callable[Arguments, Started], *about: Arguments.args, **options: Arguments.kwargs
    ) -> Future[Started]:
        """Start a piece of work that takes no room and is none of the results."""
        return self._threads.submit(work, *about, **options)

    def completed(self, *, wait: bool) -> Iterator[Produced]:
        """Yield the results that are there. wait: for the first, if there is one to come. Raises what work raised."""
        done, self._running = futures.wait(self._running, None if wait else 0, futures.FIRST_COMPLETED)
        for future in done:
            yield future.result()

    def shutdown(self, *, wait: bool = True) -> None:
        """Start nothing more. wait: for what is running."""
        self._threads.shutdown(wait=wait, cancel_futures=True)
