"""Locks and queues whose waiting is virtual in managed threads, and real in all others.

Events, conditions, semaphores, barriers, `queue.Queue` and futures are Python code on top of these two, so their
waiting needs no stand-in of its own. What polls them (`Event.is_set`, `Future.done`) has one: see `patching`.
"""

from __future__ import annotations

import _thread
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable
from inspect import Signature
from types import GenericAlias
from typing import TYPE_CHECKING, Any

from asynclab.lab.context import FAR, current, here, real_acquire, real_lock
from asynclab.lab.managed_thread import ManagedThread
from asynclab.lab.owners.ownership import student_location
from asynclab.lab.patches.exempt import asked_by_infra
from asynclab.lab.patches.reported_waits import Reported

if TYPE_CHECKING:
    from _thread import LockType

RealSimpleQueue = queue.SimpleQueue
_PATIENCE = 0.25  # real seconds that a run waits for a lock which code outside of it holds
_IS_OWNED = threading.Condition._is_owned.__code__  # type: ignore[attr-defined]


def deadline_in(me: ManagedThread, timeout: float | None) -> int:
    """Return a timeout as `threading` takes it (None or -1: for ever) as a deadline in nanoseconds."""
    return FAR if timeout is None or timeout < 0 else me.clock.deadline(timeout)


class _Chosen(type):
    """The type of a class that passes for the class it replaces: calling it gives a real or a virtual object, and both
    are its instances. A subclass of the student's is virtual."""

    real: Any
    __signature__ = Signature()

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if "real" not in vars(cls):
            return super().__call__(*args, **kwargs)
        # the real one knows best what to say to arguments
        return super().__call__() if wants_virtual() and not args and not kwargs else cls.real(*args, **kwargs)

    def __instancecheck__(cls, instance: object) -> bool:
        return super().__instancecheck__(instance) or ("real" in vars(cls) and type(instance) is vars(cls)["kind"])

    def __subclasscheck__(cls, other: type) -> bool:
        return super().__subclasscheck__(other) or ("real" in vars(cls) and other is vars(cls)["kind"])

    def __repr__(cls) -> str:
        return repr(cls.real) if "real" in vars(cls) else super().__repr__()


def wants_virtual() -> bool:
    """Return whether a lock or queue that is being made should be virtual. Machinery that talks to the real world gets
    real locks and queues, and so does who makes them in `real_time()`.
    """
    return not here.bypass and not asked_by_infra()


class Lock(metaclass=_Chosen):
    """A lock that passes the baton on while it waits. Outside a run it is a real lock."""

    __slots__ = ("__weakref__", "_holder", "_real", "_waiting")
    real = real_lock
    kind = _thread.LockType

    def __init__(self) -> None:
        self._real = real_lock()
        self._waiting: deque[ManagedThread] = deque()
        self._holder: ManagedThread | None = None

    @classmethod
    def around(cls, real: LockType) -> Lock:
        """Return a lock that takes and gives a real one, which was made before."""
        lock: Lock = super().__new__(cls)
        lock._real, lock._waiting, lock._holder = real, deque(), None
        return lock

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Acquire the lock, as `threading.Lock.acquire` does."""
        me = current()
        if me is None:
            return real_acquire(self._real, blocking, timeout)
        if timeout != -1:
            real_acquire(real_lock(), blocking, timeout)  # raises what threading says to such arguments
        if real_acquire(self._real, False):
            self._holder = me
            return True
        if not blocking or timeout == 0:
            caller = sys._getframe(1)
            if caller.f_code is not _IS_OWNED:  # a condition only makes sure that it is held
                me.clock.polled(me, caller)
            return False
        with Reported(me, "Lock.acquire", sys._getframe(0), self._held_by()):
            return self._from_outside(me) or self._wait(me, deadline_in(me, timeout))

    def _from_outside(self, me: ManagedThread) -> bool:
        """Wait for a thread that is of no run, in real time: virtual time stands still meanwhile."""
        if self._holder is not None:
            return False
        me.clock.strangers = True
        if real_acquire(self._real, True, _PATIENCE):
            self._holder = me
            return True
        return False

    def _wait(self, me: ManagedThread, deadline: int) -> bool:
        while True:
            self._waiting.append(me)
            try:
                woken = me.clock.wait(me, deadline, "Lock.acquire")
            finally:
                self._waiting.remove(me)
            if real_acquire(self._real, False):
                self._holder = me
                return True
            if not woken:
                return False

    def release(self) -> None:
        """Release the lock, as `threading.Lock.release` does."""
        self._holder = None
        self._real.release()
        if self._waiting:
            first = self._waiting[0]
            first.clock.wake(first)

    def locked(self) -> bool:
        """Return whether the lock is locked, as `threading.Lock.locked` does."""
        return self._real.locked()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def __repr__(self) -> str:
        return f"<{'locked' if self.locked() else 'unlocked'} _thread.lock object at {id(self):#x}>"

    def __reduce__(self) -> Any:
        raise TypeError("cannot pickle '_thread.lock' object")

    def _at_fork_reinit(self) -> None:
        self.__init__()  # type: ignore[misc]

    def _held_by(self) -> str:
        if self._holder is None:
            return ""
        place = student_location(sys._current_frames().get(self._holder.ident))
        return f"held by thread {self._holder.name!r}" + (f" at {place}" if place else "")

    acquire_lock, release_lock, locked_lock = acquire, release, locked


class _VirtualRLock(threading._PyRLock):  # type: ignore[misc,name-defined]
    """`threading`'s own re-entrant lock in Python, on top of our `Lock`."""

    def __init__(self) -> None:
        self._block = Lock()
        self._owner = None
        self._count = 0


class SimpleQueue(metaclass=_Chosen):
    """`queue.SimpleQueue` whose `get` waits virtually. A real one holds the items, so that it serves real threads."""

    real = kind = RealSimpleQueue

    def __init__(self) -> None:
        self._items: queue.SimpleQueue[Any] = RealSimpleQueue()
        self._waiting: deque[ManagedThread] = deque()

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Put an item into the queue, as `queue.SimpleQueue.put` does."""
        self._items.put(item)
        if self._waiting:
            first = self._waiting.popleft()
            first.clock.wake(first)

    put_nowait = put

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Get an item from the queue, as `queue.SimpleQueue.get` does."""
        me = current()
        if me is None:
            return self._items.get(block, timeout)
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not self._items.empty():
            return self._items.get_nowait()
        if not block or timeout == 0:
            me.clock.polled(me, sys._getframe(1))
            raise queue.Empty
        with Reported(me, "SimpleQueue.get", sys._getframe(0)):
            return self._wait(me, deadline_in(me, timeout))

    def _wait(self, me: ManagedThread, deadline: int) -> Any:
        woken = True
        while self._items.empty():
            if not woken:
                raise queue.Empty
            self._waiting.append(me)
            try:
                woken = me.clock.wait(me, deadline, "SimpleQueue.get")
            finally:
                if me in self._waiting:
                    self._waiting.remove(me)
        return self._items.get_nowait()

    def get_nowait(self) -> Any:
        """Get an item from the queue without waiting, as `queue.SimpleQueue.get_nowait` does."""
        return self.get(block=False)

    def qsize(self) -> int:
        """Return the size of the queue, as `queue.SimpleQueue.qsize` does."""
        return self._items.qsize()

    def empty(self) -> bool:
        """Return whether the queue is empty, as `queue.SimpleQueue.empty` does."""
        return self._items.empty()

    __class_getitem__: Any = classmethod(GenericAlias)

    def __reduce__(self) -> Any:
        raise TypeError("cannot pickle '_queue.SimpleQueue' object")


def early_cached_property(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `functools.cached_property.__get__` on Python 3.11, where each property has a lock. A
    property that was made before asynclab was imported gets a virtual lock when it is first needed in a run."""

    def __get__(self: Any, instance: Any, owner: Any = None) -> Any:
        if current() is not None and isinstance(early := self.lock, _thread.RLock) and early.acquire(False):
            self.lock = _VirtualRLock()
            early.release()
        return real(self, instance, owner)

    return __get__


def any_rlock(real: Any) -> Any:
    """Return a replacement for `threading.RLock`, and for that of a module which took it from `_thread`."""

    def RLock(*args: Any, **kwargs: Any) -> Any:
        return _VirtualRLock() if wants_virtual() and not args and not kwargs else real(*args, **kwargs)

    return RLock
