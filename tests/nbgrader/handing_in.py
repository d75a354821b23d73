"""Puts cases of tests/submissions where `nbgrader collect` would put them."""

from __future__ import annotations

import copy
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .cases import Answers, Case, CaseRefused, Worth
from .changes import changed

Notebook = dict[str, Any]


class Chapter:
    """A released chapter: its notebook, the right answers to its tasks, and what its cells are worth."""

    def __init__(self, name: str, released: Path, source: Path) -> None:
        self.name = name
        self.folder = released.parent
        self.released: Notebook = json.loads(released.read_text(encoding="utf-8"))
        self.right = {_id(cell): _without_markers(_source(cell)) for cell in _cells(source) if _is(cell, "solution")}
        self.worth = _worth(_cells(released))

    def answered(self, texts: Mapping[str, str]) -> Notebook:
        """The released notebook with these texts in its solution cells. Raises KeyError for one that it has not."""
        notebook = copy.deepcopy(self.released)
        cells = {_id(cell): cell for cell in notebook["cells"]}
        for cell in notebook["cells"]:
            cell["source"] = _source(cell)
        for task, text in texts.items():
            cells[task]["source"] = text
        return notebook


def hand_in(case: Case, chapter: Chapter, submitted: Path, words: Mapping[str, str]) -> None:
    """Make a case's submission. words: what stands for @WORD@ in its files and its case.toml."""
    folder = submitted / case.name / chapter.name
    shutil.copytree(chapter.folder, folder)
    (folder / f"{chapter.name}.ipynb").unlink()
    if (case.folder / "files").is_dir():
        shutil.copytree(case.folder / "files", folder, dirs_exist_ok=True)
        for path in folder.rglob("*.*"):
            if path.suffix in (".py", ".json", ".pth", ".cfg", ".sh"):
                path.write_text(_spoken(path.read_text(encoding="utf-8"), words), encoding="utf-8")
    for thing in case.beside:
        _lay(folder, {key: _spoken(value, words) for key, value in thing.items()})
    said = dict(case.notebook)
    path = folder / _spoken(said.pop("name", f"{chapter.name}.ipynb"), words)
    if "link" in said:
        path.symlink_to(_spoken(said["link"], words))
    elif said.get("fifo"):
        os.mkfifo(path)
    elif not said.get("missing"):
        path.write_bytes(_bytes(_spoken(_text(case, chapter), words), **said))


def _text(case: Case, chapter: Chapter) -> str:
    texts = dict(chapter.right) if case.answers is Answers.RIGHT else {}
    try:
        notebook = chapter.answered(texts | case.solutions())
        _with_own_cells(notebook, case)
        return json.dumps(changed(notebook, case.change), ensure_ascii=False, indent=1)
    except (KeyError, TypeError, ValueError) as problem:
        raise CaseRefused(case.name, f"a cell or a change that cannot be: {problem!r}") from problem


def _with_own_cells(notebook: Notebook, case: Case) -> None:
    at: dict[str, int] = {}
    for number, (after, text) in enumerate(case.own_cells()):
        cells = notebook["cells"]
        here = next(n for n, c in enumerate(cells) if after in (_id(c), c["id"])) + 1 if after else 0
        at[after] = at.get(after, -1) + 1
        own = {"cell_type": "code", "execution_count": None, "id": f"mine-{number}", "metadata": {}, "outputs": []}
        cells.insert(here + at[after], own | {"source": text})


def _bytes(
    notebook: str,
    text: str | None = None,
    repeat: Mapping[str, Any] | None = None,
    encoding: str = "utf-8",
    replace: Mapping[str, str] | None = None,
    newlines: str = "\n",
) -> bytes:
    """The notebook's file. text, repeat: something else in its place; replace: its text, altered."""
    written = notebook if text is None else text
    if repeat is not None:
        written = repeat.get("before", "") + repeat["text"] * repeat["times"] + repeat.get("after", "")
    for old, new in (replace or {}).items():
        if old not in written:
            raise ValueError(f"{old!r} is not in the notebook")
        written = written.replace(old, new)
    return written.replace("\n", newlines).encode(encoding, "replace")


def _lay(folder: Path, thing: Mapping[str, Any]) -> None:
    """A link, a named pipe, or a file of so many megabytes (of holes), beside the notebook."""
    path = folder / thing["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in thing:
        path.symlink_to(thing["link"])
    elif "megabytes" in thing:
        path.touch()
        os.truncate(path, thing["megabytes"] * 1_000_000)
    else:
        os.mkfifo(path)


def _spoken(text: Any, words: Mapping[str, str]) -> Any:
    if isinstance(text, str):
        for word, meaning in words.items():
            text = text.replace(f"@{word}@", meaning)
    return text


def _worth(cells: list[dict[str, Any]]) -> Worth:
    points: dict[str, float] = {}
    tasks: dict[str, str] = {}
    task = ""
    for cell in cells:
        if _is(cell, "solution"):
            task = _id(cell)
        if _is(cell, "grade"):
            points[_id(cell)] = float(cell["metadata"]["nbgrader"]["points"])
            tasks[_id(cell)] = task
    return Worth(points, tasks)


def _cells(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def _id(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _is(cell: dict[str, Any], kind: str) -> bool:
    return bool(cell["metadata"].get("nbgrader", {}).get(kind))


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _without_markers(text: str) -> str:
    lines = [line for line in text.splitlines() if "### BEGIN SOLUTION" not in line and "### END SOLUTION" not in line]
    return "\n".join(line for line in lines if "# TODO" not in line or not line.lstrip().startswith("#"))
