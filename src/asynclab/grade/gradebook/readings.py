"""A graded notebook's cells, read: checks by their verdicts, plain tests by their outputs, the rest as a person graded
it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook import verdicts
from asynclab.grade.gradebook.models import CellGrade
from asynclab.grade.gradebook.outputs import LEFT_OUT, cell_frames
from asynclab.grade.gradebook.verdicts import Reading, Standing
from asynclab.grade.graded_cells import is_automatic, kind_of
from asynclab.grade.job import CellKind


def readings(notebook: NotebookNode, grades: Mapping[str, CellGrade]) -> Iterator[Reading]:
    """Read the graded cells of an autograded notebook, in its order. grades: what the gradebook has of them, by name.

    What a person decided counts before what the notebook says.
    """
    for cell in notebook.cells:
        if not (is_grade(cell) or is_task(cell)):
            continue
        grade = grades.get(cell.metadata.nbgrader.grade_id)
        if grade is not None and grade.given:
            yield _given(cell, grade)
        elif not is_automatic(cell):
            yield _by_a_person(cell, grade)
        elif kind_of(cell.source, cell.metadata.nbgrader.grade_id) is CellKind.CHECK:
            yield verdicts.read(cell)
        else:
            yield _plain_test(cell, grade)


def outcomes(notebook: NotebookNode, checks: Collection[str]) -> dict[str, str]:
    """Return what the verdict on each check of an autograded notebook says, by its grade_id."""
    cells = ((cell, cell.metadata.get("nbgrader", {}).get("grade_id", "")) for cell in notebook.cells)
    return {name: verdicts.read(cell).outcome.value for cell, name in cells if name in checks and is_automatic(cell)}


def _given(cell: NotebookNode, grade: CellGrade) -> Reading:
    """A cell with a person's points, which is to be looked at again where the answer changed after that."""
    said = f"{grade.points or 0.0:g} of {grade.of:g} points, given by a person"
    if grade.by_hand:
        return Reading(grade.name, Standing.UNCLEAR, Outcome.UNGRADED, reasons=(f"It has {said}, before this answer.",))
    promise = verdicts.read(cell).promise if is_automatic(cell) else ""
    if (grade.points or 0.0) >= grade.of:
        return Reading(grade.name, Standing.EARNED, Outcome.PASSED, promise)
    return Reading(grade.name, Standing.LOST, Outcome.FAILED, promise, (said,))


def _by_a_person(cell: NotebookNode, grade: CellGrade | None) -> Reading:
    """A written answer or a task. Untouched, it has no points without anybody's doing."""
    name: str = cell.metadata.nbgrader.grade_id
    if grade is None or grade.points is None or (is_task(cell) and not is_solution(cell)):
        return Reading(name, Standing.WAITING, Outcome.UNGRADED)
    return Reading(name, Standing.LOST, Outcome.NOT_ATTEMPTED)


def _plain_test(cell: NotebookNode, grade: CellGrade | None) -> Reading:
    """A test of nbgrader's kind: it earns by not failing, or as much as its last value says."""
    name: str = cell.metadata.nbgrader.grade_id
    if grade is None or grade.points is None:
        said = next(_failures(cell), "Nothing came back of this test.")
        return Reading(name, Standing.UNCLEAR, Outcome.UNGRADED, reasons=(said,))
    if grade.points >= grade.of:
        return Reading(name, Standing.EARNED, Outcome.PASSED)
    said = next(_failures(cell), f"{grade.points:g} of {grade.of:g} points")
    outcome = Outcome.NOT_ATTEMPTED if said.startswith("NotAttempted") else Outcome.FAILED
    return Reading(name, Standing.LOST, outcome, reasons=(said,))


def _failures(cell: NotebookNode) -> Iterator[str]:
    """What cost a test its points, in the order in which it came."""
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            said = " ".join(output.get("evalue", "").split())
            if output.ename == LEFT_OUT:
                yield f"It ended its process: {said}"
            else:
                said = said or _failing_line(cell, output)
                yield f"{output.ename}: {said}" if said else output.ename
        elif output.output_type == "stream" and output.name == "stderr":
            first = next(iter(output.text.strip().splitlines()), "")
            yield f"it wrote to stderr, which costs a test its points: {first}"


def _failing_line(cell: NotebookNode, error: NotebookNode) -> str:
    """The test's own line that raised an error without words, as a bare `assert` does; "" where none is told."""
    lines = cell.source.split("\n")
    at = [line for count, line in cell_frames(error) if count == cell.execution_count]
    return lines[at[-1] - 1].strip() if at and 0 < at[-1] <= len(lines) else ""
