"""Whose fault it is: the student's line, or a library by itself."""

from __future__ import annotations

import asyncio
import pathlib
import sysconfig
import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from asynclab import lab, observe
from asynclab.observe.blocking.attribution import coroutine_of
from asynclab.observe.run import Blocking

# A library as far as anybody can tell: its code objects say that they come from site-packages.
VENDOR_SOURCE = """
import threading, time

def fetch(seconds):
    time.sleep(seconds)

async def careless(seconds):
    time.sleep(seconds)

async def calls_back(function):
    function()

def read(path):
    with open(path) as file:
        return file.read()

def number():
    n = 0
    while n < 10_000_000:
        n += 1

async def crunches():
    number()
"""


@pytest.fixture(scope="module")
def vendor() -> SimpleNamespace:
    path = pathlib.Path(sysconfig.get_path("purelib"), "vendor", "client.py")
    names = {"__name__": "vendor.client"}
    exec(compile(VENDOR_SOURCE, str(path), "exec"), names)
    return SimpleNamespace(**names)


def findings(main) -> tuple[Blocking, ...]:
    run, _ = observe.record(main, real_limit=50)
    return run.blocking


def test_a_library_that_blocks_by_itself_is_not_the_students_fault(vendor) -> None:
    """It is told, because the loop stood still, with the student's line that awaited it and no remedies."""

    async def main() -> None:
        await vendor.careless(1)

    (finding,) = findings(main)
    assert (finding.mine, finding.rule, finding.stall, finding.remedies) == (False, "sleep", 1.0, ())
    assert finding.place is not None
    assert finding.place.text == "await vendor.careless(1)"


def test_a_library_function_that_blocks_is_called_by_somebody(vendor) -> None:
    """Called synchronously in a coroutine, it is the caller's doing, on the caller's line."""

    async def main() -> None:
        vendor.fetch(1)

    (finding,) = findings(main)
    assert (finding.mine, finding.rule, finding.call) == (True, "call", "vendor.fetch")
    assert finding.place is not None
    assert finding.place.text == "vendor.fetch(1)"
    assert finding.remedies[1] == "`await asyncio.to_thread(vendor.fetch, ...)`, if it has no async version"


def test_a_function_that_a_library_calls_back_is_the_students(vendor) -> None:
    """Its line is shown, and the student's coroutine that stands still further out."""

    def blocks() -> None:
        time.sleep(1)

    async def main() -> None:
        await vendor.calls_back(blocks)

    (finding,) = findings(main)
    assert finding.mine
    assert (finding.place and finding.place.function, finding.coroutine and finding.coroutine.function) == (
        "blocks",
        "main",
    )


def test_a_library_reads_its_own_files_unseen(vendor) -> None:
    """Certificates and templates are its own affair."""

    async def main() -> None:
        vendor.read(threading.__file__)

    assert findings(main) == ()


def test_a_library_reads_the_students_files_for_the_student(vendor, tmp_path, monkeypatch) -> None:
    """A file in the working directory is read because the student asked for it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers.csv").write_text("title")

    async def main() -> None:
        vendor.read("papers.csv")

    (finding,) = findings(main)
    assert (finding.mine, finding.rule, finding.call) == (True, "file", "vendor.read")


def test_a_library_that_computes_by_itself_is_not_told(vendor) -> None:
    """How long that takes depends on the machine, and a run must not."""
    assert findings(vendor.crunches) == ()


def test_a_library_function_that_computes_is_called_by_somebody(vendor) -> None:
    """The student's line that called it is named."""

    async def main() -> None:
        vendor.number()

    (finding,) = findings(main)
    assert (finding.cpu, finding.place and finding.place.text) == (True, "vendor.number()")


def test_what_is_imported_takes_its_time(tmp_path, monkeypatch) -> None:
    """A module that computes while it is imported is not a CPU hog: it does so once."""
    (tmp_path / "heavy_module.py").write_text("n = 0\nwhile n < 10_000_000:\n    n += 1\n")
    monkeypatch.syspath_prepend(tmp_path)

    async def main() -> None:
        import heavy_module

        assert heavy_module.n

    assert findings(main) == ()


def test_blocking_while_the_run_is_cleared_up_is_not_told() -> None:
    """The record ends with the main function."""

    async def stubborn() -> None:
        try:
            await asyncio.sleep(100)
        finally:
            time.sleep(1)

    async def main() -> None:
        main.task = asyncio.create_task(stubborn())  # type: ignore[attr-defined]
        await asyncio.sleep(1)

    assert findings(main) == ()


def test_an_answer_in_a_notebook_is_the_students(monkeypatch) -> None:
    """Code of a cell has a file name of its own, and its text comes from the notebook's cache."""
    import linecache

    source = "import time\n\nasync def answer():\n    time.sleep(1)  # oops\n"
    name = "/tmp/ipykernel_123/456.py"
    monkeypatch.setitem(linecache.cache, name, (len(source), None, source.splitlines(True), name))
    cell: dict[str, object] = {}
    exec(compile(source, name, "exec"), cell)
    (finding,) = findings(cell["answer"])
    assert finding.place is not None
    assert (finding.place.line, finding.place.text) == (4, "time.sleep(1)  # oops")


def test_a_step_is_known_by_the_students_innermost_coroutine_while_its_task_waits() -> None:
    """Where no line is known, that is told: the one that computes is in it. Of a task that is done nothing is left."""
    stalled = []

    class Steps(lab.Observer):
        def step_ended(self, thread: Any, handle: asyncio.Handle, cpu_seconds: float) -> None:
            place = coroutine_of(handle)
            stalled.append(place and place.function)

    async def inner() -> None:
        await asyncio.sleep(1)

    async def outer() -> None:
        await inner()

    assert lab.simulate(outer, observer=Steps()).error is None
    assert stalled[0] == "inner"
    assert stalled[-1] is None
