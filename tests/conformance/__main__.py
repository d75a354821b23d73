"""Run other people's tests on ours: `python -m tests.conformance [suite ...]`, with pytest's options after them.

- nbgrader: its own tests, on our engine. They come with nbgrader.
- cpython: CPython's own tests of asyncio, on the virtual clock. They come with Python (a distribution may have them in
  a package of their own, as `libpython3-testsuite`).

Each suite has a strict list of what differs, with the reason: a listed test that passes fails the run, and so does one
that is not listed and fails.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import nbgrader
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
_COUNT = re.compile(r"(\d+) (passed|failed|xfailed|skipped|error)")
_BARE = ("no:cacheprovider", "no:asyncio", "no:anyio", "no:timeout", "no:nbmake")


@dataclass(frozen=True)
class Suite:
    """A suite of somebody else's. plugin: what puts it on ours. plain: whether it is run without us as well."""

    name: str
    plugin: str
    modules: tuple[str, ...]
    without: tuple[str, ...] = ("no:cacheprovider",)
    plain: bool = False


@dataclass(frozen=True)
class Result:
    """How many of a suite's tests passed and how many failed as listed; status: pytest's own."""

    passed: int
    listed: int
    status: int


_NBGRADER = ("test_nbgrader_autograde", "test_api", "test_nbgrader_generate_feedback", "test_nbgrader_formgrade")
_CPYTHON = "locks queues taskgroups timeouts waitfor threads futures futures2 context pep492 tasks".split()
SUITES = {
    suite.name: suite
    for suite in (
        Suite("nbgrader", "tests.conformance.plugin", tuple(f"nbgrader.tests.apps.{name}" for name in _NBGRADER)),
        Suite(
            "cpython",
            "tests.conformance.on_the_clock",
            tuple(f"test.test_asyncio.test_{name}" for name in _CPYTHON),
            _BARE,
            plain=True,
        ),
    )
}


def main(arguments: Sequence[str]) -> int:
    """Run the suites that are named, or all of them; 0 if each of them is as listed."""
    named = [SUITES[each] for each in arguments if each in SUITES] or list(SUITES.values())
    options = [each for each in arguments if each not in SUITES]
    table = Table("suite", "without us", "on ours", "listed differences")
    status = 0
    for suite in named:
        if find_spec(suite.modules[0].rpartition(".")[0]) is None:
            print(f"{suite.name}: its tests are not installed with this Python.", file=sys.stderr)
            status = 1
            continue
        plain = run(suite, options, ours=False) if suite.plain else None
        ours = run(suite, options, ours=True)
        status = status or ours.status
        table.add_row(suite.name, str(plain.passed) if plain else "", str(ours.passed), str(ours.listed))
    Console().print(table)
    return status


def run(suite: Suite, options: Sequence[str], *, ours: bool) -> Result:
    """Run a suite in a folder of its own, which has what nbgrader's tests want: `nbgrader/docs`, and a USER."""
    with tempfile.TemporaryDirectory(prefix="asynclab-conformance-") as folder:
        (Path(folder) / "pytest.ini").write_text("[pytest]\nfilterwarnings = ignore\n")
        (Path(folder) / "nbgrader").mkdir()
        (Path(folder) / "nbgrader" / "docs").symlink_to(Path(nbgrader.__file__).parent / "docs")
        plugins = [part for name in (*suite.without, *([suite.plugin] if ours else [])) for part in ("-p", name)]
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        own = {"PYTHONPATH": str(ROOT), "USER": os.environ.get("USER", "grader"), "PATH": path}
        with subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", *plugins, *options, "--pyargs", *suite.modules],
            cwd=folder,
            env=os.environ | own | {"ASYNCLAB_SUITE": suite.name},
            stdout=subprocess.PIPE,
            text=True,
        ) as tests:
            last = ""
            for last in tests.stdout or ():
                print(last, end="", flush=True)
    counts = {what: int(number) for number, what in _COUNT.findall(last)}
    return Result(counts.get("passed", 0), counts.get("xfailed", 0), tests.returncode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
