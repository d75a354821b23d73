"""Clocks never go backwards: not from the notebook to a run, nor between runs; the monotonic one not back either."""

from __future__ import annotations

import asyncio
import time
from typing import TypedDict

import pytest
from langchain_core.rate_limiters import InMemoryRateLimiter
from langgraph.cache.memory import InMemoryCache
from langgraph.graph import StateGraph
from langgraph.types import CachePolicy

from asynclab import lab
from asynclab.lab.origins import GAP, Origins

from .running import ran


def test_each_run_begins_long_after_all_that_was_before() -> None:
    """Notebook, run, notebook, run: each reading is later; and what was before a run is an hour ago."""

    def main() -> float:
        time.sleep(60)
        return time.monotonic()

    top = time.monotonic()
    first = ran(main)[0]
    between = time.monotonic()
    second = ran(main)[0]
    assert [later > earlier for earlier, later in ((top, first), (first, between), (between, second))] == [True] * 3
    assert (first - top >= GAP + 60, second - first >= GAP + 60) == (True, True)
    assert time.monotonic() >= second


@pytest.mark.parametrize("name", ["monotonic_ns", "perf_counter", "perf_counter_ns"])
def test_the_other_monotonic_clocks_do_the_same(name: str) -> None:
    """What is remembered from before a run is earlier than the run."""
    read = getattr(time, name)
    readings = [read(), ran(read)[0], ran(read)[0]]
    assert readings == sorted(set(readings))


def test_a_limiter_costs_the_same_in_every_run() -> None:
    """Tried at the top, then used in three runs: its bucket is full at each start, as a new one's is."""
    limiter = InMemoryRateLimiter(requests_per_second=1, check_every_n_seconds=0.1, max_bucket_size=1)
    limiter.acquire(blocking=False)

    async def main() -> None:
        for _ in range(3):
            await limiter.aacquire()

    assert [lab.simulate(main).elapsed for _ in range(3)] == [2.0, 2.0, 2.0]


def test_a_limiter_of_a_run_is_usable_afterwards() -> None:
    """At the top again, its next token is a moment away, and not as far as the run's clock had gone."""
    limiter = InMemoryRateLimiter(requests_per_second=1000, check_every_n_seconds=0.001, max_bucket_size=1)

    async def main() -> None:
        await asyncio.sleep(100_000)
        await limiter.aacquire()

    lab.simulate(main)
    assert limiter.acquire(blocking=True) is True


def test_the_first_calendar_of_a_process_does_not_depend_on_the_day() -> None:
    """It begins at EPOCH, and after a run of ten seconds an hour and ten seconds later."""
    origins = Origins()
    first = origins.next()
    origins.ended(first, 10 * 10**9)
    assert [first.calendar, origins.next().calendar] == [lab.EPOCH, lab.EPOCH + 10 + GAP]


@pytest.mark.parametrize("name", ["time", "time_ns"])
def test_the_calendar_goes_on_from_run_to_run(name: str) -> None:
    """What the notebook or a run remembers is in the past of every later run."""
    read = getattr(time, name)
    readings = [read(), ran(read)[0], ran(read)[0]]
    assert readings == sorted(set(readings))


def test_what_a_node_cache_holds_is_stale_in_the_next_run() -> None:
    """A node that ran at the top of the notebook runs again in each run, and once in each."""
    calls = []

    def node(state: State) -> State:
        calls.append(state["question"])
        return state

    graph = StateGraph(State).add_node("node", node, cache_policy=CachePolicy(ttl=60)).set_entry_point("node")
    app = graph.compile(cache=InMemoryCache())

    async def main() -> None:
        await app.ainvoke({"question": "why"})
        await asyncio.sleep(59)
        await app.ainvoke({"question": "why"})

    app.invoke({"question": "why"})
    for _ in range(2):
        ran(main)
    assert calls == ["why"] * 3


class State(TypedDict):
    """What the graph is asked."""

    question: str


last = 0.0


def test_never_may_be_written_as_zero() -> None:
    """The first item of a throttle is shown, since the clock of a machine is not near 0."""

    async def main() -> list[int]:
        global last
        shown = []
        for n in range(4):
            await asyncio.sleep(0.1)
            if time.monotonic() - last >= 0.25:
                last = time.monotonic()
                shown.append(n)
        return shown

    assert [ran(main)[0], ran(main)[0]] == [[0, 3], [0, 3]]


def test_differences_are_the_same_in_every_run() -> None:
    """To the last bit, whatever the clock shows; so a comparison with `>=` turns out the same from day to day."""

    def main() -> list[float]:
        stamps = [time.monotonic()]
        for seconds in (0.1, 0.2, 0.3, 1e-6, 1000.7):
            time.sleep(seconds)
            stamps.append(time.monotonic())
        return [later - stamps[0] for later in stamps]

    assert ran(main) == ran(main)


def test_a_wait_for_what_rounding_left_ends() -> None:
    """`while (left := end - monotonic()) > 0: sleep(left)` makes no busy loop of a nanosecond, and comes out exact."""

    async def main() -> list[float]:
        ends = []
        for _ in range(10):
            await asyncio.sleep(0.1)
            end = time.monotonic() + 0.3
            while (left := end - time.monotonic()) > 0:
                await asyncio.sleep(left)
            ends.append(lab.now())
        return ends

    assert ran(main) == ([0.4, 0.8, 1.2, 1.6, 2.0, 2.4, 2.8, 3.2, 3.6, 4.0], 4.0)


def test_outside_of_runs_pythons_own_waits_stay_real() -> None:
    """A loop beside a run does not jump with it."""

    async def main() -> bool:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.to_thread(lab.simulate, lambda: asyncio.sleep(1_000_000))
        return loop.time() - began < 1000

    assert asyncio.run(main()) is True


def test_an_endless_sleeper_does_not_take_the_clock_along() -> None:
    """It goes through thousands of years; the next run's clock is as fine as before."""

    async def sleeper() -> None:
        for _ in range(100):
            await asyncio.sleep(1e9)

    def main() -> float:
        began = time.monotonic()
        time.sleep(0.000_001)
        return round(time.monotonic() - began, 6)

    lab.simulate(sleeper)
    assert ran(main)[0] == 0.000_001


def test_real_time_shows_the_clock_of_the_machine() -> None:
    """Inside `lab.real_time()`, in a run and outside of one."""

    def main() -> float:
        with lab.real_time():
            return time.monotonic()

    lab.simulate(lambda: time.sleep(100))
    with lab.real_time():
        before = time.monotonic()
    inside = ran(main)[0]
    with lab.real_time():
        assert before <= inside <= time.monotonic()
