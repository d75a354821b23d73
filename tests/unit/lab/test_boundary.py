"""The list of what is virtual, refused or real is what happens."""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
import timeit

import pytest

from asynclab import lab
from asynclab.lab.patches import patching

from .running import ran

LISTED = {each.name: each for each in lab.boundary()}
CLOCKS = [name for name in LISTED if name.startswith("time.") and LISTED[name].treatment is lab.Treatment.VIRTUAL]


def held(name: str) -> object:
    """What stands under a name of a module now; None where this Python has none."""
    module, _, part = name.rpartition(".")
    return getattr(importlib.import_module(module), part, None)


def test_every_function_of_the_time_module_is_listed() -> None:
    """A clock that a new Python brings fails here until somebody decides."""
    functions = {f"time.{n}" for n, f in vars(time).items() if callable(f) and not isinstance(f, type) and n[0] != "_"}
    assert functions - set(LISTED) == set()


def test_a_virtual_function_has_a_stand_in() -> None:
    """Whatever the list says is so."""
    patched = {id(undo.ours) for undo in patching._undo}
    assert [name for name in CLOCKS if held(name) is not None and id(held(name)) not in patched] == []
    assert len(CLOCKS) > 10


@pytest.mark.parametrize("name", ["monotonic", "perf_counter", "time", "monotonic_ns", "perf_counter_ns", "time_ns"])
def test_a_clock_is_virtual(name: str) -> None:
    """Two real milliseconds do not pass on it, two virtual seconds do."""

    def main() -> list[float]:
        read = getattr(time, name)
        before = read()
        with lab.real_time():
            time.sleep(0.002)
        meanwhile = read()
        time.sleep(2)
        return [meanwhile - before, (read() - before) / (10**9 if name.endswith("ns") else 1)]

    assert ran(main)[0] == [0, 2]


def test_clocks_by_number_are_virtual_too() -> None:
    """`clock_gettime` agrees with `monotonic` and `time`; processor time stays real."""

    def main() -> list[bool]:
        time.sleep(2)
        return [
            time.clock_gettime(time.CLOCK_MONOTONIC) == time.monotonic(),
            time.clock_gettime_ns(time.CLOCK_REALTIME) == time.time_ns(),
            time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID) > 0,
            timeit.default_timer() == time.perf_counter(),
        ]

    assert ran(main)[0] == [True] * 4


USES = """
import time, timeit, sched
def main():
    steps = []
    began = timeit.default_timer()
    line = sched.scheduler()
    line.enter(2, 1, steps.append, ["called"])
    line.run()
    took = timeit.timeit(lambda: time.sleep(1), number=3)
    return [*steps, round(took, 6), round(timeit.default_timer() - began, 6)]
print(lab.simulate(main))
"""


@pytest.mark.slow
@pytest.mark.parametrize("first", ["import timeit, sched", "from asynclab import lab"])
def test_it_does_not_matter_what_was_imported_first(first: str) -> None:
    """`timeit` and `sched` keep a clock of their own: the virtual one, before the lab or after it."""
    code = f"{first}\nfrom asynclab import lab\n{USES}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "value=['called', 3.0, 5.0], error=None, elapsed=5.0" in done.stdout
