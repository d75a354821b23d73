"""What regrading refuses, with the reason in the message.

GradingError
├── NothingToUndo   no batch is there that could be taken back
├── GivenSince      something was given by hand after the batch
├── WouldLower      grades would be lower, and that is not to be
└── NoHistory       no grading of a student is kept
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asynclab.grade.errors import GradingError
from asynclab.grade.history.gradings import GradingBatch
from asynclab.grade.history.rollback import ChangedSince


class NothingToUndo(GradingError):
    """No batch has graded the assignment, or the last one is taken back already. batch: the last one, if any."""

    def __init__(self, assignment: str, batch: GradingBatch | None) -> None:
        if batch is None:
            says = (
                f"There is nothing to take back: no batch of {assignment} is kept in this gradebook. What nbgrader's "
                "own engine graded, or an older version of this one, is not kept."
            )
        else:
            says = (
                f"The last batch of {assignment}, of {batch.began:%Y-%m-%d %H:%M} UTC, is taken back already, and only "
                f"the last one can be. What was graded when, says: asynclab history STUDENT {assignment}"
            )
        super().__init__(says)


class GivenSince(GradingError):
    """A person gave points or comments after the batch, or another program changed what it had saved."""

    def __init__(self, assignment: str, since: Sequence[ChangedSince]) -> None:
        lines = "".join(f"\n  {told(each)}" for each in since)
        super().__init__(
            f"Since the last batch of {assignment}, this was given or changed by hand:{lines}\n"
            f"Nothing is taken back. To drop that as well: asynclab undo {assignment} --force"
        )


class WouldLower(GradingError):
    """A batch would lower grades, and is not to. lines: whose. waiting: how many submissions are not saved for it."""

    def __init__(self, lines: Iterable[str], waiting: int) -> None:
        told = "\n".join(lines)
        super().__init__(
            f"These grades would be lower than they are:\n{told}\nSo none of the {waiting} that were graded again is "
            "saved; submissions that had no grades yet are. Why, says the same command with --dry-run. To save them "
            "all: --lower ok (asynclab undo takes a batch back)."
        )


class NoHistory(GradingError):
    """No grading of a student is kept, or none for an assignment. alike: a student with nearly that name, or "".
    graded: the student's assignments of which there are some."""

    def __init__(self, student: str, assignment: str, alike: str, graded: Sequence[str] = ()) -> None:
        asked = f" {assignment}" * bool(assignment)
        tried = f"Did you mean: asynclab history {alike}{asked}" if alike else "Is it in submitted/, and autograded?"
        if graded:
            tried = f"There are some for {', '.join(graded)}."
        super().__init__(f"No grading of “{student}” is kept{f' for {assignment}' * bool(assignment)}. {tried}")


def told(each: ChangedSince) -> str:
    """Return what was changed, as a line."""
    where = f"{each.student}: {each.cell}" if each.cell else each.student
    return f"{where}, {each.by_hand}" if each.by_hand else f"{where} is not as the batch left it"
