"""Asyncio's own tools on the virtual clock."""

from __future__ import annotations

import asyncio
import concurrent.futures
import math
import sys
import threading
import time
from collections.abc import Coroutine
from contextlib import suppress
from contextvars import ContextVar, copy_context
from typing import Any

import pytest

from asynclab import lab

from .running import ran


async def after(seconds: float, value: object = None) -> object:
    await asyncio.sleep(seconds)
    return value


def test_a_sleep_takes_exactly_its_time() -> None:
    """A sleep of 2 is a sleep of 2, not of 2.0003."""
    assert ran(lambda: after(2, "done")) == ("done", 2.0)


def test_sleeps_side_by_side_take_as_long_as_the_longest() -> None:
    """Three one-second waits side by side take one second."""

    async def main() -> list[object]:
        return await asyncio.gather(after(1, "a"), after(1, "b"), after(1, "c"))

    assert ran(main) == (["a", "b", "c"], 1.0)


def test_tenths_do_not_drift() -> None:
    """Ten tenths of a second are a second."""

    async def main() -> list[float]:
        times = []
        for _ in range(10):
            await asyncio.sleep(0.1)
            times.append(lab.now())
        return times

    assert ran(main) == ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], 1.0)


def test_the_loop_tells_virtual_time() -> None:
    """`loop.time()` goes with `lab.now()`, and is `time.monotonic()`, as everywhere."""

    async def main() -> tuple[float, bool]:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.sleep(3)
        return loop.time() - began, loop.time() == time.monotonic()

    assert ran(main) == ((3.0, True), 3.0)


def test_equal_deadlines_come_in_the_order_in_which_they_were_set() -> None:
    """First in, first out, for a hundred timers of one instant."""
    order: list[int] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for n in range(100):
            loop.call_later(1, order.append, n)
        await asyncio.sleep(2)

    ran(main)
    assert order == list(range(100))


def test_a_timer_can_be_set_to_an_instant_and_cancelled() -> None:
    """`call_at` and `cancel` work as on any loop."""
    fired: list[float] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.call_at(loop.time() + 2.3, lambda: fired.append(lab.now()))
        loop.call_at(loop.time() + 2.0, lambda: fired.append(lab.now())).cancel()
        await asyncio.sleep(5)

    assert ran(main) == (None, 5.0)
    assert fired == [2.3]


def test_timeout_comes_at_its_instant() -> None:
    """`asyncio.timeout` cancels what is inside at exactly its time."""

    async def main() -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1.5):
                await asyncio.sleep(9)
        return lab.now()

    assert ran(main) == (1.5, 1.5)


def test_an_infinite_timeout_never_comes() -> None:
    """Infinity is a legal deadline."""

    async def main() -> object:
        async with asyncio.timeout_at(math.inf):
            return await after(1, "in time")

    assert ran(main) == ("in time", 1.0)


def test_wait_for_lets_quick_work_pass_and_stops_slow_work() -> None:
    """`wait_for` at its deadline, and not before."""

    async def main() -> tuple[object, str]:
        quick = await asyncio.wait_for(after(1, "quick"), 2)
        try:
            await asyncio.wait_for(after(5), 2)
        except TimeoutError:
            return quick, "late"
        return quick, "?"

    assert ran(main) == (("quick", "late"), 3.0)


def test_wait_for_a_thread_gives_up_in_time() -> None:
    """A thread cannot be cancelled, but nobody has to wait for it: it is 1.0, not 3."""

    async def main() -> float:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(time.sleep, 3), 1)
        return lab.now()

    assert ran(main) == (1.0, 1.0)


def test_a_task_group_ends_with_its_slowest_task() -> None:
    """A group takes as long as its slowest member."""

    async def main() -> list[object]:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(after(n, n)) for n in (1, 3, 2)]
        return [task.result() for task in tasks]

    assert ran(main) == ([1, 3, 2], 3.0)


def test_a_task_group_cancels_the_siblings_of_a_failure() -> None:
    """They end at the instant at which one fails, and the group raises."""
    ended: list[tuple[str, float]] = []

    async def sibling() -> None:
        try:
            await asyncio.sleep(9)
        finally:
            ended.append(("sibling", lab.now()))

    async def fails() -> None:
        await asyncio.sleep(2)
        raise ValueError("no")

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(sibling())
            group.create_task(fails())

    with pytest.raises(ExceptionGroup) as caught:
        ran(main)
    assert caught.group_contains(ValueError)
    assert ended == [("sibling", 2.0)]


def test_gather_with_exceptions_returns_them_in_place() -> None:
    """A failure does not hide the others' results."""

    async def fails() -> None:
        raise KeyError("x")

    async def main() -> list[str]:
        return [repr(r) for r in await asyncio.gather(after(1, 1), fails(), return_exceptions=True)]

    assert ran(main) == (["1", "KeyError('x')"], 1.0)


def test_as_completed_gives_results_as_they_come() -> None:
    """Order of completion; of equals, the order given."""

    async def main() -> list[object]:
        waits = [after(2, "c"), after(1, "a"), after(1, "b"), after(3, "d")]
        return [await one for one in asyncio.as_completed(waits)]

    assert ran(main) == (["a", "b", "c", "d"], 3.0)


def test_as_completed_gives_equals_in_the_order_given() -> None:
    """asyncio iterates a set of coroutines here, whose order depends on their addresses."""

    async def main() -> list[object]:
        return [await one for one in asyncio.as_completed([after(1, n) for n in range(30)])]

    assert ran(main)[0] == list(range(30))


def test_as_completed_can_time_out() -> None:
    """Its timeout is virtual, too."""

    async def main() -> list[object]:
        got: list[object] = []
        with suppress(TimeoutError):
            for one in asyncio.as_completed([after(1, "a"), after(9, "b")], timeout=4):
                got.append(await one)
        return got

    assert ran(main) == (["a"], 4.0)


def test_the_sets_of_a_wait_of_ones_own_are_never_in_the_order_of_asking() -> None:
    """A set has no order: whose code takes that of `asyncio.wait` for the order of its tasks sees so, in each run."""

    async def main() -> tuple[list[str], list[str], str]:
        tasks = [asyncio.create_task(after(n % 2 + 1), name=f"t{n}") for n in range(12)]
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        return [task.get_name() for task in done], [task.get_name() for task in pending], done.pop().get_name()

    evens, odds = [f"t{n}" for n in range(10, -1, -2)], [f"t{n}" for n in range(11, -1, -2)]
    assert ran(main) == ((evens, odds, "t10"), 1.0)


def test_the_sets_of_a_wait_for_threads_of_ones_own_are_never_in_the_order_of_asking() -> None:
    """As those of `asyncio.wait`, whose namesake this is."""

    def main() -> list[int]:
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(int, n) for n in range(4)]
            done, _ = concurrent.futures.wait(asked)
        return [each.result() for each in done]

    assert ran(lambda: asyncio.to_thread(main)) == ([3, 2, 1, 0], 0.0)


def test_an_empty_set_of_a_wait_has_nothing_to_pop() -> None:
    """As any set says."""

    async def main() -> None:
        _, pending = await asyncio.wait([asyncio.create_task(after(1))])
        with pytest.raises(KeyError, match="pop from an empty set"):
            pending.pop()

    assert ran(main) == (None, 1.0)


def test_the_sets_of_a_librarys_wait_are_iterated_in_order() -> None:
    """With no line of one's own around it, the order is that in which the tasks were made."""

    async def main() -> list[str]:
        tasks = [asyncio.create_task(after(1), name=f"t{n}") for n in range(12)]
        done, _ = await asyncio.create_task(asyncio.wait(tasks))
        return [task.get_name() for task in done]

    assert ran(main) == ([f"t{n}" for n in range(12)], 1.0)


def test_the_sets_of_wait_are_sets_to_whoever_reads_an_error_of_theirs() -> None:
    """By their type's name and by `print`, as without a clock; and they are what a set is."""

    async def main() -> tuple[str, str, str, set[object]]:
        done, pending = await asyncio.wait([asyncio.create_task(after(1))])
        with pytest.raises(AttributeError) as raised:
            pending.cancel()  # type: ignore[attr-defined]
        return str(raised.value), repr(type(done)), repr(pending), done & pending

    told = ("'set' object has no attribute 'cancel'", "<class 'set'>", "set()", set[object]())
    assert ran(main) == (told, 1.0)


def test_wait_with_a_timeout_takes_that_long() -> None:
    """`asyncio.wait` returns at its timeout and cancels nothing."""

    async def main() -> tuple[int, int, bool]:
        task = asyncio.create_task(after(5))
        done, pending = await asyncio.wait({task}, timeout=2)
        result = len(done), len(pending), task.cancelled()
        await task
        return result

    assert ran(main) == ((0, 1, False), 5.0)


def test_a_bounded_queue_holds_the_producer_back() -> None:
    """Of a queue of two, the producer is never more than three ahead of a consumer that takes a second an item."""
    put: list[tuple[int, float]] = []

    async def main() -> None:
        queue: asyncio.Queue[int | None] = asyncio.Queue(2)

        async def produce() -> None:
            for n in range(5):
                await queue.put(n)
                put.append((n, lab.now()))
            await queue.put(None)

        producer = asyncio.create_task(produce())
        while await queue.get() is not None:
            await asyncio.sleep(1)
        await producer

    assert ran(main) == (None, 5.0)
    assert put == [(0, 0.0), (1, 0.0), (2, 0.0), (3, 1.0), (4, 2.0)]


def test_a_semaphore_lets_so_many_through() -> None:
    """Six seconds of work, two at a time, take three."""
    semaphore = asyncio.Semaphore(2)

    async def one() -> None:
        async with semaphore:
            await asyncio.sleep(1)

    async def main() -> None:
        await asyncio.gather(*(one() for _ in range(6)))

    assert ran(main) == (None, 3.0)


def test_a_lock_is_handed_on_in_order() -> None:
    """`asyncio.Lock` is fair."""
    order: list[tuple[int, float]] = []

    async def main() -> None:
        lock = asyncio.Lock()

        async def one(n: int) -> None:
            async with lock:
                order.append((n, lab.now()))
                await asyncio.sleep(1)

        await asyncio.gather(*(one(n) for n in range(4)))

    ran(main)
    assert order == [(0, 0.0), (1, 1.0), (2, 2.0), (3, 3.0)]


def test_an_event_wakes_all_who_wait_at_once() -> None:
    """They wake at the instant at which it is set, in the order in which they came."""
    woken: list[tuple[int, float]] = []

    async def main() -> None:
        event = asyncio.Event()

        async def one(n: int) -> None:
            await event.wait()
            woken.append((n, lab.now()))

        tasks = [asyncio.create_task(one(n)) for n in range(3)]
        await asyncio.sleep(4)
        event.set()
        await asyncio.gather(*tasks)

    ran(main)
    assert woken == [(0, 4.0), (1, 4.0), (2, 4.0)]


def test_a_condition_wakes_as_many_as_are_notified() -> None:
    """One notification, one waiter."""
    woken: list[float] = []

    async def main() -> None:
        condition = asyncio.Condition()

        async def one() -> None:
            async with condition:
                await condition.wait()
                woken.append(lab.now())

        tasks = [asyncio.create_task(one()) for _ in range(2)]
        for _ in range(2):
            await asyncio.sleep(1)
            async with condition:
                condition.notify()
        await asyncio.gather(*tasks)

    ran(main)
    assert woken == [1.0, 2.0]


def test_a_barrier_opens_when_the_last_has_come() -> None:
    """`asyncio.Barrier` (new in 3.11)."""

    async def main() -> list[float]:
        barrier = asyncio.Barrier(3)

        async def one(n: int) -> float:
            await asyncio.sleep(n)
            await barrier.wait()
            return lab.now()

        return await asyncio.gather(*(one(n) for n in (1, 2, 5)))

    assert ran(main) == ([5.0, 5.0, 5.0], 5.0)


def test_a_closed_generator_cleans_up_before_aclose_returns() -> None:
    """`aclose` waits for the clean-up, which takes virtual time."""
    closed: list[float] = []

    async def count() -> object:
        try:
            for n in range(9):
                await asyncio.sleep(1)
                yield n
        finally:
            await asyncio.sleep(0.25)
            closed.append(lab.now())

    async def main() -> None:
        numbers = count()
        async for n in numbers:
            if n == 2:
                break
        await numbers.aclose()

    assert ran(main) == (None, 3.25)
    assert closed == [3.25]


def test_a_dropped_generator_is_closed_at_once() -> None:
    """CPython finalises what nobody refers to, and asyncio closes it in a task of its own, at the same instant."""
    closed: list[float] = []

    async def count() -> object:
        try:
            while True:
                await asyncio.sleep(1)
                yield 1
        finally:
            closed.append(lab.now())

    async def main() -> None:
        async for _ in count():
            break
        await asyncio.sleep(5)

    ran(main)
    assert closed == [1.0]


def test_cancellation_arrives_at_the_await() -> None:
    """The task is cancelled at the instant at which it is asked to be, and its clean-up may take time."""
    seen: list[float] = []

    async def worker() -> None:
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            seen.append(lab.now())
            await asyncio.sleep(1)
            raise

    async def main() -> bool:
        task = asyncio.create_task(worker())
        await asyncio.sleep(2)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return task.cancelled()

    assert ran(main) == (True, 3.0)
    assert seen == [2.0]


def test_a_shielded_task_goes_on() -> None:
    """`shield` keeps the cancellation from the inner task."""

    async def main() -> object:
        inner = asyncio.create_task(after(3, "kept"))
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(inner), 1)
        return await inner

    assert ran(main) == ("kept", 3.0)


def test_asyncio_run_inside_a_thread_shares_the_clock() -> None:
    """A library that calls `asyncio.run` in a worker thread lives on the same virtual time."""

    def worker() -> object:
        return asyncio.run(after(2, "inner"))

    async def main() -> list[object]:
        return await asyncio.gather(asyncio.to_thread(worker), after(1, "outer"))

    assert ran(main) == (["inner", "outer"], 2.0)


def test_asyncio_run_inside_a_sync_function() -> None:
    """A synchronous main function may run loops, one after another."""

    def main() -> list[object]:
        return [asyncio.run(after(1, "a")), asyncio.run(after(2, "b"))]

    assert ran(main) == (["a", "b"], 3.0)


def test_a_runner_runs_several_coroutines_on_one_loop() -> None:
    """`asyncio.Runner` works as outside."""

    def main() -> list[object]:
        with asyncio.Runner() as runner:
            return [runner.run(after(1, "a")), runner.run(after(2, "b"))]

    assert ran(main) == (["a", "b"], 3.0)


def test_asyncio_run_inside_a_coroutine_is_refused_as_ever() -> None:
    """The classic mistake keeps its classic message."""

    async def main() -> None:
        inner = after(1)
        try:
            asyncio.run(inner)
        finally:
            inner.close()

    with pytest.raises(RuntimeError, match="cannot be called from a running event loop"):
        ran(main)


def test_run_coroutine_threadsafe_reaches_the_loop_from_a_thread() -> None:
    """And its future makes the thread wait in virtual time."""

    async def main() -> object:
        loop = asyncio.get_running_loop()
        return await asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(after(2, "back"), loop).result())

    assert ran(main) == ("back", 2.0)


def test_context_variables_reach_tasks_and_threads() -> None:
    """What `contextvars` promise holds: tasks and `to_thread` get a copy."""
    import contextvars

    name: contextvars.ContextVar[str] = contextvars.ContextVar("name", default="?")

    async def main() -> tuple[str, str]:
        name.set("set")

        async def task() -> str:
            return name.get()

        return await asyncio.create_task(task()), await asyncio.to_thread(name.get)

    assert ran(main)[0] == ("set", "set")


def test_the_context_of_the_caller_is_that_of_the_run() -> None:
    """A context variable set before the run is seen in it; what the run sets stays inside."""
    import contextvars

    name: contextvars.ContextVar[str] = contextvars.ContextVar("name", default="?")
    name.set("before")

    async def main() -> str:
        seen = name.get()
        name.set("inside")
        return seen

    assert ran(main)[0] == "before"
    assert name.get() == "before"


def test_task_names_are_numbered_anew_in_each_run() -> None:
    """Messages that name tasks are the same in every run."""

    async def main() -> list[str | None]:
        return [task.get_name() for task in (asyncio.current_task(), asyncio.create_task(after(0))) if task]

    assert ran(main)[0] == ran(main)[0]


def test_ten_thousand_tasks_keep_their_order() -> None:
    """Size changes nothing."""

    async def main() -> bool:
        got = await asyncio.gather(*(after(n % 7, n) for n in range(10_000)))
        return got == list(range(10_000))

    assert ran(main) == (True, 6.0)


def test_a_value_that_is_not_awaitable_is_the_result() -> None:
    """Synchronous code runs in the run's thread, without a loop."""

    def main() -> tuple[str, float]:
        time.sleep(1)
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        return threading.current_thread().name, lab.now()

    assert ran(main) == (("asynclab", 1.0), 1.0)


def test_what_main_raises_is_the_error() -> None:
    """`simulate` raises nothing that the code raised."""

    async def main() -> None:
        await asyncio.sleep(1)
        raise LookupError("gone")

    ended = lab.simulate(main)
    assert (repr(ended.error), ended.value, ended.elapsed) == ("LookupError('gone')", None, 1.0)


def test_a_cancelled_main_and_an_exit_are_errors_like_others() -> None:
    """Neither `CancelledError` nor `SystemExit` gets past `simulate`."""

    async def cancelled() -> None:
        raise asyncio.CancelledError

    async def leaves() -> None:
        sys.exit(3)

    assert isinstance(lab.simulate(cancelled).error, asyncio.CancelledError)
    assert isinstance(lab.simulate(leaves).error, SystemExit)


@pytest.mark.parametrize("deep", range(4))
def test_an_exit_in_tasks_that_wait_for_each_other_is_the_runs_error(deep: int) -> None:
    """Each of them raises it once more, when the loop has stopped already."""

    async def leaves(more: int) -> None:
        if not more:
            raise SystemExit
        await asyncio.gather(asyncio.create_task(leaves(more - 1)), asyncio.sleep(9))

    assert isinstance(lab.simulate(lambda: leaves(deep)).error, SystemExit)


def test_an_unawaited_exception_is_among_the_loop_errors(caplog: pytest.LogCaptureFixture) -> None:
    """A task that failed and was never looked at leaves its message."""

    async def fails() -> None:
        raise ValueError("unseen")

    async def main() -> None:
        task = asyncio.create_task(fails())
        await asyncio.sleep(1)
        del task
        await asyncio.sleep(1)

    ended = lab.simulate(main)
    assert [(error.message, repr(error.error)) for error in ended.loop_errors] == [
        ("Task exception was never retrieved", "ValueError('unseen')")
    ]
    assert "unseen" in caplog.text


eager_ones = pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks are new in Python 3.12")


def eager(coroutine: Coroutine[Any, Any, Any], **options: Any) -> asyncio.Task[Any]:
    """Make an eager task, whatever the loop's factory is, as LangGraph does."""
    made: asyncio.Task[Any] = asyncio.eager_task_factory(  # type: ignore[attr-defined]
        asyncio.get_running_loop(), coroutine, **options
    )
    return made


@eager_ones
def test_an_eager_task_factory_of_the_students_is_used() -> None:
    """A task that never waits ends before `create_task` returns."""

    async def main() -> bool:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]

        async def quick() -> None: ...

        return asyncio.create_task(quick()).done()

    assert ran(main) == (True, 0.0)


async def eager_story() -> list[object]:
    """What happens in which order, who is the current task, and how eager tasks end."""
    said: list[object] = []

    def who() -> str:
        task = asyncio.current_task()
        return (
            "" if task is None else task.get_name().rstrip("0123456789")
        )  # a factory's are named when they have begun

    async def work(name: str, *waits: float) -> str:
        said.append((name, "begins", who()))
        for each in waits:
            await asyncio.sleep(each)
            said.append((name, "goes on", who()))
        return name

    async def fails(*waits: float) -> None:
        for each in waits:
            await asyncio.sleep(each)
        raise ValueError(who())

    async def nests() -> str:
        said.append((await eager(work("inner", 0), name="i"), who()))
        return who()

    asyncio.current_task().set_name("main")  # type: ignore[union-attr]
    word: ContextVar[str] = ContextVar("word", default="outer")
    context = copy_context()
    context.run(word.set, "given")
    tasks = [
        eager(work("a", 0.01), name="a"),
        eager(work("b"), name="b"),
        eager(fails(), name="c"),
        eager(fails(0.02), name="d"),
        eager(nests(), name="e"),
        asyncio.create_task(work("lazy"), name="f"),
        eager(asyncio.sleep(0, word.get()), name="g"),
        eager(asyncio.to_thread(word.get), name="h", context=context),
    ]
    said.append([task.done() for task in tasks])

    said.append(who())
    said += map(str, await asyncio.gather(*tasks, return_exceptions=True))
    begun: list[asyncio.Task[str]] = []
    asyncio.get_running_loop().call_soon(lambda: begun.append(eager(work("in a callback", 0), name="k")))
    await asyncio.sleep(0.01)
    said.append(begun[0].result())
    left = eager(work("left", 9), name="left")
    left.cancel()
    said.append(str(await asyncio.gather(left, return_exceptions=True)))
    async with asyncio.TaskGroup() as group:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
        said.append(group.create_task(work("grouped"), name="x").done())
        said.append(group.create_task(work("grouped later", 0.01), name="y").done())
    return said


@eager_ones
def test_eager_tasks_do_as_on_a_real_loop() -> None:
    """They begin at once, within their maker's step, and are the current task meanwhile; names, contexts, errors and
    cancellations are as ever."""
    real = asyncio.run(eager_story())
    assert ran(eager_story)[0] == real
    assert ran(eager_story)[1] == 0.04


@eager_ones
def test_observers_hear_of_an_eager_task_before_it_runs() -> None:
    """With who made it, and of its end: also where it never waits, and where a factory of asyncio's own makes it."""

    class Told(lab.Observer):
        def __init__(self) -> None:
            self.said: list[str] = []

        def task_started(self, task: asyncio.Task[Any], parent: asyncio.Task[Any] | None) -> None:
            self.said.append(f"{task.get_name()} by {parent.get_name() if parent else 'nobody'}")

        def task_ended(self, task: asyncio.Task[Any]) -> None:
            self.said.append(f"{task.get_name()} ends")

    told = Told()

    async def main() -> None:
        asyncio.current_task().set_name("main")  # type: ignore[union-attr]

        async def runs() -> None:
            told.said.append("runs")

        await eager(runs(), name="a")
        eager(asyncio.sleep(1), name="b")
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
        asyncio.create_task(runs(), name="c")
        await asyncio.sleep(2)

    lab.simulate(main, observer=told)
    assert told.said[1:-1] == [
        *("a by main", "runs", "a ends", "b by main"),
        *("Task-6 by main", "runs", "Task-6 ends", "b ends"),
    ]


def test_groups_of_results_come_in_the_order_in_which_they_were_made() -> None:
    """`gather` makes futures without asking the loop; they keep their order in the sets of `wait` all the same."""

    async def main() -> list[list[object]]:
        groups = [asyncio.gather(after(1, n), after(1)) for n in range(20)]
        done, _ = await asyncio.create_task(asyncio.wait(groups))
        return [group.result()[0] for group in done]

    assert ran(main) == (list(range(20)), 1.0)


def test_as_completed_starts_its_coroutines_when_python_does() -> None:
    """From 3.13 on at the call, before that when it is iterated."""
    begun: list[str] = []

    async def work(name: str) -> None:
        begun.append(name)

    async def main() -> list[str]:
        waiting = asyncio.as_completed([work("a"), work("b")])
        await asyncio.sleep(1)
        before = list(begun)
        for one in waiting:
            await one
        return before

    assert (ran(main)[0], begun) == (["a", "b"] if sys.version_info >= (3, 13) else [], ["a", "b"])


def test_tasks_of_a_factory_keep_their_order_and_are_told_of() -> None:
    """`asyncio.wait` gives them in the order in which they were made, though they hash by their addresses."""

    class Ends(lab.Observer):
        def __init__(self) -> None:
            self.names: list[str] = []

        def task_ended(self, task: asyncio.Task[object]) -> None:
            self.names.append(task.get_name())

    async def main() -> list[str]:
        loop = asyncio.get_running_loop()
        loop.set_task_factory(lambda loop, coro, **options: asyncio.Task(coro, loop=loop, **options))
        tasks = [loop.create_task(asyncio.sleep(1), name=f"t{n}") for n in range(20)]
        done, _ = await asyncio.create_task(asyncio.wait(tasks))
        return [task.get_name() for task in done]

    ends, names = Ends(), [f"t{n}" for n in range(20)]
    assert lab.simulate(main, observer=ends).value == names
    assert ends.names[:20] == names


def test_debug_mode_logs_slow_callbacks(caplog: pytest.LogCaptureFixture) -> None:
    """In virtual seconds."""

    async def main() -> None:
        asyncio.get_running_loop().set_debug(True)
        await asyncio.sleep(1)
        time.sleep(2)

    ran(main)
    assert [record.getMessage().rpartition(" took ")[2] for record in caplog.records] == ["2.000 seconds"]
