"""An asyncio event loop whose `select` is a wait on the virtual clock."""

from __future__ import annotations

import asyncio
import heapq
import sys
import weakref
from asyncio.log import logger
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextvars import Context
from typing import TYPE_CHECKING, Any

from asynclab.lab.clock import Clock
from asynclab.lab.clock_readings import monotonic
from asynclab.lab.context import FAR, current, here, real_thread_time, told, turn
from asynclab.lab.errors import CannotSimulate
from asynclab.lab.managed_thread import ManagedThread
from asynclab.lab.owners.givers import Giver, giver_at, is_asyncios, maker_at
from asynclab.lab.owners.ownership import Owner, owner_of, student_location
from asynclab.lab.refusing import Refusing
from asynclab.lab.tasks import (
    Dropped,
    Future,
    Handle,
    LoopError,
    Timer,
    VirtualTask,
    close_inwards,
    closes_a_generator,
    coroutine_name,
    number_of,
    run_within_step,
    task_of,
)

# Python 3.11 and 3.12 name a task after it was made, when observers have been told.
_NAMING_LATER = (
    (asyncio.create_task.__code__, asyncio.TaskGroup.create_task.__code__) if sys.version_info < (3, 13) else ()
)
_CLEAN_UPS = 5  # times that tasks are closed which the closing of others has made
_SPIN = 50_000  # so many rounds of the loop without time passing are a busy wait
_SPIN_AGAIN = 1_000  # ... once it is known to be one


def _is_ours(future: Any) -> bool:
    """Whether a task runs a scripted call, and nothing of a student's: its failure is told in the run."""
    code = getattr(future.get_coro(), "cr_code", None) if isinstance(future, asyncio.Task) else None
    return code is not None and owner_of(code.co_filename) is Owner.OWN


class VirtualLoop(Refusing, asyncio.BaseEventLoop):
    """The loop of a managed thread. Other threads wake it through the clock; it opens no file and no socket."""

    if TYPE_CHECKING:  # the base class's own, which its published types leave out
        _asyncgens: weakref.WeakSet[AsyncGenerator[Any, Any]]
        _closed: bool
        _debug: bool
        _ready: deque[Any]
        _scheduled: list[Any]
        _stopping: bool
        _timer_cancelled_count: int

    def __init__(self, clock: Clock, thread: ManagedThread) -> None:
        super().__init__()
        self.clock = clock
        self.errors: list[LoopError] = []
        self.quiet = False  # set once the main function has ended: what comes then is clean-up
        self._abandoned = False
        self._owner = thread
        self._selecting = False
        self._rounds = 0
        self._rounds_at = -1
        self._rounds_allowed = _SPIN
        # tasks of a task factory of the student's, which have no number of their own
        self.foreign: weakref.WeakKeyDictionary[asyncio.Future[Any], int] = weakref.WeakKeyDictionary()
        self._untold: weakref.WeakSet[asyncio.Future[Any]] = weakref.WeakSet()
        self.failed: weakref.WeakSet[Any] = weakref.WeakSet()
        self.lost: list[BaseException] = []  # of tasks that were cancelled when they had failed, unseen
        self._dropped: list[weakref.ref[Any]] = []
        clock.loops.append(self)

    # -- what asyncio asks of a loop -------------------------------------------------------------

    def time(self) -> float:
        """Return what `time.monotonic()` shows."""
        return monotonic(self.clock)

    def create_future(self) -> Future:
        """Make a future of this loop."""
        future = Future(loop=self)
        if sys._getframe(1).f_code is asyncio.wrap_future.__code__:  # of a pool's work, which a student may hand on
            future.maker = maker_at(sys._getframe(1))
        return future

    def create_task(  # type: ignore[override]
        self, coro: Coroutine[Any, Any, Any], **options: Any
    ) -> asyncio.Task[Any]:
        """Make a task of this loop; a task factory that the student has set is used."""
        self._check_closed()
        if options.get("name") is None and sys._getframe(1).f_code in _NAMING_LATER:
            options["name"] = sys._getframe(1).f_locals["name"]
        if self.get_task_factory() is None:
            task: asyncio.Task[Any] = VirtualTask(coro, loop=self, **options)
        else:
            task = super().create_task(coro, **options)
            if isinstance(task, VirtualTask):  # of asyncio's own eager factory
                return task
            self.foreign[task] = next(self.clock.numbers)
            self._untold.add(task)
        self._tell_made(task)
        return task

    def create_eager_task(self, coro: Coroutine[Any, Any, Any], **options: Any) -> asyncio.Task[Any]:
        """Make a task of this loop that runs at once until it waits, as asyncio's own `eager_task_factory` does."""
        self._check_closed()
        task = VirtualTask(coro, loop=self, **options)
        self._tell_made(task)
        if self._is_running_here():  # asyncio starts no other at once
            run_within_step(self, self._ready.pop())
            if task.done():
                self._tell_done(task)
        return task

    def call_soon(  # type: ignore[override]
        self, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Call back in the next round of the loop."""
        if self._debug:
            return super().call_soon(callback, *args, context=context)
        self._check_closed()
        giver = None if is_asyncios(callback) else giver_at(sys._getframe(1))
        handle = Handle(callback, args, self, context, giver)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(  # type: ignore[override]
        self, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Call back in the next round of the loop, which may be another thread's."""
        handle = super().call_soon_threadsafe(callback, *args, context=context)
        handle.giver = giver_at(sys._getframe(1))  # type: ignore[attr-defined]
        return handle

    def _call_soon(self, callback: Callable[..., Any], args: tuple[Any, ...], context: Context | None) -> Handle:
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call back after `delay` virtual seconds."""
        if delay is None:
            raise TypeError("delay must not be None")
        giver = None if is_asyncios(callback) else giver_at(sys._getframe(1))
        return self._call_at(self.time() + delay, delay, callback, args, context, giver)

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call back at a virtual time."""
        if when is None:
            raise TypeError("when cannot be None")
        return self._call_at(when, when - self.time(), callback, args, context, giver_at(sys._getframe(1)))

    def _call_at(
        self,
        when: float,
        delay: float,
        callback: Callable[..., Any],
        args: tuple[Any, ...],
        context: Context | None,
        giver: Giver | None = None,
    ) -> asyncio.TimerHandle:
        self._check_closed()
        due = self.clock.deadline(delay), turn.get(), next(self.clock.numbers)
        timer = Timer(when, due, self, callback, args, context, giver)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        """Keep the error for the run's end, and log it as asyncio does, if it is of code that somebody started."""
        if not self.quiet:
            self.errors.append(LoopError(str(context.get("message", "")), context.get("exception")))
            if not closes_a_generator(context.get("future")) and not _is_ours(context.get("future")):
                super().default_exception_handler(context)

    def is_to_wake(self) -> bool:
        """Return whether a timer is set, however late."""
        return any(not timer._cancelled for timer in self._scheduled)

    def is_in_use(self) -> bool:
        """Whether anything is left that the loop would have to end: a callback, a task or an async generator."""
        return bool(self._ready or self._asyncgens or asyncio.all_tasks(self))

    def bury(self) -> None:
        """Close the coroutines of tasks that could not be ended, here and now: later, the garbage collector would run
        their clean-up in the middle of something else."""
        self.quiet = True
        buried: set[asyncio.Task[Any]] = set()
        asyncio._set_running_loop(self)  # clean-up that awaits asks for it, and is lost with a warning if there is none
        try:
            for _ in range(_CLEAN_UPS):
                tasks = asyncio.all_tasks(self) - buried  # the clean-up of the first may have made others
                for task in sorted(tasks, key=number_of):
                    task._log_destroy_pending = False  # type: ignore[attr-defined]
                    close_inwards(task.get_coro())
                buried |= tasks
            for generator in list(self._asyncgens):  # if it lost its reader, what it awaits is in no task's chain
                close_inwards(generator.ag_await)  # type: ignore[attr-defined]
        finally:
            asyncio._set_running_loop(None)

    def abandon(self) -> None:
        """Give the loop up, for the run was stopped: nobody will close it, and its thread may still be in it. What the
        clean-up of dying coroutines asks of it then is taken, and never done: nobody is there to read an error."""
        self.quiet = self._abandoned = True
        if self.is_running():
            self._closed = True
        else:
            self.close()

    def close(self) -> None:
        """Close the loop. What of its tasks is thrown away afterwards is told as left alive, and logged by nobody."""
        if not self.is_running():
            self.quiet = True
        if self in self.clock.loops and not self.is_running():
            self.clock.loops.remove(self)
        super().close()

    def _check_closed(self) -> None:
        if not self._abandoned:
            super()._check_closed()  # type: ignore[misc]

    def _write_to_self(self) -> None:
        # A loop in the middle of a step looks at its callbacks anyway; waking it could cut a sleep short.
        caller = here.thread
        if self._selecting or caller is None or caller.clock is not self.clock:
            self.clock.wake(self._owner)

    # -- async generators ------------------------------------------------------------------------

    def _asyncgen_finalizer_hook(self, agen: AsyncGenerator[Any, Any]) -> None:
        self._asyncgens.discard(agen)
        if not self.is_closed():
            # Only of a generator that its closing keeps alive: CPython has cleared its weak references already, and
            # another one to what dies now would point into freed memory.
            self._dropped.append(weakref.ref(agen))
            # Nothing is collected in the middle of a run, so that who is on the stack has let go of it.
            dropped = Dropped(coroutine_name(agen), student_location(sys._getframe(1)))
            self.call_soon_threadsafe(self._close_dropped, agen.aclose(), dropped)

    def _close_dropped(self, closing: Coroutine[Any, Any, None], dropped: Dropped) -> None:
        """As asyncio does; and remember that nobody asked for this task."""
        task: Any = self.create_task(closing)
        task.dropped = dropped

    def open_generators(self) -> list[Any]:
        """Return the async generators that were begun and neither exhausted nor closed."""
        dropped = [agen for ref in self._dropped if (agen := ref()) is not None]
        return [agen for agen in [*self._asyncgens, *dropped] if agen.ag_frame is not None]

    # -- the heart -------------------------------------------------------------------------------

    def _run_once(self) -> None:
        clock, me, ready = self.clock, self._claim(), self._ready
        clock.give_way(me)  # every thread that is ready has its turn between two rounds
        if not ready and not self._stopping:
            due = self._next_due()
            if due > clock.now:
                self._selecting = True
                try:
                    clock.wait(me, due, "the event loop")
                finally:
                    self._selecting = False
        self._check_spin(me)
        scheduled = self._scheduled
        while scheduled and (scheduled[0]._cancelled or scheduled[0].due[0] <= clock.now):
            ready.append(self._pop_timer())
        step = self._plain_step if clock.hooks.step_started is clock.hooks.step_ended is None else self._observed_step
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle._cancelled:
                step(me, handle)
        # Here and below: a traceback keeps these frames, and with them the task that raised it, which would never be
        # found to have failed unseen.
        handle = None

    def _claim(self) -> ManagedThread:
        """The thread that runs the loop now: it need not be the one that made it."""
        me = current()
        if me is None or me.clock is not self.clock:
            raise CannotSimulate(
                "An event loop that was made in a run and is used outside of it", "Use asyncio.run() instead."
            )
        self._owner = me
        return me

    def _next_due(self) -> int:
        scheduled = self._scheduled
        while scheduled and scheduled[0]._cancelled:
            self._pop_timer()
        return scheduled[0].due[0] if scheduled else FAR

    def _pop_timer(self) -> Any:
        timer = heapq.heappop(self._scheduled)
        timer._scheduled = False
        if timer._cancelled:
            self._timer_cancelled_count -= 1
        return timer

    def _plain_step(self, me: ManagedThread, handle: asyncio.Handle) -> None:
        me.polls = 0
        me.step = handle
        began = self.clock.now
        try:
            handle._run()
        finally:
            me.step = None
            if self.get_debug() and told(self.clock.now - began) >= self.slow_callback_duration:
                logger.warning("Executing %r took %.3f seconds", handle, told(self.clock.now - began))
            self._tell_ended(handle)
            del handle

    def _observed_step(self, me: ManagedThread, handle: asyncio.Handle) -> None:
        started = self.clock.hooks.step_started
        if started is not None:
            started(me, handle)
        began = real_thread_time()
        try:
            self._plain_step(me, handle)
        finally:
            ended = self.clock.hooks.step_ended  # gone if the run was stopped meanwhile
            if ended is not None:
                ended(me, handle, real_thread_time() - began)
            del handle

    def _is_running_here(self) -> bool:
        return self.is_running() and here.thread is self._owner

    def _tell_made(self, task: asyncio.Task[Any]) -> None:
        started = self.clock.hooks.task_started
        if started is not None:
            started(task, asyncio.current_task() if self._is_running_here() else None)
        if task.done():  # an eager one, that had nothing to wait for
            self._tell_done(task)

    def _tell_ended(self, handle: Any) -> None:
        """A task ends in a step of its own."""
        task = task_of(handle)
        if task is not None and task.done():
            self._tell_done(task)

    def _tell_done(self, task: Any) -> None:
        ended = self.clock.hooks.task_ended
        if isinstance(task, VirtualTask):
            untold, task.told = not task.told, True
        else:
            untold = task in self._untold
            self._untold.discard(task)
        if untold:
            asyncio._unregister_task(task)  # else `all_tasks` goes through the tasks of all runs before this one
            if task._exception is not None:
                self.failed.add(task)
        if untold and ended is not None:
            ended(task)

    def _check_spin(self, me: ManagedThread) -> None:
        clock = self.clock
        if clock.now != self._rounds_at:
            self._rounds_at, self._rounds = clock.now, 0
            return
        self._rounds += 1
        if self._rounds < self._rounds_allowed:
            return
        self._rounds, self._rounds_allowed = 0, _SPIN_AGAIN
        if clock.hooks.loop_spun is not None:
            clock.hooks.loop_spun(self)
        # Real time would pass while it polls: let the next thing happen.
        due = min(self._next_due(), clock.next_deadline())
        if due >= FAR:
            raise clock.hang(polling=True)
        clock.wait(me, due, "a busy wait")
