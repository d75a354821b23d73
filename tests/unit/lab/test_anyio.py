"""AnyIO, which LangChain's neighbours (httpx, MCP, Starlette) stand on."""

from __future__ import annotations

import time

import anyio
import anyio.from_thread
import anyio.to_thread
import pytest

from asynclab import lab

from .running import ran


def test_sleeps_and_task_groups() -> None:
    """A task group ends with its slowest task."""

    async def main() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(anyio.sleep, 1)
            group.start_soon(anyio.sleep, 3)

    assert ran(main) == (None, 3.0)


def test_move_on_after_and_fail_after() -> None:
    """Cancel scopes have virtual deadlines."""

    async def main() -> tuple[bool, float]:
        began = anyio.current_time()
        with anyio.move_on_after(1.5) as scope:
            await anyio.sleep(9)
        with pytest.raises(TimeoutError):
            with anyio.fail_after(0.5):
                await anyio.sleep_forever()
        return scope.cancelled_caught, anyio.current_time() - began

    assert ran(main) == ((True, 2.0), 2.0)


def test_threads_and_back() -> None:
    """`to_thread.run_sync` and `from_thread.run` meet on one clock."""

    def worker() -> str:
        time.sleep(1)
        return anyio.from_thread.run(back)

    async def back() -> str:
        await anyio.sleep(1)
        return "back"

    async def main() -> str:
        return await anyio.to_thread.run_sync(worker)

    ended = lab.simulate(main)
    assert (ended.value, ended.elapsed, ended.threads_left) == ("back", 2.0, ())


def test_a_thread_limiter_bounds_threads() -> None:
    """Six jobs of a second, two at a time."""

    async def main() -> None:
        limiter = anyio.CapacityLimiter(2)
        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(lambda: anyio.to_thread.run_sync(time.sleep, 1, limiter=limiter))

    assert ran(main) == (None, 3.0)


def test_a_memory_stream_holds_the_sender_back() -> None:
    """A stream with a buffer of one."""
    sent: list[float] = []

    async def main() -> list[int]:
        send, receive = anyio.create_memory_object_stream[int](1)

        async def produce() -> None:
            async with send:
                for n in range(4):
                    await send.send(n)
                    sent.append(lab.now())

        got = []
        async with anyio.create_task_group() as group:
            group.start_soon(produce)
            async with receive:
                async for n in receive:
                    await anyio.sleep(1)
                    got.append(n)
        return got

    assert ran(main) == ([0, 1, 2, 3], 4.0)
    assert sent == [0.0, 0.0, 1.0, 2.0]


def test_a_blocking_portal_runs_a_loop_in_a_thread() -> None:
    """`start_blocking_portal`, as test clients use it."""

    def main() -> float:
        with anyio.from_thread.start_blocking_portal() as portal:
            portal.call(anyio.sleep, 2)
            return lab.now()

    assert ran(main) == (2.0, 2.0)


def test_events_locks_and_conditions() -> None:
    """AnyIO's own primitives."""

    async def main() -> float:
        event, lock = anyio.Event(), anyio.Lock()

        async def set_later() -> None:
            async with lock:
                await anyio.sleep(2)
                event.set()

        async with anyio.create_task_group() as group:
            group.start_soon(set_later)
            await event.wait()
            async with lock:
                return lab.now()

    assert ran(main) == (2.0, 2.0)


def test_anyio_run_inside_a_sync_function() -> None:
    """`anyio.run` makes a virtual loop."""
    assert ran(lambda: anyio.run(anyio.sleep, 2)) == (None, 2.0)
