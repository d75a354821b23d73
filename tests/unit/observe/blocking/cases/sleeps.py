"""Sleeping in the loop's thread, however the sleep is reached."""

import asyncio
import functools
import time
from time import sleep
from time import sleep as nap


async def time_sleep() -> None:
    await asyncio.sleep(0.1)
    time.sleep(0.4)  # HERE sleep 0.4


async def sleep_by_its_own_name() -> None:
    sleep(0.4)  # HERE sleep 0.4


async def sleep_by_another_name() -> None:
    nap(0.4)  # HERE sleep 0.4


async def sleep_bound_earlier() -> None:
    BOUND_EARLIER(0.4)  # HERE sleep 0.4


BOUND_EARLIER = time.sleep


async def sleep_in_a_partial() -> None:
    functools.partial(time.sleep, 0.4)()  # HERE sleep 0.4


async def sleep_in_a_lambda() -> None:
    wait = lambda seconds: time.sleep(seconds)  # noqa: E731  # HERE sleep 0.4
    wait(0.4)


def _politely(seconds: float) -> None:
    _carefully(seconds)


def _carefully(seconds: float) -> None:
    time.sleep(seconds)  # HERE sleep 0.4 for sleep_behind_two_helpers


async def sleep_behind_two_helpers() -> None:
    _politely(0.4)


async def sleep_in_a_callback_of_the_loop() -> None:
    asyncio.get_running_loop().call_soon(_hiccup)
    await asyncio.sleep(1)


def _hiccup() -> None:
    time.sleep(0.4)  # HERE sleep 0.4 for sleep_in_a_callback_of_the_loop in nothing


async def sleep_in_an_async_generator() -> None:
    async for _ in _numbers():
        pass


async def _numbers():
    yield 1
    time.sleep(0.4)  # HERE sleep 0.4 for sleep_in_an_async_generator in _numbers
    yield 2


async def sleep_in_a_task() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_slow(), name="slow")
        group.create_task(asyncio.sleep(0.1))


async def _slow() -> None:
    time.sleep(0.4)  # HERE sleep 0.4 for sleep_in_a_task in _slow
    await asyncio.sleep(0)


class _Timer:
    def __enter__(self) -> None:
        time.sleep(0.4)  # HERE sleep 0.4 for sleep_in_a_context_manager

    def __exit__(self, *exc: object) -> None: ...


async def sleep_in_a_context_manager() -> None:
    with _Timer():
        pass
