"""The code cells of a notebook as it was last saved, beside what its kernel has run of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from asynclab.course.cell import sealed
from asynclab.course.cell.bindings import bound_names
from asynclab.course.cell.errors import NoSealedFile


@dataclass(frozen=True)
class CellText:
    """A code cell. id: the notebook's own, "" in an old file. given: whether it is locked, so that no line of it is
    its student's. check: its id for nbgrader, if it is graded by a check, else "". checksum: what nbgrader has noted of
    it when it was handed out, "" where nothing was; about: what that is made of beside the text."""

    id: str
    source: str
    given: bool = False
    check: str = ""
    checksum: str = ""
    about: str = ""

    def handed_out_as(self, source: str) -> bool:
        """Return whether it was handed out with this very text."""
        return hashlib.md5((source + self.about).encode(), usedforsecurity=False).hexdigest() == self.checksum


@dataclass(frozen=True)
class SavedCells:
    """The code cells of a notebook, in their order. at: when it was saved, in real seconds since the epoch."""

    cells: tuple[CellText, ...] = ()
    at: float = 0.0

    def source(self, id: str) -> str | None:
        """Return the text of a cell; None where no cell has this id."""
        return next((cell.source for cell in self.cells if id and cell.id == id), None)

    def id_of(self, source: str) -> str:
        """Return the id of the cell with this very text; "" where there is none, or more than one. It is for frontends
        that tell their kernel no ids, as JupyterLab does."""
        same = [cell.id for cell in self.cells if cell.source.strip() == source.strip()]
        return same[0] if len(same) == 1 else ""

    def binds(self, name: str) -> bool:
        """Return whether a cell of the notebook defines a name."""
        return any(name in bound_names(cell.source) for cell in self.cells)

    @property
    def given(self) -> frozenset[str]:
        """The ids of the locked cells."""
        return frozenset(cell.id for cell in self.cells if cell.given and cell.id)


UNSAVED = SavedCells()


def saved_cells(folder: Path) -> SavedCells:
    """Return the cells of the chapter in a folder; none where it cannot be read."""
    try:
        path = folder / f"{sealed.read(folder).chapter}.ipynb"
        return _read(path, path.stat().st_mtime_ns)
    except (NoSealedFile, OSError):
        return UNSAVED


@lru_cache(maxsize=1)
def _read(path: Path, saved: int) -> SavedCells:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return SavedCells(tuple(_cell(cell) for cell in cells if cell["cell_type"] == "code"), saved / 1e9)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return UNSAVED


def _cell(cell: Any) -> CellText:
    own = cell.get("metadata", {}).get("nbgrader", {})
    text = CellText(str(cell.get("id", "")), "".join(cell["source"]), own.get("locked") is True)
    if own.get("grade") is not True or own.get("solution") is True:
        return text
    points = own.get("points")
    about = f"codeTrueFalseTrue{own.get('grade_id')}{float(points) if isinstance(points, int | float) else points}"
    # as `nbgrader.utils.compute_checksum` has it
    return replace(text, check=str(own.get("grade_id", "")), checksum=str(own.get("checksum", "")), about=about)
