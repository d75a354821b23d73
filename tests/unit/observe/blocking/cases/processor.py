"""Keeping the loop's thread busy, by computing or by asking the clock."""

import asyncio
import json
import threading
import time


async def loop_that_computes() -> int:
    total = 0
    for number in range(12_000_000):  # HERE cpu
        total += number
    return total


async def loop_of_several_lines() -> int:
    total = n = 0
    while n < 8_000_000:  # HERE cpu
        total += n
        n += 1
        if total % 7 == 0:
            total += 1
    return total


async def call_into_c_that_computes() -> int:
    return sum(range(60_000_000))  # HERE cpu


async def operation_that_is_no_call() -> None:
    number = 7
    _ = number**1_500_000  # HERE cpu
    await asyncio.sleep(1)


async def call_into_c_in_a_helper() -> int:
    return _all_of_them()


def _all_of_them() -> int:
    return len(json.dumps(list(range(3_000_000))))  # HERE cpu for call_into_c_in_a_helper


async def function_called_in_a_loop() -> int:
    total = 0
    for document in range(4_000_000):  # HERE cpu
        total += _score(document)
    return total


def _score(document: int) -> int:
    return document * document % 97


async def loop_whose_body_computes() -> None:
    for waited in (1, 0):
        await asyncio.sleep(waited)
        if not waited:
            _count()


def _count() -> int:
    n = 0
    while n < 10_000_000:  # HERE cpu for loop_whose_body_computes
        n += 1
    return n


async def busy_wait_on_monotonic() -> None:
    end = time.monotonic() + 0.4
    while time.monotonic() < end:  # HERE busy-wait 0.4
        pass


async def busy_wait_on_time() -> None:
    end = time.time() + 0.4
    while True:
        if time.time() >= end:  # HERE busy-wait 0.4
            break


async def busy_wait_on_a_thread() -> None:
    worker = threading.Thread(target=time.sleep, args=(0.4,))
    worker.start()
    while worker.is_alive():  # HERE busy-flag 0.4
        pass


async def busy_polling() -> None:
    done = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(1, done.set_result, None)
    while not done.done():
        await asyncio.sleep(0)  # HERE busy-poll
