"""The thread pools of a run: the functions that stand in for `concurrent.futures`' own.

Each function here gives the stand-in for `real`. Called by a thread that is not managed, it is `real`.
"""

from __future__ import annotations

import concurrent.futures.thread
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asynclab.lab.context import current
from asynclab.lab.errors import CannotSimulate
from asynclab.lab.patches.locks import RealSimpleQueue
from asynclab.lab.patches.threads import managed


class Pools:
    """The thread pools that one run uses."""

    def __init__(self) -> None:
        self._own: list[weakref.ref[ThreadPoolExecutor]] = []
        self._shadows: dict[int, tuple[ThreadPoolExecutor, ThreadPoolExecutor]] = {}
        self._retired: list[Any] = []

    def serving(self, pool: Any) -> ThreadPoolExecutor:
        """Return the pool that serves the run in place of `pool`. That is `pool` itself, unless it has threads of the
        real world.
        """
        if getattr(pool, "_asynclab_pools", None) is self or pool._shutdown:
            return pool  # type: ignore[no-any-return]
        if not pool._threads and not isinstance(pool._work_queue, RealSimpleQueue):
            return self._adopt(pool)
        if id(pool) not in self._shadows:
            shadow = ThreadPoolExecutor(
                pool._max_workers,
                pool._thread_name_prefix,
                getattr(pool, "_initializer", None),
                getattr(pool, "_initargs", ()),
            )
            self._shadows[id(pool)] = pool, self._adopt(shadow)
        return self._shadows[id(pool)][1]

    def shadow_of(self, pool: ThreadPoolExecutor) -> ThreadPoolExecutor | None:
        """Return the stand-in of a pool, if it has a stand-in."""
        return self._shadows.get(id(pool), (None, None))[1]

    def retire(self) -> None:
        """Let the idle workers of all pools end."""
        for ref in self._own:
            pool: Any = ref()
            if pool is not None and not pool._shutdown:
                self._retired.append(pool)
                pool._shutdown = True
                pool._work_queue.put(None)

    def revive(self) -> None:
        """After `retire`: a pool that the student keeps starts anew where it is used next."""
        for pool in self._retired:
            pool._shutdown = False
            pool._asynclab_pools = None
            pool._threads.clear()
            while not pool._work_queue.empty():
                pool._work_queue.get_nowait()
            while pool._idle_semaphore.acquire(timeout=0):
                pass

    def _adopt(self, pool: Any) -> ThreadPoolExecutor:
        pool._asynclab_pools = self
        self._own.append(weakref.ref(pool))
        return pool  # type: ignore[no-any-return]


def submit(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `ThreadPoolExecutor.submit`. A pool of the same size stands in for a pool with real
    threads.
    """

    def submit(self: ThreadPoolExecutor, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        me = current()
        if me is None:
            return real(self, fn, *args, **kwargs)
        future = real(me.clock.pools.serving(self), fn, *args, **kwargs)
        if me.clock.hooks.work_given is not None:
            me.clock.hooks.work_given(future)
        return future

    return submit


def shutdown(real: Callable[..., None]) -> Callable[..., None]:
    """Return a replacement for `ThreadPoolExecutor.shutdown`: it shuts the stand-in down, too."""

    def shutdown(self: ThreadPoolExecutor, wait: bool = True, *, cancel_futures: bool = False) -> None:
        me = current()
        shadow = None if me is None else me.clock.pools.shadow_of(self)
        if shadow is not None:
            real(shadow, wait, cancel_futures=cancel_futures)
        real(self, wait, cancel_futures=cancel_futures)

    return shutdown


def submit_process(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `ProcessPoolExecutor.submit`, which a run refuses."""

    def submit(self: Any, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if current() is not None:
            raise CannotSimulate("A pool of processes", "Use a pool of threads, or asyncio.to_thread().")
        return real(self, fn, *args, **kwargs)

    return submit


def forget_abandoned() -> None:
    """Keep the interpreter's exit from waiting for workers that outlived their run."""
    queues: Any = concurrent.futures.thread._threads_queues
    for thread in list(queues):
        worker = managed(thread)
        if worker is not None and worker.clock.closed:
            queues.pop(thread, None)
