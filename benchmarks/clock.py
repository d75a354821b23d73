"""What the clock costs: a run, 10,000 sleeps, the import. Prints each beside its target, exits 1 where one is missed.

A machine's speed changes by the minute, so each number is the best of several and a peer runs in turn with ours:
10,000 sleeps of zero on asyncio's own loop, which is what no clock at all costs.
"""

import asyncio
import subprocess
import sys
import time

from rich.console import Console
from rich.table import Table

from asynclab.lab import simulate
from asynclab.observe import record

SLEEPS = 10_000


async def nothing():
    return None


async def sleep_often():
    for _ in range(SLEEPS):
        await asyncio.sleep(1)


async def yield_often():
    for _ in range(SLEEPS):
        await asyncio.sleep(0)


def best(times, work):
    """The shortest of so many timings of `work`, in real seconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def import_time(module):
    """CPU seconds that `import module` takes in a process of its own."""
    code = f"import time; began = time.process_time(); import {module}; print(time.process_time() - began)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def added_by_asynclab():
    """CPU seconds that `import asynclab` adds to `import langgraph.graph`: both in one process, langgraph first."""
    code = (
        "import langgraph.graph, time; began = time.process_time();"
        "import asynclab, asynclab.expect, asynclab.scenario; print(time.process_time() - began)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def measured():
    """(what, seconds, target in seconds or None), each."""
    best(3, lambda: simulate(nothing))  # what is loaded once is not a run's cost
    best(3, lambda: record(nothing))
    yield "a run on the clock alone", best(50, lambda: simulate(nothing)), 0.005
    yield "a run, recorded", best(50, lambda: record(nothing)), 0.005
    yield "10,000 virtual sleeps", best(3, lambda: simulate(sleep_often)), 0.5
    yield "  peer: 10,000 x sleep(0) on asyncio's loop", best(3, lambda: asyncio.run(yield_often())), None
    yield "import langgraph.graph", min(import_time("langgraph.graph") for _ in range(3)), None
    yield "  import asynclab after it", min(added_by_asynclab() for _ in range(3)), 0.2


def main():
    table = Table("what", "measured", "target")
    missed = False
    for what, seconds, target in measured():
        missed |= target is not None and seconds > target
        table.add_row(what, f"{seconds * 1000:.1f} ms", "" if target is None else f"{target * 1000:g} ms")
    Console().print(table)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
