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

from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.gradebook.verdicts import Reading
from asynclab.grade.gradebook.verdicts import read as read_verdict


@dataclass(frozen=True)
class SavedCell:
    """A cell with a grade_id. reading: what its check said; None for a check that said nothing, or is none."""

    id: str
    source: str
    reading: Reading | None = None


@dataclass(frozen=True)
class Saved:
    """A notebook's cells that have a grade_id, in order; one may be there more than once."""

    cells: tuple[SavedCell, ...]

    def copies(self, id: str) -> tuple[SavedCell, ...]:
        """The cells of an id: none if it was deleted, several if it was copied."""
        return tuple(cell for cell in self.cells if cell.id == id)


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
        id = about.get("grade_id")
        if isinstance(id, str) and cell.get("cell_type") == "code":
            reading = _reading(cell, id) if about.get("grade") is True else None
            yield SavedCell(id, _text(cell.get("source")), reading)


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
