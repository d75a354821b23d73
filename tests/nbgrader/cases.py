"""tests/submissions, read: what each case hands in, and what it deserves. The format: its README.

Strict: a key that nobody knows, or a cell that is not in the chapter, is an error that names the case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "submissions"


class Kind(Enum):
    """Who hands in."""

    ATTACK = "attack"
    HONEST = "honest"


class Answers(Enum):
    """What stands in the solution cells that a case brings no file for."""

    RIGHT = "right"
    STUB = "stub"


class CaseRefused(Exception):
    """A case that is not written as the README says; the message names it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"tests/submissions/{name}: {why}")


@dataclass(frozen=True)
class Case:
    """One student. deserves: "everything", "nothing", or points by task or graded cell, which leaves the others what
    their answers are worth. flagged: graded cells that a person has to be asked about; or True, if it may get what it
    does not deserve, and a person is asked about whatever it gets. residue: why it gets that all the same."""

    name: str
    title: str
    kind: Kind
    answers: Answers
    deserves: Mapping[str, float] | str = field(default_factory=dict)
    flagged: tuple[str, ...] | bool = ()
    note_contains: str = ""
    residue: str = ""
    change: tuple[Mapping[str, Any], ...] = ()
    beside: tuple[Mapping[str, Any], ...] = ()
    notebook: Mapping[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return FOLDER / self.name

    def solutions(self) -> dict[str, str]:
        """The text of its solution cells, by grade_id."""
        return {path.stem: _text(path) for path in sorted(self.folder.glob("*.py")) if not _is_own_cell(path)}

    def wrong(self, deserved: Mapping[str, float], got: Mapping[str, float], asked: Collection[str]) -> list[str]:
        """What is not as it should be, in sentences. asked: the graded cells that a person is asked about."""
        found = []
        for cell, of in deserved.items():
            by_person = self.flagged is True and got[cell] > of and cell in asked
            if got[cell] != of and not by_person:
                found.append(f"{cell} got {got[cell]:g}, deserves {of:g}")
        if self.flagged is True and not asked:
            found.append("nobody is asked to look at it")
        cells = () if isinstance(self.flagged, bool) else self.flagged
        return found + [f"{cell} is not flagged for a person" for cell in cells if cell not in asked]

    def own_cells(self) -> tuple[tuple[str, str], ...]:
        """Cells of the student's own: after which cell ("" for the top), and their text."""
        paths = sorted(path for path in self.folder.glob("*.py") if _is_own_cell(path))
        return tuple((_place(path), _text(path)) for path in paths)


@dataclass(frozen=True)
class Worth:
    """The graded cells of a chapter: their points, and the task each belongs to."""

    points: Mapping[str, float]
    tasks: Mapping[str, str]

    def deserved(self, case: Case) -> dict[str, float]:
        """What each graded cell of a case is to have. Raises CaseRefused for names that the chapter has not."""
        said = case.deserves if isinstance(case.deserves, Mapping) else {}
        full = case.deserves == "everything" or (case.deserves != "nothing" and case.answers is Answers.RIGHT)
        found = {cell: of if full else 0.0 for cell, of in self.points.items()}
        for name, points in sorted(said.items(), key=lambda item: item[0] in found):  # cells after tasks
            cells = [name] if name in found else [cell for cell, task in self.tasks.items() if task == name]
            if not cells:
                raise CaseRefused(case.name, f"deserves names “{name}”, which is no task and no graded cell.")
            found |= _shared(case, name, float(points), {cell: self.points[cell] for cell in cells})
        for cell, task in _OWN_CODE.items():
            if said.get(task) == 0 and cell in found and cell not in said:
                found[cell] = 0.0
        return found


def _shared(case: Case, name: str, points: float, of: Mapping[str, float]) -> dict[str, float]:
    """A task's points over its cells: all of them or none; whoever wants some names the cells."""
    if points == 0:
        return dict.fromkeys(of, 0.0)
    if points == sum(of.values()):
        return dict(of)
    raise CaseRefused(case.name, f"“{name}” is worth {sum(of.values()):g}: all, or 0, or name its graded cells.")


def load_cases(folder: Path = FOLDER) -> tuple[Case, ...]:
    """Every case, by name. Raises CaseRefused."""
    return tuple(_load(path) for path in sorted(folder.iterdir()) if path.is_dir())


def _load(folder: Path) -> Case:
    name = folder.name
    try:
        said = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise CaseRefused(name, f"case.toml cannot be read: {problem}") from None
    unknown = said.keys() - _KEYS
    if unknown or not {"title", "kind"} <= said.keys():
        raise CaseRefused(name, f"case.toml has title, kind and any of {sorted(_KEYS)}; it has {sorted(said)}.")
    if isinstance(said.get("deserves"), str) and said["deserves"] not in ("everything", "nothing"):
        raise CaseRefused(name, "deserves is “everything”, “nothing” or a table of points.")
    kind = Kind(said["kind"])
    usual = Answers.RIGHT if kind is Kind.HONEST else Answers.STUB
    answers = Answers(said.get("answers", usual.value))
    return Case(
        name=name,
        title=said["title"],
        kind=kind,
        answers=answers,
        deserves=said.get("deserves", {}),
        flagged=_flagged(name, said.get("flagged", ())),
        note_contains=said.get("note_contains", ""),
        residue=said.get("residue", ""),
        change=tuple(said.get("change", ())),
        beside=tuple(said.get("beside", ())),
        notebook=said.get("notebook", {}),
    )


def _flagged(name: str, said: object) -> tuple[str, ...] | bool:
    if said is True:
        return True
    if not isinstance(said, (list, tuple)):
        raise CaseRefused(name, "flagged is true, or a list of graded cells.")
    return tuple(map(str, said))


_OWN_CODE = {"answer_3-check": "fanout"}  # the question that is on a task's own code: without that, nobody is right
_KEYS = {field.name for field in fields(Case)} - {"name"}
_OWN = "own-cell-"
_AFTER = "own-cell-after-"


def _is_own_cell(path: Path) -> bool:
    return path.name.startswith(_OWN)


def _place(path: Path) -> str:
    """own-cell-at-top.py, own-cell-after-fanout.py, own-cell-after-fanout.2.py"""
    return path.stem.removeprefix(_AFTER).split(".")[0] if path.name.startswith(_AFTER) else ""


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").rstrip("\n")
