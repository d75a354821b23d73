"""A student's notebook as it lies on disk: what stands in its cells, and what their checks last said.

Nothing of such a file is trusted to have the right shape: it was edited, merged, cut short by a full disk. Whatever is
no cell of the chapter's is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asynclab.course.cell.bindings import bound_names, digest
from asynclab.course.cell.cell_verdict import MIME, JudgedCell
from asynclab.grade.gradebook.verdicts import Reading
from asynclab.grade.gradebook.verdicts import read as read_verdict


@dataclass(frozen=True)
class SavedCell:
    """A code cell. id: its grade_id, "" for one that a student has added. reading: what its check said; None for a
    check that said nothing, or is none. judged: what that check judged. failed: whether it ended with an error."""

    id: str
    source: str
    reading: Reading | None = None
    judged: tuple[JudgedCell, ...] = ()
    failed: bool = False


@dataclass(frozen=True)
class Saved:
    """A notebook's code cells, in order; one may be there more than once."""

    cells: tuple[SavedCell, ...]

    def copies(self, id: str) -> tuple[SavedCell, ...]:
        """Return the cells of an id: no cell if it was deleted, several cells if it was copied."""
        return tuple(cell for cell in self.cells if cell.id == id)

    def overtaken(self, check: SavedCell) -> str:
        """Return the name of an answer that is no longer what a check has judged, "" if all of them are.

        What counts is the last cell above the check that binds the name: its text, and that it did not fail.
        """
        for judged in check.judged:
            binding = [cell for cell in self._above(check) if judged.name in bound_names(cell.source)]
            if not binding or binding[-1].failed or digest(binding[-1].source) != judged.digest:
                return judged.name
        return ""

    def _above(self, check: SavedCell) -> tuple[SavedCell, ...]:
        at = next(at for at, cell in enumerate(self.cells) if cell is check)
        return self.cells[:at]


class UnreadableNotebook(Exception):
    """The notebook cannot be read; its text is a sentence for its student."""


def read(notebook: Path) -> Saved:
    """Read a notebook. Raises `UnreadableNotebook`."""
    if not notebook.parent.is_dir():
        raise UnreadableNotebook("Its folder is not here. To have it back as it was handed out: asynclab start")
    try:
        data = json.loads(notebook.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        says = f"Its notebook is not in its folder. It has to be called {notebook.name}; was it renamed?"
        raise UnreadableNotebook(says) from None
    except OSError as error:
        raise UnreadableNotebook(f"Its notebook cannot be opened: {error.strerror or type(error).__name__}.") from error
    except (ValueError, RecursionError) as error:
        says = (
            "Its notebook is damaged: it is not the JSON that a notebook is made of. Was it half saved, or half merged?"
        )
        raise UnreadableNotebook(
            f"{says} An earlier copy may be in .ipynb_checkpoints beside it. To begin anew: give the file another "
            "name, and run asynclab start."
        ) from error
    cells = data.get("cells") if isinstance(data, dict) else None
    if not isinstance(cells, list):
        raise UnreadableNotebook("Its notebook has no cells: this is another kind of file, or a very old one.")
    return Saved(tuple(_cells(cells)))


def _cells(cells: list[Any]) -> Iterator[SavedCell]:
    for cell in cells:
        about = _dict(_dict(_dict(cell).get("metadata")).get("nbgrader"))
        id, source = about.get("grade_id"), _text(_dict(cell).get("source"))
        if _dict(cell).get("cell_type") != "code":
            continue
        if isinstance(id, str) and id and about.get("grade") is True:
            yield SavedCell(id, source, _reading(cell, id), tuple(_judged(cell)))
        else:
            yield SavedCell(id if isinstance(id, str) else "", source, failed=_failed(cell))


def _failed(cell: dict[str, Any]) -> bool:
    return any(_dict(output).get("output_type") == "error" for output in _list(cell.get("outputs")))


def _judged(cell: dict[str, Any]) -> Iterator[JudgedCell]:
    """What a check says that it has judged; checks of older releases do not say it."""
    for output in _list(cell.get("outputs")):
        for judged in _list(_dict(_dict(_dict(output).get("data")).get(MIME)).get("judged")):
            told = [_dict(judged).get(name) for name in ("name", "label", "digest")]
            if all(isinstance(each, str) for each in told):
                yield JudgedCell(*map(str, told))


def _reading(cell: dict[str, Any], id: str) -> Reading | None:
    """What a check said, if it said anything: a verdict, or an error that came before one."""
    outputs = [output for output in _list(cell.get("outputs")) if _is_sound(output)]
    if not any(output["output_type"] == "error" or MIME in output.get("data", {}) for output in outputs):
        return None
    return read_verdict({"metadata": {"nbgrader": {"grade_id": id}}, "outputs": outputs})


def _is_sound(output: Any) -> bool:
    return isinstance(_dict(output).get("output_type"), str) and isinstance(output.get("data", {}), dict)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(source: Any) -> str:
    """A cell's text, which a file holds as one string or as a list of lines."""
    return source if isinstance(source, str) else "".join(line for line in _list(source) if isinstance(line, str))
