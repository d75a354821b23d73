"""Runs a command and watches all its processes: seconds, CPU seconds, memory. For Linux, which tells these.

Whoever is not root is not told the memory of processes that run as somebody else.
"""

import ctypes
import os
import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

EVERY = 1.0  # seconds from one look at the memory to the next
LINGERING = 10.0  # seconds that a command's processes have for their end, once it has ended itself
_REAPER = 36  # prctl's PR_SET_CHILD_SUBREAPER: whose parent dies becomes our child, and is counted


@dataclass(frozen=True)
class Watched:
    """What a command took. memory: (seconds since its start, bytes) at each look; a page that several processes
    share is counted once (PSS). lines: (seconds since its start, line) of its output. cpu: of the whole tree."""

    seconds: float
    cpu: float
    memory: tuple[tuple[float, int], ...]
    lines: tuple[tuple[float, str], ...]
    code: int

    @property
    def peak(self):
        """The most bytes at once."""
        return max((size for _, size in self.memory), default=0)

    @property
    def output(self):
        """What it wrote."""
        return "".join(line for _, line in self.lines)

    @property
    def grown(self):
        """Memory in the last quarter of the time as a multiple of that in the second."""
        sizes = [size for _, size in self.memory]
        quarter = len(sizes) // 4
        return median(sizes[-quarter:]) / median(sizes[quarter : 2 * quarter]) if quarter else 1.0


def watched(arguments, folder, environment=None):
    """Run a command in a folder, stdout and stderr as one, and watch it."""
    ctypes.CDLL(None).prctl(_REAPER, 1, 0, 0, 0)
    before, began = _cpu(), time.perf_counter()
    memory, lines, over = [], [], threading.Event()
    with subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        looking = threading.Thread(target=_look, args=(began, memory, over))
        looking.start()
        for line in process.stdout:
            lines.append((time.perf_counter() - began, line))
        process.wait()
        seconds = time.perf_counter() - began
        over.set()
        looking.join()
    _reap()
    return Watched(seconds, _cpu() - before, tuple(memory), tuple(lines), process.returncode)


def together(runs):
    """Commands that ran one after another, as one."""
    memory = tuple(look for run in runs for look in run.memory)
    lines = tuple(line for run in runs for line in run.lines)
    return Watched(sum(run.seconds for run in runs), sum(run.cpu for run in runs), memory, lines, runs[-1].code)


def _look(began, memory, over):
    while not over.wait(EVERY):
        memory.append((time.perf_counter() - began, sum(map(_pss, _descendants(os.getpid())))))


def _descendants(root):
    """The processes below one, by who is whose parent now."""
    children = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:  # it has just ended
                continue
            children.setdefault(int(parent), []).append(int(folder.name))
    found, ahead = [], [root]
    while ahead:
        below = children.get(ahead.pop(), [])
        found += below
        ahead += below
    return found


def _pss(process):
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:  # it has just ended
        pass
    return 0


def _reap():
    """Wait for processes that lost their parent, which are ours now: only then their CPU counts."""
    patience = time.perf_counter() + LINGERING
    while time.perf_counter() < patience:
        try:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                time.sleep(0.05)
        except ChildProcessError:
            return


def _cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
