"""Locks that are older than the lab: made at the notebook's top, by a library's class, or in Python's own code."""

from __future__ import annotations

import _thread
import asyncio
import functools
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from asynclab import lab
from asynclab.lab.patches import patching
from asynclab.lab.patches.early_locks import awaited_lock
from tests.unit.lab.running import ran


class Holder:
    """What a library's class is: it keeps a lock and a clock of its own."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.clock = time.monotonic


@pytest.fixture
def notebook() -> Iterator[Any]:
    """The names of a notebook whose first cell was executed before the lab was imported."""
    patching.uninstall()
    module: Any = types.ModuleType("early_notebook")
    module.__file__ = "/somewhere/early_notebook.py"
    module.lock, module.holder, module.held = threading.Lock(), Holder(), threading.Lock()
    module.held.acquire()
    sys.modules["early_notebook"] = module
    patching.install()
    yield module
    del sys.modules["early_notebook"]


def taken_thrice(take: Callable[[], Any]) -> tuple[Any, float]:
    """What three threads cost that hold a lock over a wait of a second each."""

    def work() -> None:
        with take():
            time.sleep(1)

    async def main() -> None:
        await asyncio.gather(*(asyncio.to_thread(work) for _ in range(3)))

    return ran(main)


def test_a_lock_of_the_notebooks_is_waited_for_in_virtual_time(notebook: Any) -> None:
    """A name of its own, or an attribute of an object that it made."""
    assert taken_thrice(lambda: notebook.lock) == (None, 3.0)
    assert taken_thrice(lambda: notebook.holder.lock) == (None, 3.0)


def test_a_clock_that_an_object_of_the_notebooks_holds_is_virtual(notebook: Any) -> None:
    """As if the object had been made after the import."""

    def main() -> float:
        began = notebook.holder.clock()
        time.sleep(1.5)
        return float(notebook.holder.clock() - began)

    assert ran(main) == (1.5, 1.5)


def test_a_stand_in_that_the_notebook_holds_already_stays_as_it_is(notebook: Any) -> None:
    """Installed again, it must not stand in for itself."""
    notebook.sleep = time.sleep
    patching.uninstall()
    patching.install()
    assert ran(lambda: notebook.sleep(2)) == (None, 2.0)


def test_it_takes_the_same_lock(notebook: Any) -> None:
    """Code that had it before still keeps others out; one that is held stays what it is."""
    early = notebook.lock._real
    assert type(early) is type(notebook.held) is _thread.LockType
    with early:
        assert notebook.lock.acquire(blocking=False) is False


def test_two_threads_may_ask_for_a_cached_property_that_waits() -> None:
    """On Python 3.11 each has a lock, and a library's is older than the lab."""

    class Lazy:
        @functools.cached_property
        def value(self) -> int:
            time.sleep(1)
            return 7

    early: Any = vars(Lazy)["value"]
    if hasattr(early, "lock"):
        early.lock = _thread.RLock()
    lazy = Lazy()

    async def main() -> list[int]:
        return await asyncio.gather(*(asyncio.to_thread(lambda: lazy.value) for _ in range(2)))

    assert ran(main) == ([7, 7], 1.0)


def in_a_with(lock: Any) -> None:
    with lock:
        time.sleep(1)


def of_an_object(lock: Any) -> None:
    holder = types.SimpleNamespace(lock=lock)
    with holder.lock:
        time.sleep(1)


def called(lock: Any) -> None:
    lock.acquire()
    time.sleep(1)
    lock.release()


@pytest.mark.slow  # each waits for a limit of real time
@pytest.mark.parametrize(("work", "name"), [(in_a_with, "lock"), (of_an_object, "holder.lock"), (called, "lock")])
@pytest.mark.parametrize("make", [_thread.allocate_lock, _thread.RLock], ids=["Lock", "RLock"])
def test_one_that_is_hidden_deeper_is_named_when_it_stops_a_run(
    work: Callable[[Any], None], name: str, make: Callable[[], Any]
) -> None:
    """The message says which lock, why the clock does not see it, and what to do."""
    lock = make()

    async def main() -> None:
        await asyncio.gather(*(asyncio.to_thread(work, lock) for _ in range(2)))

    error = lab.simulate(main, real_limit=0.2).error
    assert isinstance(error, lab.RealTimeLimit)
    assert error.lock == name
    assert "Import asynclab first" in str(error)


def test_a_line_that_takes_no_lock_is_not_to_blame() -> None:
    """Nor is a frame whose source nobody has, nor a thread that is gone."""
    names: dict[str, Any] = {"sys": sys}
    exec("frame = sys._getframe()", names)
    assert [awaited_lock(names["frame"]), awaited_lock(sys._getframe()), awaited_lock(None)] == ["", "", ""]
