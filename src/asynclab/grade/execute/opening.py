"""The chapter's own cells in front of everything that a student may change: the same for the whole class, so that a
warm process runs them once, and each pass goes on from there.

That is possible where all they leave is in the process's memory. What else they may leave is looked for, and a chapter
that leaves some has its cells run anew in each pass.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from asynclab.grade.execute.pass_result import steps
from asynclab.grade.job import CellKind, Companion, Job, Limits


@dataclass(frozen=True)
class Opening:
    """What is run once. cells: of each its execution count, its text, and the names it gives. companions: the files
    beside the notebook."""

    cells: tuple[tuple[int, str, tuple[str, ...]], ...]
    companions: tuple[Companion, ...]
    limits: Limits

    @property
    def last(self) -> int:
        """The execution count of its last cell."""
        return self.cells[-1][0]


def opening_of(job: Job) -> Opening | None:
    """Return the opening of a job; None where there is nothing to run in it."""
    first = steps(job.cells[: job.opening])
    cells = tuple(
        (step.count, step.cell.source, step.cell.gives)
        for step in first
        if step.count is not None and step.cell.kind is CellKind.CODE
    )
    return Opening(cells, job.companions, job.limits) if cells else None


@dataclass(frozen=True)
class Surroundings:
    """What a process has beside its memory. files: in the folders it may write to, with size and time of change."""

    files: frozenset[tuple[str, int, int]]
    descriptors: frozenset[str]
    threads: int


def surroundings(folders: Sequence[Path]) -> Surroundings:
    """Return what this process has now."""
    threads = max(threading.active_count(), len(os.listdir("/proc/self/task")))
    return Surroundings(frozenset(_files(folders)), frozenset(_descriptors()), threads)


def left_behind(before: Surroundings, after: Surroundings) -> str:
    """Return what cells have left that no forked process would have, in a few words; "" where there is nothing."""
    if after.files != before.files:
        return "files"
    if after.descriptors != before.descriptors:
        return "open files or connections"
    if after.threads > before.threads:
        return "threads"
    return "other processes" if _has_children() else ""


def _files(folders: Sequence[Path]) -> Iterator[tuple[str, int, int]]:
    """The files in these folders. What is mounted in one of them is not gone into: it is what the sandbox shows, to be
    read alone, and may well be all that is installed."""
    for folder in folders:
        device = os.lstat(folder).st_dev
        pending = [str(folder)]
        while pending:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    found = entry.stat(follow_symlinks=False)
                    yield entry.path, found.st_size, found.st_mtime_ns
                    if entry.is_dir(follow_symlinks=False) and found.st_dev == device:
                        pending.append(entry.path)


def _descriptors() -> Iterator[str]:
    for name in os.listdir("/proc/self/fd"):
        try:
            yield f"{name} {os.readlink(f'/proc/self/fd/{name}')}"
        except OSError:  # that of this very listing
            continue


def _has_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True
