"""Where runs are made: beside a running loop, in scripts, under several hash seeds, one after another."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from asynclab import lab

from .running import ran


async def work() -> float:
    await asyncio.gather(asyncio.sleep(1), asyncio.to_thread(time.sleep, 2))
    return lab.now()


async def test_a_run_beside_a_running_loop() -> None:
    """Under pytest-asyncio, as in a notebook's cell, the loop that runs already is left alone."""
    loop = asyncio.get_running_loop()
    assert ran(work) == (2.0, 2.0)
    assert asyncio.get_running_loop() is loop
    await asyncio.sleep(0)


async def test_runs_in_worker_threads_of_a_real_loop() -> None:
    """Each run has its own clock, also two at a time."""
    real = asyncio.get_running_loop()
    with_two = await asyncio.gather(asyncio.to_thread(ran, work), asyncio.to_thread(ran, work))
    assert with_two == [(2.0, 2.0), (2.0, 2.0)]
    assert real.time() > 0


def test_a_run_inside_a_run_has_its_own_clock() -> None:
    """The outer one stands still meanwhile."""

    async def outer() -> tuple[float, float, float]:
        await asyncio.sleep(1)
        (inner, _), before = ran(work), lab.now()
        await asyncio.sleep(1)
        return inner, before, lab.now()

    assert ran(outer) == ((2.0, 1.0, 2.0), 2.0)


def test_the_caller_is_as_it_was_before() -> None:
    """Garbage collection is on again, no thread is left, and no loop is set."""
    before = threading.enumerate()
    ran(work)
    for thread in threading.enumerate():
        if thread not in before:
            thread.join()
    assert gc.isenabled()
    assert not lab.in_run()
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()


SCRIPT = """
import asyncio, random, threading, time
from concurrent.futures import ThreadPoolExecutor, wait
from asynclab import lab

POOL = ThreadPoolExecutor(3)

async def main():
    log = []
    async def task(name, seconds):
        await asyncio.sleep(seconds)
        log.append((name, lab.now(), random.random()))
    names = {"ada", "bob", "cy", "dee", "eve"}
    async with asyncio.TaskGroup() as group:
        for name in sorted(names):
            group.create_task(task(name, len(name) % 2))
    for one in asyncio.as_completed([task(n, 1) for n in range(9)]):
        await one
    done, _ = await asyncio.wait([asyncio.create_task(task(n, 1), name=f"w{n}") for n in range(20)])
    log.append([one.get_name() for one in done])
    futures = [POOL.submit(time.sleep, n % 2) for n in range(9)]
    done = await asyncio.to_thread(lambda: wait(futures).done)
    log.append([futures.index(one) for one in done])
    results = []
    def worker(n):
        time.sleep(random.choice((1, 2)))
        results.append((n, lab.now()))
    await asyncio.gather(*(asyncio.to_thread(worker, n) for n in range(20)))
    return log + results

values = {repr(lab.simulate(main, seed=3)) for _ in range(20)}
assert len(values) == 1, values
print(values.pop())
"""


def outcome(hash_seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.slow
def test_a_plain_script_has_one_outcome_whatever_the_hash_seed() -> None:
    """Twenty runs each, in processes with different hashes: all the same, and no warning is given."""
    first = outcome("0")
    assert "error=None" in first
    assert {outcome(seed) for seed in ("1", "77", "4242")} == {first}


@pytest.mark.slow
def test_a_process_with_an_abandoned_thread_can_exit() -> None:
    """A pool's worker that cannot be ended does not keep the interpreter from leaving."""
    script = """
import asyncio
from asynclab import lab
def stubborn():
    while True:
        try:
            while True: pass
        except BaseException: pass
async def main():
    await asyncio.to_thread(stubborn)
print(type(lab.simulate(main, real_limit=0.2).error).__name__)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "RealTimeLimit\n", "")


@pytest.fixture
def quick_switches() -> Iterator[None]:
    """The interpreter changes threads as often as it can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_busy_neighbours_change_nothing(quick_switches: None) -> None:
    """Real threads that burn processor time beside a run do not change its order."""
    stop = threading.Event()

    def burn() -> None:
        while not stop.is_set():
            pass

    neighbours = [threading.Thread(target=burn) for _ in range(3)]
    for thread in neighbours:
        thread.start()
    try:

        async def main() -> list[tuple[int, float]]:
            order: list[tuple[int, float]] = []

            def worker(n: int) -> None:
                time.sleep(n % 3)
                order.append((n, lab.now()))

            await asyncio.gather(*(asyncio.to_thread(worker, n) for n in range(9)))
            return order

        outcomes = [ran(main) for _ in range(3)]
    finally:
        stop.set()
        for thread in neighbours:
            thread.join()
    order = [(n, float(n % 3)) for n in (0, 3, 6, 1, 4, 7, 2, 5, 8)]
    assert outcomes == [(order, 2.0)] * 3
