"""What a judge is given: an instructor's notebook as data, and how it refuses one. Who hands it over loads no check."""

from __future__ import annotations

from dataclasses import dataclass

from asynclab.grade.errors import GradingError
from asynclab.grade.job import CellKind, Companion


class CannotExamine(GradingError):
    """A graded cell of the chapter cannot be asked: the author's slip, told before any submission is touched."""

    def __init__(self, check: str, why: str) -> None:
        super().__init__(
            f"The graded cell “{check}” cannot be used: {why.rstrip('.')}. Nothing was graded. Mend the cell "
            "in the chapter, build the chapter anew, and run nbgrader generate_assignment."
        )
        self.check = check
        self.why = why


@dataclass(frozen=True)
class ExamCell:
    """A code cell of the instructor's notebook. name: of a CHECK, its grade_id. TEST and SKIP cells are not run."""

    kind: CellKind
    source: str
    name: str = ""


@dataclass(frozen=True)
class Examination:
    """An instructor's notebook and what lies beside it. companions: those of the release (`sealed.json`)."""

    cells: tuple[ExamCell, ...]
    companions: tuple[Companion, ...] = ()
