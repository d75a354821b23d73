"""What a run tells those who watch it."""

from __future__ import annotations

import asyncio
import os
import queue
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from asynclab import lab
from asynclab.lab.observer import SILENT, Hooks


class Waits(lab.Observer):
    """Keeps every wait: (call, the student's line or "", in a step, seconds)."""

    def __init__(self) -> None:
        self.found: list[list[Any]] = []

    def wait_started(self, thread: Any, call: str, detail: str, frame: Any) -> object:
        place = lab.student_location(frame)
        self.found.append([call, place.text if place else "", thread.in_step, None])
        return len(self.found)

    def wait_ended(self, token: Any, seconds: float) -> None:
        self.found[token - 1][3] = seconds


def waits(main: Any) -> list[tuple[Any, ...]]:
    observer = Waits()
    ended = lab.simulate(main, observer=observer)
    assert ended.error is None
    return [tuple(one) for one in observer.found]


def in_a_second(do: Any) -> None:
    threading.Timer(1, do).start()


async def sleeps() -> None:
    time.sleep(1)


async def locks() -> None:
    lock = threading.Lock()
    lock.acquire()
    in_a_second(lock.release)
    with lock:
        pass


async def reads_a_queue() -> None:
    items: queue.Queue[int] = queue.Queue()
    in_a_second(lambda: items.put(1))
    items.get()


async def reads_a_simple_queue() -> None:
    items: queue.SimpleQueue[int] = queue.SimpleQueue()
    in_a_second(lambda: items.put(1))
    items.get()


async def waits_for_an_event() -> None:
    event = threading.Event()
    in_a_second(event.set)
    event.wait()


async def joins() -> None:
    thread = threading.Thread(target=asyncio.run, args=(asyncio.sleep(1),))
    thread.start()
    thread.join()


async def asks_a_future() -> None:
    pool = ThreadPoolExecutor(1)
    future = pool.submit(lambda: asyncio.run(asyncio.sleep(1)))
    future.result()


async def leaves_a_pool() -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(asyncio.sleep(1)))


async def takes_a_semaphore() -> None:
    semaphore = threading.Semaphore(0)
    in_a_second(semaphore.release)
    semaphore.acquire()


@pytest.mark.parametrize(
    ("main", "call", "line"),
    [
        (sleeps, "time.sleep", "time.sleep(1)"),
        (locks, "Lock.acquire", "with lock:"),
        (reads_a_queue, "Queue.get", "items.get()"),
        (reads_a_simple_queue, "SimpleQueue.get", "items.get()"),
        (waits_for_an_event, "Event.wait", "event.wait()"),
        (joins, "Thread.join", "thread.join()"),
        (asks_a_future, "Future.result", "future.result()"),
        (leaves_a_pool, "Executor.shutdown", "with ThreadPoolExecutor(1) as pool:"),
        (takes_a_semaphore, "Semaphore.acquire", "semaphore.acquire()"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_wait_is_told_by_the_name_its_caller_knows(main: Any, call: str, line: str) -> None:
    """Not by that of the lock deep inside of it; with the line, and how long it took."""
    assert [wait for wait in waits(main) if wait[2]] == [(call, line, True, 1.0)]


def test_a_loop_that_waits_for_its_tasks_is_no_wait() -> None:
    """Only what blocks a thread counts."""
    assert waits(lambda: asyncio.sleep(3)) == []


def test_a_worker_waits_outside_of_a_step() -> None:
    """A thread that sleeps on its own stalls no loop."""

    def slow() -> None:
        time.sleep(2)

    async def main() -> None:
        await asyncio.to_thread(slow)

    assert ("time.sleep", "time.sleep(2)", False, 2.0) in waits(main)


def test_the_holder_of_a_lock_is_named() -> None:
    """Who holds it, and where that thread is."""
    details: list[str] = []

    class Details(lab.Observer):
        def wait_started(self, thread: Any, call: str, detail: str, frame: Any) -> object:
            if call == "Lock.acquire":
                details.append(detail)
            return None

    def main() -> None:
        lock = threading.Lock()

        def hold() -> None:
            with lock:
                time.sleep(2)

        threading.Thread(target=hold, name="holder").start()
        time.sleep(1)
        with lock:
            pass

    lab.simulate(main, observer=Details())
    assert len(details) == 1
    assert details[0].startswith("held by thread 'holder' at test_observer.py, line")
    assert details[0].endswith("in hold: time.sleep(2)")


def test_tasks_are_told_with_their_parents() -> None:
    """Begin and end of each task, once; the first has no parent."""
    told: list[tuple[str, ...]] = []

    class Tasks(lab.Observer):
        def task_started(self, task: Any, parent: Any) -> None:
            told.append(("start", task.get_name(), parent.get_name() if parent else ""))

        def task_ended(self, task: Any) -> None:
            told.append(("end", task.get_name()))

    async def main() -> None:
        asyncio.current_task().set_name("main")  # type: ignore[union-attr]
        child = asyncio.create_task(asyncio.sleep(1), name="child")
        await asyncio.sleep(2)
        child.cancel()

    lab.simulate(main, observer=Tasks())
    assert told[0][0] == "start"
    assert told[0][2] == ""
    assert told[1:4] == [("start", "child", "main"), ("end", "child"), ("end", "main")]


def test_steps_are_told_with_their_cpu_time() -> None:
    """One pair a callback, and processor seconds that are at least zero."""
    told: list[object] = []

    class Steps(lab.Observer):
        def step_started(self, thread: Any, handle: Any) -> None:
            told.append(thread.in_step)

        def step_ended(self, thread: Any, handle: Any, cpu_seconds: float) -> None:
            told.append(cpu_seconds >= 0)

    lab.simulate(lambda: asyncio.sleep(1), observer=Steps())
    assert told[:4] == [False, True, False, True]
    assert len(told) % 2 == 0


@pytest.mark.slow
def test_system_calls_in_a_step_are_told() -> None:
    """Files and programs, with the arguments; not those of worker threads."""
    lab.hear(frozenset({"open", "os.listdir", "subprocess.Popen"}))  # as whoever wants to know of them does
    told: list[tuple[str, str]] = []

    class Calls(lab.Observer):
        def system_call(self, thread: Any, event: str, args: tuple[Any, ...], frame: Any) -> None:
            place = lab.student_location(frame)
            told.append((event, place.text if place else ""))

    async def main() -> None:
        with open(os.devnull):
            pass
        os.listdir(os.curdir)
        subprocess.run(["true"], check=True)
        await asyncio.to_thread(os.listdir, os.curdir)

    assert lab.simulate(main, observer=Calls()).error is None
    mine = [call for call in told if call[0] in ("open", "os.listdir", "subprocess.Popen")]
    assert [event for event, _ in mine] == ["open", "os.listdir", "subprocess.Popen"]
    assert mine[0][1] == "with open(os.devnull):"


def test_calls_can_be_told_by_stand_ins() -> None:
    """`lab.tell` reaches the observer from a step, and nobody from elsewhere."""
    told: list[object] = []

    class Calls(lab.Observer):
        def system_call(self, thread: Any, event: str, args: tuple[Any, ...], frame: Any) -> None:
            told.append((event, args))

    async def main() -> bool:
        lab.tell("os.stat", ("x",), None)
        await asyncio.to_thread(lab.tell, "os.read", (), None)
        return lab.in_step()

    assert lab.simulate(main, observer=Calls()).value is True
    lab.tell("os.stat", (), None)
    assert (told, lab.in_step()) == ([("os.stat", ("x",))], False)


def test_busy_waits_are_told() -> None:
    """A clock in a tight loop, and a loop that goes round and round."""
    told: list[str] = []

    class Spins(lab.Observer):
        def clock_spun(self, thread: Any, frame: Any) -> None:
            told.append("clock at " + (lab.student_location(frame) or frame).text)

        def loop_spun(self, loop: Any) -> None:
            told.append("loop")

    async def main() -> None:
        end = time.monotonic() + 0.001
        while time.monotonic() < end:
            pass
        task = asyncio.create_task(asyncio.sleep(1))
        while not task.done():
            await asyncio.sleep(0)

    lab.simulate(main, observer=Spins())
    assert told == ["clock at while time.monotonic() < end:", "loop"]


def test_queues_are_told_of() -> None:
    """Their size after each change, and their bound."""
    told: list[tuple[int, int]] = []

    class Queues(lab.Observer):
        def queue_changed(self, queue: Any, size: int, bound: int, frame: Any) -> None:
            told.append((size, bound))

    async def main() -> None:
        items: asyncio.Queue[int] = asyncio.Queue(3)
        await items.put(1)
        items.put_nowait(2)
        await items.get()

    lab.simulate(main, observer=Queues())
    assert told == [(0, 3), (1, 3), (2, 3), (1, 3)]


def test_imports_in_a_step_are_told() -> None:
    """A first import costs time that is nobody's fault."""
    told: list[bool] = []

    class Imports(lab.Observer):
        def imported(self, thread: Any) -> None:
            told.append(thread.in_step)

    async def main() -> None:
        import sys

        sys.modules.pop("this_module_is_small", None)
        with pytest.raises(ImportError):
            __import__("this_module_is_small")

    lab.simulate(main, observer=Imports())
    assert told
    assert all(told)


def test_the_end_of_main_is_told_once() -> None:
    """At its time."""
    told: list[float] = []

    class Ends(lab.Observer):
        def main_ended(self) -> None:
            told.append(lab.now())

    lab.simulate(lambda: asyncio.sleep(2), observer=Ends())
    assert told == [2.0]


def test_whoever_waits_for_a_run_watches_it() -> None:
    """As long as it goes on in real time, and in the thread that called."""
    told: set[threading.Thread] = set()
    seen = threading.Event()

    class Watch(lab.Observer):
        def watched(self) -> None:
            told.add(threading.current_thread())
            seen.set()

    def main() -> None:
        with lab.real_time():
            seen.wait()

    lab.simulate(main, observer=Watch())
    assert told == {threading.current_thread()}


def test_waiting_in_an_observer_takes_no_virtual_time() -> None:
    """Observers are called in real time."""

    class Slow(lab.Observer):
        def task_started(self, task: Any, parent: Any) -> None:
            time.sleep(0.001)

    assert lab.simulate(lambda: asyncio.sleep(1), observer=Slow()).elapsed == 1.0


def test_an_observer_that_raises_is_no_fault_of_the_code() -> None:
    """Its error comes out of `simulate` instead of being taken for the code's."""

    class Broken(lab.Observer):
        def main_ended(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        lab.simulate(lambda: asyncio.sleep(1), observer=Broken())
    assert lab.simulate(lambda: asyncio.sleep(1)).elapsed == 1.0


def test_what_is_not_overridden_costs_nothing() -> None:
    """The base class has no hooks; one overridden method is one hook."""
    hooks = Hooks.of(Waits())
    assert Hooks.of(lab.Observer()) == SILENT
    assert (hooks.wait_started is None, hooks.step_started) == (False, None)
