"""Which callbacks are asyncio's own, so that nobody asks who gave them."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from asynclab.lab.owners.givers import is_asyncios
from tests.unit.lab.running import ran


def test_what_wakes_a_task_is_asyncios_and_what_cancels_it_is_not() -> None:
    """A student may give `task.cancel` or `future.set_result` to the loop, and a function or a part of one."""

    async def main() -> list[bool]:
        future: Any = asyncio.get_running_loop().create_future()

        async def waits() -> None:
            await future

        task = asyncio.create_task(waits())
        await asyncio.sleep(0)
        ((wakes, _),) = future._callbacks
        future.set_result(None)
        given = [task.cancel, future.set_result, print, lambda: None, partial(task.cancel), waits]
        return [is_asyncios(callback) for callback in (wakes, *given)]

    assert ran(main)[0] == [True, False, False, False, False, False, False]


def test_what_ends_a_sleep_or_a_gathering_is_asyncios() -> None:
    """The callbacks which the loop's timers and a gathering's tasks really have."""

    async def main() -> list[bool]:
        loop: Any = asyncio.get_running_loop()
        tasks: Any = [asyncio.create_task(asyncio.sleep(1)) for _ in range(2)]
        gathering = asyncio.gather(*tasks)
        await asyncio.sleep(0)
        timers = [timer._callback for timer in loop._scheduled]
        ends = [callback for task in tasks for callback, _ in task._callbacks]
        await gathering
        return [is_asyncios(callback) for callback in (*timers, *ends)]

    assert ran(main)[0] == [True, True, True, True]
