"""A scheduler and workers of Dask as an instructor starts them: commands, in processes of their own, on loopback."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

import asynclab

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(asynclab.__path__[0]).parent  # workers have the package that is under test


def free_port():
    """A port that the system has just chosen; nobody listens on it."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


@dataclass
class Dask:
    """A cluster. Use it with `with`: it ends everything that it started."""

    folder: Path
    port: int = field(default_factory=free_port)
    ends: ExitStack = field(default_factory=ExitStack)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.ends.close()

    @property
    def address(self):
        return f"tcp://127.0.0.1:{self.port}"

    def scheduler(self, **env):
        """Start a scheduler."""
        return self._start("dask_scheduler", "--port", str(self.port), **env)

    def worker(self, threads=1, nanny=False, **env):
        """Start a worker; its address. nanny: with a process beside it that starts it again when it dies."""
        port = free_port()
        where = ["--worker-port", str(port), "--local-directory", str(self.folder)]
        kind = "--nanny" if nanny else "--no-nanny"
        process = self._start("dask_worker", self.address, kind, "--nthreads", str(threads), *where, **env)
        if nanny:
            self.ends.callback(process.wait)
            self.ends.callback(process.terminate)  # it ends its worker first
        return f"tcp://127.0.0.1:{port}"

    def wait_for(self, workers):
        """Wait until the scheduler and so many workers are there."""
        with Client(self.address, timeout=40, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=40)

    def _start(self, command, *arguments, **env):
        log = self.ends.enter_context((self.folder / f"{command}.log").open("a"))
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{command}", *arguments, "--host", "127.0.0.1", "--no-dashboard"],
            env=os.environ | {"PYTHONPATH": f"{HERE}{os.pathsep}{ROOT}", **env},
            stdout=log,
            stderr=log,
        )
        self.ends.callback(process.wait)
        self.ends.callback(process.kill)
        return process
