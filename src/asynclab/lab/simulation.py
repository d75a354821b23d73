"""Runs code on a virtual clock, in a thread of its own, and tells how it ended."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import inspect
import math
import random
import threading
from _thread import get_ident
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from asynclab.lab import audit_hook, leftovers
from asynclab.lab.clock import Clock
from asynclab.lab.context import real_acquire, real_lock, real_monotonic, real_process_time, real_time, told
from asynclab.lab.errors import LONG, Hang, Interrupted, RealTimeLimit, RunOver
from asynclab.lab.leftovers import LeftAlive
from asynclab.lab.loop import VirtualLoop
from asynclab.lab.observer import Hooks, Observer
from asynclab.lab.origins import origins
from asynclab.lab.owners.ownership import student_location
from asynclab.lab.patches import early_locks, patching
from asynclab.lab.patches.executors import Pools, forget_abandoned
from asynclab.lab.patches.keyboard import nobody_answers
from asynclab.lab.stopping import kill_after, repeats, stop
from asynclab.lab.tasks import LoopError, number_of

T = TypeVar("T")

_NOBODY = Observer()
_CLEAN_UP = 60.0  # virtual seconds that what was left alive has for its clean-up
_LOOK = 0.02  # real seconds between two looks at a run that has not ended


@dataclass(frozen=True)
class Ended(Generic[T]):
    """How a run ended. `elapsed`: virtual seconds until the main function had ended. The `..._left` were alive then.
    `unseen`: the errors that ended tasks and callbacks, and that nobody has looked at."""

    value: T | None
    error: BaseException | None
    elapsed: float
    tasks_left: tuple[LeftAlive, ...] = ()
    threads_left: tuple[LeftAlive, ...] = ()
    generators_left: tuple[LeftAlive, ...] = ()
    loop_errors: tuple[LoopError, ...] = ()
    unseen: tuple[BaseException, ...] = ()


def simulate(
    main: Callable[[], Awaitable[T] | T],
    *,
    observer: Observer = _NOBODY,
    seed: int = 0,
    real_limit: float = 10.0,
    cpu_limit: float = math.inf,
    kill_limit: float = math.inf,
) -> Ended[T]:
    """Run `main()` on a virtual clock, in a fresh thread, and wait for its end.

    main: gives an awaitable (called before its loop runs), or does its work itself, in which case no loop runs it.
    observer: is told what happens. seed: for `random` inside the run. real_limit: real seconds, after which the run is
    given up; cpu_limit: processor seconds of this process, after which it is too, which a busy machine does not change.
    kill_limit: processor seconds after which the kernel ends this process, if a call into C has kept the run from being
    given up (`kill_after`); what is done once it has ended or been given up does not count.
    What `main` raises is returned as `error`; a Hang, RealTimeLimit or CannotSimulate, too. Raises `Interrupted` for a
    Ctrl-C.
    """
    patching.install()
    audit_hook.listen()
    hooks = Hooks.of(observer)
    clock = Clock(hooks, seed, origins.next())
    run: _Simulation[T] = _Simulation(main, clock)
    with real_time(), _constant_world(seed), nobody_answers():
        try:
            ended = run.result(real_limit, cpu_limit, kill_limit)
        finally:
            origins.ended(clock.origin, clock.now)
            forget_abandoned()
    return ended


class _Simulation(Generic[T]):
    """One run: its thread, and what came out."""

    def __init__(self, main: Callable[[], Awaitable[T] | T], clock: Clock) -> None:
        self._main = main
        self._clock = clock
        clock.pools = Pools()
        self._ended: Ended[T] | None = None
        self._broken: BaseException | None = None
        self._moves = False  # whether virtual time went on when last looked at
        self._over = real_lock()
        real_acquire(self._over)

    def result(self, real_limit: float, cpu_limit: float, kill_limit: float) -> Ended[T]:
        """Start the thread and wait for it in real time."""
        context = contextvars.copy_context()  # the notebook finds the cell for a thread's output in it
        try:
            with kill_after(kill_limit):
                threading.Thread(target=context.run, args=(self._body,), name="asynclab", daemon=True).start()
                in_time = self._ends_within(real_limit, cpu_limit)
        except KeyboardInterrupt:
            location = leftovers.location_now(self._clock)
            stop(self._clock)
            raise Interrupted(location) from None
        except BaseException:
            stop(self._clock)
            raise
        if not in_time:
            return self._give_up()
        if self._ended is None:  # an observer raised, or we have a bug
            stop(self._clock)
            raise self._broken or RuntimeError("the run's thread ended early")
        return self._ended

    def _ends_within(self, real_limit: float, cpu_limit: float) -> bool:
        """Wait for the end of the thread; also look whether virtual time goes on."""
        over, spent = real_monotonic() + real_limit, real_process_time() + cpu_limit
        watched = self._clock.hooks.watched
        looks = still = 0
        while (left := over - real_monotonic()) > 0 and real_process_time() < spent:
            if watched is not None:  # before the wait, too: a call into C may have kept us from getting here
                watched()
            seen = self._clock.now
            if real_acquire(self._over, timeout=min(left, _LOOK)):
                return True
            looks, still = looks + 1, 0 if self._clock.now != seen else still + 1
        self._moves = 2 * still < looks  # not by the last look alone: a busy machine may have left the thread waiting
        return False

    def _give_up(self) -> Ended[T]:
        clock = self._clock
        culprit = clock.running
        location = (leftovers.location_of_main(clock) if self._moves else None) or leftovers.location_now(clock)
        at = told(clock.now)
        frame = leftovers.frame_of(culprit)
        lock = early_locks.awaited_lock(frame)
        waiting = leftovers.without_deadline(clock) if self._moves and at > LONG and not lock else ()
        waiting = tuple(one for one in waiting if one.location or one.kind == "thread")  # a library's task is not news
        name = "nothing" if culprit is None else f"thread {culprit.name!r}"
        computes = student_location(frame) is not None and not repeats(frame)
        del frame  # what it holds on to ends with the run
        if clock.hooks.watched is not None:
            clock.hooks.watched()
        stop(clock)
        return Ended(None, RealTimeLimit(at, location, name, waiting, lock, moves=self._moves, computes=computes), at)

    # -- in the run's thread ---------------------------------------------------------------------

    def _body(self) -> None:
        root = self._clock.start(get_ident())
        try:
            self._clock.check_open(root)
            ended = self._ended_main()
            self._wind_up()
            self._ended = ended
        except BaseException as error:
            self._broken = error
        finally:
            root.ended.release()
            self._over.release()

    def _ended_main(self) -> Ended[T]:
        value: T | None = None
        error: BaseException | None = None
        try:
            made = self._main()
        except RunOver:
            raise
        except BaseException as raised:
            error = raised
        else:
            if inspect.isawaitable(made):
                return self._ended_async(made)
            value = made
        elapsed = told(self._clock.now)
        self._tell_main_ended()
        self._settle()
        return Ended(value, self._clock.failure or error, elapsed, threads_left=leftovers.threads_left(self._clock))

    def _ended_async(self, made: Awaitable[T]) -> Ended[T]:
        loop = VirtualLoop(self._clock, self._clock.root)
        try:
            return self._ended_in(loop, made)
        finally:
            loop.bury()

    def _ended_in(self, loop: VirtualLoop, made: Awaitable[T]) -> Ended[T]:
        clock = self._clock
        value: T | None = None
        error: BaseException | None = None
        try:
            value = loop.run_until_complete(made if inspect.iscoroutine(made) else _awaited(made))
        except RunOver:
            raise
        except BaseException as raised:
            error = raised
        ended = Ended(value, clock.failure or error, told(clock.now))
        self._tell_main_ended()
        self._settle()
        ended = replace(
            ended,
            tasks_left=leftovers.tasks_left(loop),
            threads_left=leftovers.threads_left(clock),
            generators_left=leftovers.generators_left(loop),
            loop_errors=tuple(loop.errors),
            unseen=leftovers.unseen(loop),
        )
        loop.quiet = True
        if loop.is_in_use():
            _cancel_all(loop)
        loop.close()
        return ended

    def _tell_main_ended(self) -> None:
        if self._clock.hooks.main_ended is not None:
            self._clock.hooks.main_ended()

    def _settle(self) -> None:
        """Let threads that only have to come to their end do so, at this very instant."""
        clock = self._clock
        for _ in range(1000):
            if not clock.give_way(clock.root):
                if clock.next_deadline() > clock.now:
                    break
                clock.wait(clock.root, clock.now, "the others")  # whose deadline is now, and was set before

    def _wind_up(self) -> None:
        """End every thread of the run."""
        self._clock.pools.retire()
        self._settle()
        gc.collect(0)  # what the run made is in the youngest generation; later its finalisers would find no loop
        self._clock.close()
        self._clock.pools.revive()


async def _awaited(awaitable: Awaitable[T]) -> T:
    return await awaitable


def _cancel_all(loop: VirtualLoop) -> None:
    """End what is left of a run. A `SystemExit` of a task stops the loop once more at each task that waits for it, in
    the middle of this."""
    for _ in range(len(asyncio.all_tasks(loop)) + 1):
        try:
            loop.run_until_complete(_cancelled_all(loop))
        except RunOver:
            raise
        except (SystemExit, KeyboardInterrupt, asyncio.CancelledError):
            continue
        except Hang:  # what never ends has been reported as left
            pass
        return


async def _cancelled_all(loop: VirtualLoop) -> None:
    """What `asyncio.run` does at its end, but with a limit: code that ignores its cancellation must not hold us."""
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in sorted(left, key=number_of):
        with contextlib.suppress(RecursionError):  # it waits for itself: to cancel it is to cancel what it waits for
            task.cancel()
    if left:
        await asyncio.wait(left, timeout=_CLEAN_UP)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(loop.shutdown_asyncgens(), _CLEAN_UP)


@contextlib.contextmanager
def _constant_world(seed: int) -> Iterator[None]:
    """What a run must find the same each time: the state of `random`, and no garbage collection in the middle."""
    dice, collecting = random.getstate(), gc.isenabled()
    random.seed(seed)
    gc.disable()
    try:
        yield
    finally:
        random.setstate(dice)
        if collecting:
            gc.enable()
