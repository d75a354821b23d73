"""A stand-in behaves as what it stands for, attribute by attribute."""

from __future__ import annotations

import copy
import inspect
import pickle
import queue
import subprocess
import sys
import threading
import time
import types
from typing import Any

import pytest

from asynclab import lab
from asynclab.lab.patches import patching

from .running import ran

ALL = {f"{getattr(undo.owner, '__name__', '')}.{undo.name}": undo for undo in patching._undo}
FUNCTIONS = {name: undo for name, undo in ALL.items() if not isinstance(undo.ours, type)}
C_FUNCTIONS = {
    name: undo
    for name, undo in FUNCTIONS.items()
    if isinstance(undo.real, types.BuiltinFunctionType) and not isinstance(undo.owner, type)
}
# In dictionaries of their types these have no module, or no text of a signature, which is the type's own matter.
_SLOTS = ("__hash__",)


def as_used(owner: Any, held: Any) -> Any:
    """What code gets that asks the owner for it."""
    return held.__get__(None, owner) if isinstance(owner, type) else held


def outcome(function: Any, *args: Any, **options: Any) -> object:
    try:
        return type(function(*args, **options))
    except Exception as error:
        return type(error)


def signature(function: Any) -> object:
    try:
        return [(p.name, p.kind, p.default) for p in inspect.signature(function).parameters.values()]
    except (TypeError, ValueError):
        return None


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_the_names_and_the_signature_of_the_original(name: str) -> None:
    """Whoever asks a stand-in what it is, hears what the original would say."""
    undo = FUNCTIONS[name]
    real, ours = as_used(undo.owner, undo.real), as_used(undo.owner, undo.ours)
    for part in ("__name__", "__qualname__", "__doc__", *(() if undo.name in _SLOTS else ("__module__",))):
        assert getattr(ours, part, None) == getattr(real, part, None)
    assert signature(real) in (None, signature(ours))
    assert inspect.iscoroutinefunction(ours) == inspect.iscoroutinefunction(real)
    assert callable(ours)


@pytest.mark.parametrize("name", C_FUNCTIONS)
def test_a_function_of_c_stays_one(name: str) -> None:
    """It counts as a builtin, is copied and pickled by its name, shows itself the same, and is no method in a class."""
    undo = C_FUNCTIONS[name]
    ours = patching._get(undo.owner, undo.name)
    holder = type("Holder", (), {"kept": ours})
    assert isinstance(ours, types.BuiltinFunctionType)
    assert inspect.isroutine(ours)
    assert (repr(ours), copy.copy(ours), holder().kept) == (repr(undo.real), ours, holder.kept)
    if undo.real.__module__ == undo.owner.__name__:
        assert pickle.loads(pickle.dumps(ours)) is ours


@pytest.mark.parametrize(
    "call",
    [
        lambda: time.monotonic(1),
        lambda: time.time(zone=1),
        lambda: time.sleep(),
        lambda: time.sleep("1"),
        lambda: time.sleep(-1),
        lambda: time.sleep(float("nan")),
        lambda: time.ctime("x"),
        lambda: threading.Lock(1),
        lambda: threading.Lock().release(),
        lambda: threading.Lock().acquire(False, 1),
        lambda: threading.Lock().acquire(True, -2),
        lambda: copy.copy(threading.Lock()),
        lambda: pickle.dumps(threading.Lock()),
        lambda: queue.SimpleQueue(1),
        lambda: queue.SimpleQueue().get(True, -1),
        lambda: queue.SimpleQueue().get_nowait(),
        lambda: pickle.dumps(queue.SimpleQueue()),
        lambda: threading.RLock().release(),
        lambda: hash(queue.SimpleQueue[int]) is None,
        lambda: type("Mine", (queue.SimpleQueue,), {})().put(1),
    ],
)
def test_wrong_arguments_are_told_as_the_original_does(call: Any) -> None:
    """The same type of error, in a run as outside, with the stand-ins as without."""
    inside, outside = ran(lambda: outcome(call))[0], outcome(call)
    patching.uninstall()
    try:
        assert inside == outside == outcome(call)
    finally:
        patching.install()


def test_a_simple_queue_is_a_class_as_ever() -> None:
    """Subscripts, subclasses, instances of both kinds."""

    class Mine(queue.SimpleQueue[int]):
        def twice(self, item: int) -> None:
            self.put(item)
            self.put(item)

    def main() -> list[object]:
        mine = Mine()
        threading.Timer(2, mine.twice, [7]).start()
        return [mine.get(), mine.get(), isinstance(mine, queue.SimpleQueue), lab.now()]

    assert queue.SimpleQueue[int].__origin__ is queue.SimpleQueue
    assert ran(main)[0] == [7, 7, True, 2.0]
    with lab.real_time():
        assert isinstance(queue.SimpleQueue(), queue.SimpleQueue)


def test_a_clock_may_be_an_attribute_of_a_class() -> None:
    """`clock = time.monotonic` in a class body makes no method of it."""

    class Limiter:
        clock = time.monotonic
        pause = staticmethod(time.sleep)

    def main() -> float:
        began = Limiter().clock()
        Limiter().pause(2)
        return Limiter().clock() - began

    assert ran(main) == (2.0, 2.0)


@pytest.mark.slow
def test_aiosqlite_can_be_imported_after_the_lab() -> None:
    """It subscripts `queue.SimpleQueue` where it is imported."""
    code = "import asynclab, queue\nclass Connection:\n    q: queue.SimpleQueue[tuple] = queue.SimpleQueue[tuple]()"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
