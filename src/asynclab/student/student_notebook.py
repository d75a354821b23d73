"""A notebook file as cells that can be compared and put together, everything else in it left as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class NotAStudentNotebook(Exception):
    """The file is no notebook that can be read."""


@dataclass(frozen=True)
class StudentCell:
    """A cell. raw: as the file has it."""

    raw: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """ "code", "markdown" or "raw"."""
        return str(self.raw["cell_type"])

    @property
    def source(self) -> str:
        """Its text."""
        return str(self.raw["source"])

    @property
    def id(self) -> str:
        """The notebook format's id; "" where the program that saved the file writes none."""
        return str(self.raw.get("id", ""))

    @property
    def grade_id(self) -> str:
        """nbgrader's id; "" for a cell that is none of nbgrader's."""
        return str(self._about.get("grade_id", ""))

    @property
    def is_answer(self) -> bool:
        """Whether a student's answer belongs in it."""
        return bool(self.grade_id) and self._about.get("solution") is True

    @property
    def is_plain(self) -> bool:
        """Whether it is lesson text, or code to look at: neither an answer nor a check."""
        return not self.grade_id

    @property
    def _about(self) -> Mapping[str, Any]:
        about = self.raw["metadata"].get("nbgrader")
        return about if isinstance(about, dict) else {}

    def says_as(self, other: StudentCell) -> bool:
        """Check whether both have the same text and are of one kind."""
        return self.kind == other.kind and tidy(self.source) == tidy(other.source)

    def with_source(self, source: str) -> StudentCell:
        """Return the cell with another text."""
        return StudentCell({**self.raw, "source": source})

    def with_outputs_of(self, other: StudentCell) -> StudentCell:
        """Return the cell with what another one, that says the same, showed when it was run."""
        shown = {name: other.raw[name] for name in ("outputs", "execution_count") if name in other.raw}
        return StudentCell({**self.raw, **shown}) if self.kind == "code" else self


@dataclass(frozen=True)
class StudentNotebook:
    """A notebook. raw: as the file has it, whose cells are in `cells`."""

    raw: Mapping[str, Any]
    cells: tuple[StudentCell, ...]


def tidy(text: str) -> str:
    """Return a text without what editors change by themselves: line ends, and space at ends."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def read(data: bytes) -> StudentNotebook:
    """Read a notebook file. Raises `NotAStudentNotebook`; a cell of a wrong shape is one reason."""
    try:
        raw = json.loads(data.decode("utf-8-sig"))
        if raw["nbformat"] != 4:
            raise NotAStudentNotebook(f"its format is {raw['nbformat']}")
        return StudentNotebook(raw, tuple(_cell(cell) for cell in raw["cells"]))
    except KeyError as error:
        raise NotAStudentNotebook(f"it lacks {error}") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise NotAStudentNotebook(str(error)) from error


def _cell(raw: Any) -> StudentCell:
    source = raw["source"]
    text = source if isinstance(source, str) else "".join(source)
    if raw["cell_type"] not in ("code", "markdown", "raw") or not isinstance(raw["metadata"], dict):
        raise NotAStudentNotebook("a cell is of no known kind")
    return StudentCell({**raw, "source": text})


def to_bytes(notebook: StudentNotebook) -> bytes:
    """Return the file of a notebook, its lines in lists, as Jupyter writes it."""
    cells = [{**cell.raw, "source": cell.source.splitlines(keepends=True)} for cell in notebook.cells]
    whole = {**notebook.raw, "cells": cells}
    try:
        return f"{json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True)}\n".encode()
    except UnicodeEncodeError:  # half a character, as a cut text leaves it: JSON can say it in ASCII only
        return f"{json.dumps(whole, indent=1, sort_keys=True)}\n".encode()
