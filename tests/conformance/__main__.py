"""Run other people's tests on ours: `python -m tests.conformance [suite ...]`, with pytest's options after them.

- nbgrader: its own tests, on our engine. They come with nbgrader.
- cpython: CPython's own tests of asyncio, on the virtual clock. They come with Python (a distribution may have them in
  a package of their own, as `libpython3-testsuite`).
- anyio, langchain-core, langgraph: their own tests that are coroutines, on the virtual clock. They come from PyPI, as
  `sources.toml` pins them.

Each suite has a strict list of what differs, with the reason: a listed test that passes fails the run, and so does one
that is not listed and fails. A suite that this machine does not have and cannot fetch is named, and makes the status 69
where nothing failed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

import nbgrader
from rich.console import Console
from rich.table import Table

from .sources import CouldNotBeHad, NotAsPinned, Source, interpreter, sources, unpacked

ROOT = Path(__file__).resolve().parents[2]
_COUNT = re.compile(r"(\d+) (passed|failed|xfailed|skipped|error)")
_BARE = ("no:cacheprovider", "no:asyncio", "no:anyio", "no:timeout", "no:nbmake")


_COULD_NOT_BE_HAD = 69  # EX_UNAVAILABLE


@dataclass(frozen=True)
class Suite:
    """A suite of somebody else's. plugin: what puts it on ours. modules: its tests, where they come with a package.
    source: where they come from otherwise. plain: whether it is run without us as well."""

    name: str
    plugin: str
    modules: tuple[str, ...] = ()
    without: tuple[str, ...] = ("no:cacheprovider",)
    plain: bool = False
    source: Source | None = None


@dataclass(frozen=True)
class Result:
    """How many of a suite's tests passed and how many failed as listed; status: pytest's own."""

    passed: int
    listed: int
    status: int


_NBGRADER = ("test_nbgrader_autograde", "test_api", "test_nbgrader_generate_feedback", "test_nbgrader_formgrade")
_CPYTHON = "locks queues taskgroups timeouts waitfor threads futures futures2 context pep492 tasks".split()
_CLOCK = "conformance.on_the_clock"
SUITES = {
    suite.name: suite
    for suite in (
        Suite("nbgrader", "conformance.plugin", tuple(f"nbgrader.tests.apps.{name}" for name in _NBGRADER)),
        Suite(
            "cpython",
            _CLOCK,
            tuple(f"test.test_asyncio.test_{name}" for name in _CPYTHON),
            _BARE,
            plain=True,
        ),
        *(
            Suite(source.name, _CLOCK, (), ("no:cacheprovider", "no:timeout", "no:nbmake"), plain=True, source=source)
            for source in sources().values()
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
        try:
            plain = run(suite, options, ours=False) if suite.plain else None
            ours = run(suite, options, ours=True)
        except CouldNotBeHad as error:
            print(f"{suite.name}: {error}", file=sys.stderr)
            status = status or _COULD_NOT_BE_HAD
            continue
        except NotAsPinned as error:
            print(f"{suite.name}: {error}", file=sys.stderr)
            status = 1
            continue
        status = ours.status or status  # without us, a test of somebody else's may be late on a busy machine
        listed = ours.listed - (plain.listed if plain else 0)  # a suite has expected failures of its own
        table.add_row(suite.name, str(plain.passed) if plain else "", str(ours.passed), str(listed))
    Console().print(table)
    return status


def run(suite: Suite, options: Sequence[str], *, ours: bool) -> Result:
    """Run a suite. Raise CouldNotBeHad or NotAsPinned."""
    with tempfile.TemporaryDirectory(prefix="asynclab-conformance-") as folder:
        if suite.source is None:
            return _run_installed(suite, options, Path(folder), ours=ours)
        return _run_source(suite, suite.source, options, ours=ours)


def _run_installed(suite: Suite, options: Sequence[str], folder: Path, *, ours: bool) -> Result:
    """Run a suite in a folder of its own, which has what nbgrader's tests want: `nbgrader/docs`, and a USER."""
    if find_spec(suite.modules[0].rpartition(".")[0]) is None:
        raise NotAsPinned("its tests are not installed with this Python.")
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = ignore\n")
    (folder / "nbgrader").mkdir()
    (folder / "nbgrader" / "docs").symlink_to(Path(nbgrader.__file__).parent / "docs")
    plugins = [*suite.without, *([suite.plugin] if ours else [])]
    return _pytest(Path(sys.executable), folder, suite.name, plugins, [*options, "--pyargs", *suite.modules])


def _run_source(suite: Suite, source: Source, options: Sequence[str], *, ours: bool) -> Result:
    """Run the tests of a source distribution where they were unpacked."""
    folder, python = unpacked(source), interpreter()
    plugins = [*suite.without, *source.plugins, "conformance.selected", *([suite.plugin] if ours else [])]
    return _pytest(python, folder, suite.name, plugins, ["-W", "ignore", *options, source.tests], source.environment)


def _pytest(
    python: Path,
    folder: Path,
    suite: str,
    plugins: Sequence[str],
    arguments: Sequence[str],
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Result:
    path = os.pathsep.join([str(python.parent), str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    with tempfile.TemporaryDirectory(prefix="asynclab-conformance-") as plugins_alone:
        # not tests/ itself: its folder `nbgrader` would be taken for the package of this name
        (Path(plugins_alone) / "conformance").symlink_to(Path(__file__).resolve().parent)
        own = {"PYTHONPATH": plugins_alone, "USER": os.environ.get("USER", "grader"), "PATH": path}
        with subprocess.Popen(
            [str(python), "-m", "pytest", "-q", *(part for name in plugins for part in ("-p", name)), *arguments],
            cwd=folder,
            env=os.environ | own | environment | {"ASYNCLAB_SUITE": suite},
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
