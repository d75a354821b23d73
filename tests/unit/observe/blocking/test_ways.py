"""Whose code it is, in whatever way it came about: the answer's author is blamed, and blamed for nothing else."""

from __future__ import annotations

import functools
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from asynclab import observe
from asynclab.observe.run import Blocking, Ending, Run

from .ways import WAYS, Way

BLOCKING = functools.partial(time.sleep, 1)
HARMLESS = functools.partial(int, 1)
# What a library hands over: a callback that drops what it is told.
DROPPING = "def dropping(do):\n    def dropped(*told):\n        do()\n    return dropped\n"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """A notebook's shell in a folder of its own."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    before = set(sys.modules)
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()
    for name in set(sys.modules) - before:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def vendor() -> Any:
    """A function of a library's, as far as anybody can tell."""
    names: dict[str, Any] = {"__name__": "vendor.client"}
    path = Path(sysconfig.get_path("purelib"), "vendor", "client.py")
    exec(compile(DROPPING, str(path), "exec"), names)
    return names["dropping"]


def ran(shell: InteractiveShell, way: Way, do: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The answer that came about in this way, run once."""
    shared: Any = ModuleType("shared")
    shared.do = do
    monkeypatch.setitem(sys.modules, "shared", shared)
    for path, text in way.beside.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")
    shell.push({"do": do, "dropping": vendor()})
    shell.run_cell(way.cell, store_history=True).raise_error()
    run, _ = observe.record(shell.user_ns["answer"])
    assert run.ending is Ending.RETURNED, run.problem
    return run


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_line_that_blocks_is_its_authors(shell, monkeypatch, way: Way) -> None:
    """One finding, on the line that made the call or gave the callback, with what it stalled for a second."""
    run = ran(shell, way, BLOCKING, monkeypatch)
    (finding,) = run.blocking
    assert finding.place is not None
    assert (finding.mine, finding.stall, finding.place.function) == (True, 1.0, way.function)
    assert finding.place.text.endswith("# HERE") or "# HERE" not in way.cell


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_what_does_not_block_is_nobodys_fault(shell, monkeypatch, way: Way) -> None:
    """The same code around a call that is over at once."""
    assert ran(shell, way, HARMLESS, monkeypatch).blocking == ()


def blamed(shell: InteractiveShell, cell: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Blocking, ...]:
    return ran(shell, Way("", cell), BLOCKING, monkeypatch).blocking


@pytest.mark.parametrize(("magic", "cell_number"), [("%%time", 2), ("%%capture", 3)])
def test_a_cell_magic_changes_nothing_of_what_is_found(shell, monkeypatch, magic: str, cell_number: int) -> None:
    """The same cell with and without it: the same line, the same text, the same coroutine; only the cell's number is
    the next one (`%%capture` runs what it captures as a cell of its own)."""
    cell = "async def answer():\n    for _ in range(2):\n        do()\n"
    (plain,) = blamed(shell, cell, monkeypatch)
    (under,) = blamed(shell, f"{magic}\n{cell}", monkeypatch)
    assert plain.place is not None
    assert under.place is not None
    assert (plain.place.file, under.place.file) == ("cell In[1]", f"cell In[{cell_number}]")
    assert (under.place.line, under.place.text) == (plain.place.line, plain.place.text)
    assert under.coroutine is not None
    assert under.coroutine.text == "async def answer():"


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize(
    "line",
    [
        "open(PATH).read()",
        "with open(PATH) as file: file.read()",
        "open(PATH, 'a').write('x')",
        "import json; json.load(open(PATH))",
        "[*open(PATH)]",
        "import builtins; builtins.open(PATH).close()",
        "import io; io.open(PATH).close()",
        "from pathlib import Path; Path(PATH).read_text()",
    ],
)
def test_a_file_that_is_opened_in_a_notebook_is_opened_by_its_author(shell, monkeypatch, tmp_path, line: str) -> None:
    """IPython gives a notebook an `open` of its own, which calls Python's."""
    path = tmp_path / "numbers.txt"
    path.write_text("1", encoding="utf-8")
    cell = f"PATH = {str(path)!r}\nasync def answer():\n    {line}"
    assert "_modified_open" in repr(shell.user_ns["open"].__code__)
    (finding,) = blamed(shell, cell, monkeypatch)
    assert (finding.rule, finding.mine) == ("file", True)
    assert finding.place is not None
    assert finding.place.line == 3


def test_there_are_enough_ways() -> None:
    """At least 25, each with a name of its own."""
    assert len({way.name for way in WAYS}) == len(WAYS) >= 25
