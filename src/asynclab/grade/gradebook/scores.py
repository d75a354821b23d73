"""What a graded notebook is worth, cell by cell. Pure.

A check earns by its verdict (`verdicts.py`). Other cells are scored as nbgrader scores them: a plain test by its
outputs, a written answer by a person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.autograded_notebook import KEY
from asynclab.grade.gradebook.models import AutoGrade, NotebookScores
from asynclab.grade.gradebook.verdicts import points, read
from asynclab.grade.graded_cells import is_automatic

NO_RESPONSE = "No response."  # nbgrader's comment on an answer that is as it was handed out


def scores(name: str, notebook: NotebookNode, checks: Collection[str], unrun: Collection[str] = ()) -> NotebookScores:
    """Return the scores and comments of a graded notebook. checks: the cells that are checks of ours. unrun: plain
    tests of which nothing came back. A cell that a person grades and that was not in what was handed in waits for one:
    nbgrader would have a zero for it.
    """
    missing = notebook.metadata.get(KEY, {}).get("missing", ())  # perhaps answered in a way that nobody has found
    found = {id: _score(cell, checks, {*unrun, *missing}) for id, cell in _named(notebook) if is_grade(cell)}
    found |= {id: None for id, cell in _named(notebook) if is_task(cell)}  # what was given to it was for another answer
    return NotebookScores(
        name,
        found,
        {
            id: None if id in missing and is_grade(cell) else _comment(cell)
            for id, cell in _named(notebook)
            if is_solution(cell) or is_task(cell)
        },
        frozenset(_flagged(notebook, found, checks)),
    )


def is_final(notebook: NotebookNode, worth: NotebookScores) -> bool:
    """Return whether all that need not be read by a person has a score. An endless loop is endless tomorrow too."""
    return all(worth.scores.get(id) is not None for id, cell in _named(notebook) if is_automatic(cell))


def total(before: Mapping[str, AutoGrade], scores: Mapping[str, float | None]) -> float:
    """Return a notebook's points: those given by hand before ours, and extra credit. before: all its cells by name."""
    points = 0.0
    for name, grade in before.items():
        score = scores.get(name, grade.score) if grade.manual is None else grade.manual
        points += 0.0 if score is None else score + grade.extra
    return points


def nobody_knows(name: str, possible: Mapping[str, float]) -> NotebookScores:
    """Return the scores of a notebook that could not be read: a person has to look at each. possible: by cell."""
    return NotebookScores(name, dict.fromkeys(possible), {})


def _named(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    for cell in notebook.cells:
        id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if id:
            yield id, cell


def _score(cell: NotebookNode, checks: Collection[str], unrun: Collection[str]) -> float | None:
    id: str = cell.metadata.nbgrader.grade_id
    if id in checks:
        return points(cell)
    if id in unrun:
        return None
    try:
        score, _ = determine_grade(cell)
    except (ValueError, KeyError):  # a result that is more than there is to earn, or has no text
        return None
    return None if score is None else float(score)


def _flagged(notebook: NotebookNode, found: Mapping[str, float | None], checks: Collection[str]) -> Iterator[str]:
    """Cells with a score that a person should look at all the same: those whose process was found changed, and whatever
    earned something in a notebook that reaches for what no answer needs."""
    reaches = bool(notebook.metadata.get(KEY, {}).get("reached"))
    for id, cell in _named(notebook):
        if is_automatic(cell) and found.get(id) is not None:
            tampered = id in checks and read(cell).outcome is Outcome.TAMPERED
            if tampered or (reaches and found[id]):
                yield id


def _comment(cell: NotebookNode) -> str | None:
    """What nbgrader remarks on an answer that is still the stub."""
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return NO_RESPONSE if untouched and not is_task(cell) else None
