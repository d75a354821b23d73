"""Which functions of the process have a stand-in, as data, and how these come and go.

A stand-in acts only for threads of a run; for all others it calls the real function. So patches may stay for the life
of a process, and should be there before the student's code is imported: a name bound earlier by
`from time import sleep` is bound anew by `install`, one in a default argument cannot be.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any, cast

from asynclab.lab import clock_readings
from asynclab.lab.owners import givers
from asynclab.lab.owners.ownership import Owner, owner_of
from asynclab.lab.patches import clocks, executors, locks, threads, waits
from asynclab.lab.patches.stand_in import likened


@dataclass(frozen=True, eq=False)  # found by identity: each run looks them all up
class Patch:
    """`names` of `owner` ("module" or "module:Class") are replaced with what `make` gives for the real one. A name that
    this version of Python does not have is passed over, and a module that nobody has imported yet."""

    owner: str
    names: str
    make: Callable[[Any], Any]

    @property
    def module(self) -> str:
        """The module's name."""
        return self.owner.partition(":")[0]


_SIGNAL = waits.refused("A signal", "Use an event, or cancel the task.")
_SETTING = waits.refused("The machine's clock", "Use lab.now(), which begins at 0.")
_AUTORANGE = waits.refused("How long code computes", "Use timeit outside of a run.")

PATCHES = (
    Patch("time", "sleep", clocks.sleep),
    Patch("time", "monotonic", clocks.clock(clock_readings.monotonic, clock_readings.ahead)),
    Patch("time", "monotonic_ns", clocks.clock(clock_readings.monotonic_ns, clock_readings.ahead_ns)),
    Patch("time", "perf_counter", clocks.clock(clock_readings.monotonic)),
    Patch("time", "perf_counter_ns", clocks.clock(clock_readings.monotonic_ns)),
    Patch("time", "time", clocks.clock(clock_readings.calendar)),
    Patch("time", "time_ns", clocks.clock(clock_readings.calendar_ns)),
    Patch("time", "clock_gettime", clocks.clock_by_number(clock_readings.monotonic, clock_readings.calendar)),
    Patch("time", "clock_gettime_ns", clocks.clock_by_number(clock_readings.monotonic_ns, clock_readings.calendar_ns)),
    Patch("time", "localtime gmtime ctime", clocks.calendar),
    Patch("time", "strftime", clocks.strftime),
    Patch("datetime:datetime", "now", clocks.datetime_now),
    Patch("datetime:datetime", "utcnow", clocks.datetime_utcnow),
    Patch("random:Random", "seed", clocks.seed),
    Patch("random", "seed", clocks.seed),
    Patch("os", "cpu_count process_cpu_count", clocks.cores),
    Patch("threading", "_time", clocks.clock(clock_readings.monotonic)),
    Patch("queue", "time", clocks.clock(clock_readings.monotonic)),
    Patch("threading", "Lock _allocate_lock", lambda real: locks.Lock),
    Patch("threading", "RLock", locks.any_rlock),
    Patch("functools", "RLock", locks.any_rlock),
    Patch("queue", "SimpleQueue", lambda real: locks.SimpleQueue),
    Patch("functools:cached_property", "__get__" if sys.version_info < (3, 12) else "", locks.early_cached_property),
    Patch("threading:Thread", "start", threads.start),
    Patch("threading:Thread", "join", threads.join),
    Patch("threading:Thread", "is_alive", threads.is_alive),
    Patch("threading:Event", "is_set", threads.polling(vain=False)),
    Patch("queue:Queue", "empty", threads.polling(vain=True)),
    Patch("concurrent.futures:Future", "done", threads.polling(vain=False)),
    Patch("concurrent.futures:Future", "__init__", waits.number_future),
    Patch("concurrent.futures:Future", "__hash__", waits.hash_future),
    Patch("concurrent.futures.thread:ThreadPoolExecutor", "submit", executors.submit),
    Patch("concurrent.futures.thread:ThreadPoolExecutor", "shutdown", executors.shutdown),
    Patch("concurrent.futures.process:ProcessPoolExecutor", "submit", executors.submit_process),
    Patch("asyncio.events", "new_event_loop", waits.new_event_loop),
    Patch("asyncio", "new_event_loop", waits.new_event_loop),
    Patch("asyncio.tasks", "eager_task_factory", waits.eager_task_factory),  # from Python 3.12 on
    Patch("asyncio", "eager_task_factory", waits.eager_task_factory),
    Patch("asyncio.tasks", "as_completed", waits.as_completed),
    Patch("asyncio", "as_completed", waits.as_completed),
    Patch("asyncio.tasks:_GatheringFuture", "__init__", waits.number_future),
    Patch("asyncio.tasks:_GatheringFuture", "__hash__", waits.hash_future),
    Patch("asyncio.tasks", "wait", waits.wait),
    Patch("asyncio", "wait", waits.wait),
    Patch("concurrent.futures", "wait", waits.wait_for_threads),
    Patch("concurrent.futures._base", "wait", waits.wait_for_threads),
    Patch("asyncio.selector_events:BaseSelectorEventLoop", "__init__", waits.real_loop),
    Patch("asyncio.proactor_events:BaseProactorEventLoop", "__init__", waits.real_loop),  # Windows has both
    Patch("asyncio.queues:Queue", "__init__ put_nowait get_nowait", waits.queue_change),
    Patch("contextlib:_BaseExitStack", "callback", givers.exit_callback),
    Patch("weakref:finalize", "__init__", givers.finaliser),
    Patch("signal", "signal alarm setitimer pause sigwait sigwaitinfo sigtimedwait", _SIGNAL),
    Patch("signal", "raise_signal pthread_kill set_wakeup_fd siginterrupt", _SIGNAL),
    Patch("_thread", "interrupt_main", _SIGNAL),
    Patch("os", "kill killpg", _SIGNAL),
    Patch("time", "clock_settime clock_settime_ns", _SETTING),
    Patch("timeit:Timer", "autorange", _AUTORANGE),
)


# Modules of the standard library that take a clock from `time` when they are imported, which may be before us.
_TIMERS = frozenset({"sched", "timeit"})

REFUSED = frozenset({_SIGNAL, _AUTORANGE, _SETTING, executors.submit_process, waits.real_loop})
"""What makes a stand-in that refuses."""


@dataclass(frozen=True)
class _Undo:
    owner: Any
    name: str
    real: Any
    ours: Any

    def __call__(self) -> None:
        if _get(self.owner, self.name) is self.ours:  # else somebody has patched it after us
            _set(self.owner, self.name, self.real)


_undo: list[_Undo] = []
_applied: set[Patch] = set()


def install(patches: tuple[Patch, ...] = PATCHES) -> None:
    """Put the stand-ins in place that are not. If one fails, all are taken back and the error is raised."""
    missing = [patch for patch in patches if patch not in _applied and patch.module in sys.modules]
    if not missing:
        return
    try:
        for patch in missing:
            _apply(patch)
            _applied.add(patch)
    except BaseException:
        uninstall()
        raise
    _rebind({id(undo.real): undo.ours for undo in _undo if not isinstance(undo.owner, type)})


def uninstall() -> None:
    """Put the real functions back. Names that code has bound meanwhile keep a stand-in, which does no harm."""
    while _undo:
        _undo.pop()()
    _applied.clear()


def installed() -> bool:
    """Whether the stand-ins are in place."""
    return bool(_undo)


def _apply(patch: Patch) -> None:
    owner: Any = sys.modules[patch.module]
    _, _, attribute = patch.owner.partition(":")
    if attribute:
        owner = getattr(owner, attribute)
    for name in patch.names.split():
        if not hasattr(owner, name):
            continue
        real = _get(owner, name)
        ours = likened(patch.make(real), real, owner)
        _set(owner, name, ours)
        _undo.append(_Undo(owner, name, real, ours))


def _get(owner: Any, name: str) -> Any:
    """What the owner itself holds: not bound, and a method that a class inherits is found in its base."""
    if name in vars(owner):
        return vars(owner)[name]
    return getattr(owner, name)


def _set(owner: Any, name: str, value: Any) -> None:
    try:
        setattr(owner, name, value)
    except TypeError:  # a type written in C: through its dictionary, as forbiddenfruit does
        import ctypes

        gc.get_referents(vars(owner))[0][name] = value
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(owner))


def _rebind(stand_ins: dict[int, Any]) -> None:
    """`from time import sleep` in a module that was imported before: bind the name anew, in all but the standard
    library and ourselves. Of the standard library, those modules which tell or wait for the time by a name or a
    default argument of their own."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name in _TIMERS:
            _rebind_defaults(module, stand_ins)
        elif name != "__main__" and (not file or owner_of(file) not in (Owner.STUDENT, Owner.LIBRARY)):
            continue
        _rebind_names(vars(module), stand_ins)
        if name == "__main__" or owner_of(file) is Owner.STUDENT:
            _rebind_early(vars(module), stand_ins)


def _rebind_names(names: dict[str, Any], stand_ins: dict[int, Any]) -> None:
    for key, value in list(names.items()):
        ours = stand_ins.get(id(value))
        if ours is not None:
            names[key] = ours


def _rebind_early(names: dict[str, Any], stand_ins: dict[int, Any]) -> None:
    """What the notebook made before us: a lock, or an object that holds a lock or a clock. The lock may be in use
    elsewhere: ours takes and gives the same one."""
    holders = [held for value in list(names.values()) if (held := _attributes(value))]
    for held in (names, *holders):
        _rebind_names(held, stand_ins)
        for key, value in list(held.items()):
            if type(value) is locks.Lock.kind and not value.locked():
                held[key] = locks.Lock.around(value)


def _attributes(value: Any) -> dict[str, Any]:
    """What an object holds; nothing of a class, a module, a function, or of ours: a stand-in holds the real one.

    Runs no code of the object's.
    """
    kind = type(value)
    if issubclass(kind, (type, ModuleType, FunctionType)) or str(kind.__module__).startswith("asynclab."):
        return {}
    try:
        return cast("dict[str, Any]", object.__getattribute__(value, "__dict__"))
    except AttributeError:
        return {}


def _rebind_defaults(module: Any, stand_ins: dict[int, Any]) -> None:
    classes = [one for one in vars(module).values() if isinstance(one, type)]
    for function in (each for holder in (module, *classes) for each in vars(holder).values()):
        if isinstance(function, FunctionType) and function.__defaults__:
            function.__defaults__ = tuple(stand_ins.get(id(value), value) for value in function.__defaults__)
