"""What a student's process left behind: processes are ended, folders emptied."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path


def end_namespace() -> None:
    """End and reap everything in this pid namespace but the process that calls, and the namespace's first.

    The one that calls must have adopted the orphans.
    One signal to all is enough: the kernel lets no process fork that has such a signal waiting.
    """
    with suppress(ProcessLookupError):  # nobody is left
        os.kill(-1, signal.SIGKILL)
    _reap(0)


def end_descendants() -> None:
    """End and reap everything that comes from this process, which must have adopted the orphans among it.

    First all are stopped, until a look around finds nobody new: who is stopped does not fork, and keeps its place
    in the count of processes.
    """
    while _reap(os.WNOHANG):
        stopped: set[int] = set()
        while running := set(_descendants()) - stopped:
            _signal(running, signal.SIGSTOP)
            stopped |= running
        _signal(stopped, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(-1, 0)


def _reap(how: int) -> bool:
    """Take note of ended children. Says whether there are others, which only os.WNOHANG leaves."""
    try:
        while os.waitpid(-1, how) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True


def _signal(processes: set[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)


def _descendants() -> Iterator[int]:
    """All processes that come from this one. Where /proc hides processes (hidepid), its children at least: when they
    have been ended, theirs are its own."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (parent := _parent(entry)):
            children.setdefault(parent, []).append(int(entry))
    pending = [*{*children.get(os.getpid(), []), *_children()}]
    while pending:
        process = pending.pop()
        yield process
        pending.extend(children.get(process, []))


def _children() -> Iterator[int]:
    """The children of this process, as the kernel lists them for it alone; none where it is built without the list."""
    for thread in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            yield from map(int, (thread / "children").read_bytes().split())


def _parent(process: str) -> int:
    """Its parent's number, 0 if it is gone. One that seems ended counts: other threads than its first may live."""
    try:
        text = Path("/proc", process, "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[1])  # the name before it may hold anything


def empty(folder: Path) -> None:
    """Remove all that is in a folder, and keep the folder. What cannot be removed is left, without an error.

    Nobody may be writing there. Folders within are brought up to the top one by one, so that no depth that someone
    may have made is too deep for a path or a recursion.
    """
    names = (folder / f".swept-{number}" for number in count())
    pending = deque(_clear(folder))
    while pending:
        found = pending.popleft()
        with suppress(OSError):
            os.chmod(found, 0o700)
        for inner in _clear(found):
            with suppress(OSError):
                here = next(name for name in names if not os.path.lexists(name))
                os.rename(inner, here)
                pending.append(here)
        with suppress(OSError):
            os.rmdir(found)


def _clear(folder: Path) -> list[Path]:
    """Remove the files of a folder; its folders are returned."""
    inner: list[Path] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in list(entries):
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    inner.append(Path(entry.path))
                else:
                    os.unlink(entry.path)
    return inner
