"""What runs on a Dask worker that is fit: it keeps warm processes, and gives them jobs."""

from __future__ import annotations

import asyncio
import pickle
from contextlib import AbstractContextManager
from dataclasses import dataclass

from distributed import Worker, WorkerPlugin, get_worker

from asynclab.grade.cluster.warm_executors import Executor, MakeLane, WarmExecutors
from asynclab.grade.job import Executed

IDLE = 600.0  # real seconds until warm processes end that nobody uses: their batch may have been killed


class WorkerLostJob(Exception):
    """A job came to nothing on this worker, through no fault of the student's. Raised so that Dask tries it again."""


class WarmLanes(WorkerPlugin):
    """A worker's warm processes, and the mark that the worker is fit for a batch.

    The mark is a resource of the plugin's own name, one for each of the worker's threads. Dask sends a batch's jobs
    where its mark is, and to no other worker.
    """

    def __init__(self, name: str, make: MakeLane) -> None:
        self.name = name
        self.lanes = WarmExecutors(make)

    async def setup(self, worker: Worker) -> None:
        """Mark the worker as fit."""
        self._watch = asyncio.create_task(self._end_idle())
        await worker.set_resources(**{self.name: worker.state.nthreads})

    def teardown(self, worker: Worker) -> None:
        """End the warm processes: the batch, or the worker, is at its end."""
        self._watch.cancel()
        self.lanes.close()

    async def _end_idle(self) -> None:
        while True:
            await asyncio.sleep(IDLE / 10)
            self.lanes.end_idle(IDLE)


@dataclass(frozen=True)
class Sandboxed:
    """Makes lanes in a sandbox of the worker's machine. preference: as of `sandbox.choose`."""

    preference: str = "auto"

    def __call__(self, modules: tuple[str, ...], number: int) -> AbstractContextManager[Executor]:
        """A lane. Raises CannotContain."""
        # here, because the scheduler and the client import this module too, and have no use for what a lane stands on
        from asynclab.grade.execute import SandboxExecutor
        from asynclab.grade.sandbox import choose

        return SandboxExecutor(choose(self.preference), modules, number)


async def greet(name: str, make: MakeLane) -> str:
    """Make this worker fit for a batch. "", or why it is not fit."""
    try:
        # not entered: nothing is started, but it is known whether it can be; its imports must not hold up the worker
        await asyncio.to_thread(make, (), 0)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    await get_worker().plugin_add(plugin=WarmLanes(name, make), name=name)
    return ""


async def part(name: str) -> None:
    """Take this worker out of the batch `name`, which is at its end."""
    worker = get_worker()
    if name in worker.plugins:
        await worker.plugin_remove(name=name)
        await worker.set_resources(**{name: 0})


def execute_here(name: str, job: bytes) -> Executed:
    """Execute a pickled job on this worker. Raises `WorkerLostJob` where it came to nothing."""
    plugin = get_worker().plugins[name]
    assert isinstance(plugin, WarmLanes)
    executed = plugin.lanes.execute(pickle.loads(job))
    if executed.lost:
        raise WorkerLostJob(executed.lost)
    return executed
