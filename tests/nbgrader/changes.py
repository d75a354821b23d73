"""What can happen to a notebook before it is handed in: a closed vocabulary, so that a case is data. See the README
of tests/submissions."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

Notebook = dict[str, Any]
Cell = dict[str, Any]


def changed(notebook: Notebook, changes: tuple[Mapping[str, Any], ...]) -> Notebook:
    """The notebook after all changes, in their order. Raises KeyError or ValueError for one that says nothing."""
    for change in changes:
        said = dict(change)
        _CHANGES[said.pop("do")](notebook, **said)
    return notebook


def _delete(notebook: Notebook, cell: str) -> None:
    for found in _found(notebook, cell):
        notebook["cells"].remove(found)


def _duplicate(notebook: Notebook, cell: str, at: str = "after", **differs: Any) -> None:
    """A copy under a cell id of its own, as JupyterLab pastes one; `differs` are the copy's other fields."""
    for found in _found(notebook, cell):
        twin = copy.deepcopy(found) | {"id": f"{found['id']}-copy"} | differs
        notebook["cells"].insert(_spot(notebook, at, found), twin)


def _move(notebook: Notebook, cell: str, at: str) -> None:
    for found in _found(notebook, cell):
        notebook["cells"].remove(found)
        notebook["cells"].insert(_spot(notebook, at, found), found)


def _set(notebook: Notebook, path: str, value: Any, cell: str = "") -> None:
    """A value at a dotted path, in cells or (without `cell`) in the notebook."""
    for found in _found(notebook, cell) if cell else [notebook]:
        holder, key = _holder(found, path)
        holder[key] = copy.deepcopy(value)


def _unset(notebook: Notebook, path: str, cell: str = "") -> None:
    for found in _found(notebook, cell) if cell else [notebook]:
        holder, key = _holder(found, path)
        del holder[key]


def _swap(notebook: Notebook, cell: str, other: str, path: str) -> None:
    """Two cells have each other's value."""
    (mine, my_key), (theirs, their_key) = (_holder(_found(notebook, name)[0], path) for name in (cell, other))
    mine[my_key], theirs[their_key] = theirs[their_key], mine[my_key]


def _append(notebook: Notebook, cell: str, text: str) -> None:
    for found in _found(notebook, cell):
        found["source"] += text


def _end_lines(notebook: Notebook, cell: str, **said: str) -> None:
    for found in _found(notebook, cell):
        found["source"] = found["source"].replace("\n", said["with"])


def _bulk(notebook: Notebook, cell: str, megabytes: int, source: bool = False) -> None:
    """So many megabytes of text, printed by a cell or (source) written in it."""
    line = "y" * 99 + "\n"
    for found in _found(notebook, cell):
        if source:
            found["source"] += "\n#" + "y" * (megabytes * 1_000_000)
        else:
            text = line * (megabytes * 10_000)
            found["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]


def _turn_into(notebook: Notebook, cell: str, type: str) -> None:
    """Another type of cell, with the fields that such a cell has."""
    for found in _found(notebook, cell):
        found["cell_type"] = type
        for name in ("outputs", "execution_count"):
            found.pop(name, None)


_CHANGES: dict[str, Callable[..., None]] = {
    "delete": _delete,
    "duplicate": _duplicate,
    "move": _move,
    "set": _set,
    "unset": _unset,
    "swap": _swap,
    "append": _append,
    "end lines": _end_lines,
    "bulk": _bulk,
    "turn into": _turn_into,
}


def _found(notebook: Notebook, pattern: str) -> list[Cell]:
    """The cells whose grade_id or cell id fits, with * and ?; "graded" and "all" are what they say."""
    cells: list[Cell] = notebook["cells"]
    found = [cell for cell in cells if _fits(cell, pattern)]
    if not found:
        raise ValueError(f"no cell fits {pattern!r}")
    return found


def _fits(cell: Cell, pattern: str) -> bool:
    said = _dict(_dict(cell["metadata"]).get("nbgrader"))
    if pattern == "graded":
        return bool(said.get("grade"))
    names = (str(said.get("grade_id", "")), str(cell.get("id", "")))
    return pattern == "all" or any(fnmatchcase(name, pattern) for name in names)


def _dict(value: Any) -> dict[str, Any]:
    """An earlier change may have put anything there."""
    return value if isinstance(value, dict) else {}


def _spot(notebook: Notebook, at: str, cell: Cell) -> int:
    cells: list[Cell] = notebook["cells"]
    if at in ("top", "end"):
        return 0 if at == "top" else len(cells)
    side, _, name = at.partition(" ")
    beside = _found(notebook, name)[0] if name else cell
    return cells.index(beside) + {"before": 0, "after": 1}[side]


def _holder(thing: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    *way, key = path.split(".")
    for step in way:
        thing = thing.setdefault(step, {})
    return thing, key
