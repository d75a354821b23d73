"""The virtual clock: a scheduler that runs one managed thread at a time.

Invariants:
- Exactly one managed thread of a clock holds the baton; all others wait at their gate. So a run has one order, and
  nothing in this package needs a lock against other managed threads.
- Time moves only in `_next`, only when no thread is ready, and only to the earliest deadline.
- A thread's gate is a real lock that is closed (acquired) except for the moment at which the baton is passed to it.
- Once `closed`, the baton is gone: every further wait raises `RunOver` in the thread that waits.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import deque
from types import FrameType
from typing import TYPE_CHECKING

from asynclab.lab.context import FAR, HZ, NANO, NANO_A_MICRO, here, real_acquire, real_time, told, turn
from asynclab.lab.errors import Died, Hang, RunOver, park
from asynclab.lab.managed_thread import ManagedThread, ThreadState, closed_gate, open_gate
from asynclab.lab.observer import SILENT, Hook, Hooks
from asynclab.lab.origins import Origin

if TYPE_CHECKING:
    from asynclab.lab.loop import VirtualLoop
    from asynclab.lab.patches.executors import Pools

_POLLS = 10_000  # so many looks at a clock or a flag, from the same few lines and without a wait, are a busy wait
_POLLING_SITES = 4
_LEAST = 60  # nanoseconds: a step of what `monotonic` shows
_PARDONS = 100  # so often may a thread that outlived its run catch RunOver and go on


_FIRST = Origin()


class Clock:
    """Virtual time for a set of threads.

    now: nanoseconds since the run began. origin: what its clocks showed then.
    """

    pools: Pools

    def __init__(self, hooks: Hooks = SILENT, seed: int = 0, origin: Origin = _FIRST) -> None:
        self.now = 0
        self.origin = origin
        self.hooks = hooks
        self.dice = random.Random(seed)  # seeds for generators that are made inside the run without one
        self.closed = False
        self.hung = False
        self.failure: Hang | None = None  # kept for the case that code catches it
        self.running: ManagedThread | None = None
        self.threads: list[ManagedThread] = []
        self.loops: list[VirtualLoop] = []
        self.numbers = itertools.count(1)  # stable hashes for tasks and futures
        self.died: list[Died] = []  # threads that ended with an error
        self.strangers = False  # real threads were started in the run: they might still wake somebody
        self._ready: deque[ManagedThread] = deque()
        self._waiting: dict[ManagedThread, None] = {}
        self._orders = itertools.count(1)
        self._inbox: deque[ManagedThread] = deque()
        self._bell = closed_gate()

    @property
    def root(self) -> ManagedThread:
        """The thread that runs the main function. A hang is raised there."""
        return self.threads[0]

    # -- threads come and go ---------------------------------------------------------------------

    def start(self, ident: int) -> ManagedThread:
        """Make the calling thread the root; it holds the baton."""
        root = ManagedThread(self, "main")
        root.ident, root.state = ident, ThreadState.RUNNING
        self.threads.append(root)
        self.running = here.thread = root
        return root

    def add(self, name: str) -> ManagedThread:
        """Add a new thread, that will be ready to run once its OS thread has called `enter`."""
        thread = ManagedThread(self, name)
        self.threads.append(thread)
        self._ready.append(thread)
        return thread

    def drop(self, thread: ManagedThread) -> None:
        """Undo `add`: the OS could not start the thread."""
        self.threads.remove(thread)
        self._ready.remove(thread)

    def enter(self, thread: ManagedThread, ident: int) -> None:
        """First thing a new thread does: wait for the baton."""
        here.thread, thread.ident = thread, ident
        real_acquire(thread.gate)
        self.check_open(thread)
        thread.state = ThreadState.RUNNING

    def leave(self, thread: ManagedThread) -> None:
        """Last thing a thread does: pass the baton on."""
        here.thread = None
        thread.state = ThreadState.DONE
        thread.ended.release()
        if not self.closed:
            for joiner in thread.joiners:
                self.wake(joiner)
            self._pass_to(self._next())

    def deadline(self, seconds: float) -> int:
        """Return when a wait for so many seconds ends. That is a whole number of microseconds from now, or never
        (`FAR`) after more than thirty thousand years.

        A shorter wait is what rounding has left of a longer wait, as in `while (left := end - monotonic()) > 0`: it
        takes as little time as the clocks just show, which the next wait does not count.
        """
        if abs(seconds) > 1e12:
            return FAR if seconds > 0 else -FAR
        micros = round(seconds * HZ)
        if micros > 0:
            now = self.now + NANO_A_MICRO // 2
            return (now // NANO_A_MICRO + micros) * NANO_A_MICRO
        return self.now + (micros * NANO_A_MICRO if seconds <= 0 else math.ceil(seconds * NANO) + _LEAST)

    # -- waiting and waking ----------------------------------------------------------------------

    def wait(self, me: ManagedThread, deadline: int, call: str) -> bool:
        """Give up the baton until woken (True) or until `deadline` in nanoseconds (False).

        Raises Hang in the root if nothing can go on, RunOver in a thread that outlived its run."""
        self.check_open(me)
        me.state, me.deadline, me.waits_in = ThreadState.WAITING, deadline, call
        me.order = turn.get(), next(self._orders)
        me.timed_out = False
        me.polls = 0
        self._waiting[me] = None
        following = self._next()
        if following is not me:
            self._pass_to(following)
            real_acquire(me.gate)
            self.check_open(me)
        me.state = ThreadState.RUNNING
        if self.hung and me is self.root:
            self.hung = False
            self.failure = self.hang()
            raise self.failure
        me.waits_in = ""
        return not me.timed_out

    def give_way(self, me: ManagedThread) -> bool:
        """Let every thread that is ready now run once; whether there was one."""
        if self._inbox:
            self._hear()
        self.check_open(me)
        if not self._ready:
            return False
        me.state = ThreadState.READY
        self._ready.append(me)
        self._pass_to(self._ready.popleft())
        real_acquire(me.gate)
        self.check_open(me)
        me.state = ThreadState.RUNNING
        return True

    def wake(self, thread: ManagedThread) -> None:
        """End a thread's wait. May be called from any thread."""
        caller = here.thread
        if caller is not None and caller.clock is self and not self.closed:
            self._wake(thread)
        else:
            self._inbox.append(thread)
            open_gate(self._bell)

    def _wake(self, thread: ManagedThread) -> None:
        if thread.state is ThreadState.WAITING:
            del self._waiting[thread]
            thread.state = ThreadState.READY
            self._ready.append(thread)

    def polled(self, me: ManagedThread, frame: FrameType) -> None:
        """Note that the thread asked whether something has happened. In a busy wait, let a little time pass, or it
        would never end.
        """
        self._looked(me, frame, self.hooks.flag_spun)

    def was_read(self, me: ManagedThread, frame: FrameType) -> None:
        """Note that the thread looked at a clock; as of `polled`."""
        self._looked(me, frame, self.hooks.clock_spun)

    def _looked(self, me: ManagedThread, frame: FrameType, spun: Hook) -> None:
        self.check_open(me)
        site = (frame.f_code, frame.f_lasti)
        if site not in me.sites:
            if len(me.sites) >= _POLLING_SITES:
                me.sites.clear()
            me.sites.add(site)
            me.polls = 0
        me.polls += 1
        if me.polls < _POLLS:
            return
        if spun is not None:
            spun(me, frame)
        self.wait(me, self.now + NANO // 1000, "a busy wait")
        me.polls = _POLLS - 1  # it is known by now: the next look lets time pass again

    def next_deadline(self) -> int:
        """Return the earliest deadline of a waiting thread, in nanoseconds; FAR if there is no such thread."""
        return min((thread.deadline for thread in self._waiting), default=FAR)

    # -- the baton -------------------------------------------------------------------------------

    def _next(self) -> ManagedThread:
        """The thread whose turn it is. Moves time if nobody is ready."""
        if self._inbox:
            self._hear()
        if not self._ready:
            first = min(self._waiting, key=_due, default=None)
            if first is None or first.deadline >= FAR:
                return self._nobody()
            self.now = max(self.now, first.deadline)
            first.timed_out = True
            self._wake(first)
        return self._ready.popleft()

    def _nobody(self) -> ManagedThread:
        """Nobody is ready and nobody has a deadline: only a real thread could help, else it is a hang."""
        if self.strangers and real_acquire(self._bell, timeout=0.25):
            self._hear()
            if self._ready:
                return self._ready.popleft()
        self.hung = True
        self._wake(self.root)
        return self._ready.popleft()

    def _hear(self) -> None:
        while self._inbox:
            self._wake(self._inbox.popleft())

    def _pass_to(self, thread: ManagedThread) -> None:
        self.running = thread
        open_gate(thread.gate)

    # -- the end ---------------------------------------------------------------------------------

    def check_open(self, me: ManagedThread) -> None:
        """Raise RunOver if the run is over."""
        if self.closed:
            self.over(me)

    def over(self, me: ManagedThread) -> None:
        """Raise RunOver in a thread that outlived its run. One that keeps catching it sleeps for ever instead."""
        me.over += 1
        if me.over > _PARDONS:
            park()
        raise RunOver("the run that this thread belongs to is over")

    def alive(self) -> list[ManagedThread]:
        """Return the threads beside the root that have not ended."""
        return [thread for thread in self.threads if thread.state is not ThreadState.DONE and thread is not self.root]

    def close(self, patience: float = 0.5) -> None:
        """End the run from its root: the others unwind one after another, each within `patience` real seconds."""
        self.hooks = SILENT
        self.closed = True
        for thread in self.alive():
            open_gate(thread.gate)
            real_acquire(thread.ended, timeout=patience)
        here.thread = None

    def hang(self, *, polling: bool = False) -> Hang:
        """Return the error that names who waits where."""
        from asynclab.lab import leftovers  # it looks at loops, which stand on this module

        with real_time():
            waiting, died = leftovers.waiting(self), leftovers.died(self)
        too_late = any(loop.is_to_wake() for loop in self.loops)  # since nothing is due
        return Hang(told(self.now), waiting, died, polling=polling, too_late=too_late)


def _due(thread: ManagedThread) -> tuple[int, tuple[int, int]]:
    return thread.deadline, thread.order
