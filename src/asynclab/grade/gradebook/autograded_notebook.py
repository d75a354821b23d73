"""The autograded notebook, put together from what the steps gave: what a person who grades sees, and what feedback is
made of. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from nbformat import NotebookNode, from_dict

from asynclab.grade.gradebook import outputs
from asynclab.grade.gradebook.for_graders import KEY as KEY  # also in the notebook's metadata: {"notes": [...], ...}
from asynclab.grade.gradebook.for_graders import ask_graders
from asynclab.grade.gradebook.outputs import LEFT_OUT
from asynclab.grade.graded_cells import GradedCell, is_automatic
from asynclab.grade.intake.clean import Cleaned
from asynclab.grade.job import CellOutput, Executed

_LOOK = "A person is asked to look: this notebook reaches for what no answer needs, {}."


# what of the notes is no change to a student's file, or is for whoever grades
_NOT_FOR_STUDENTS = ("A person is asked to look", "When it was handed in is not known")
_SECOND = "second"  # in the notebook's metadata, under KEY
_KEPT = "of the student's own kept in place."


def notes_for_student(notebook: NotebookNode) -> tuple[str, ...]:
    """Return what of a graded notebook's file was not taken as it was handed in, a sentence each, to its student."""
    notes: list[str] = notebook.metadata.get(KEY, {}).get("notes", [])
    theirs = (note for note in notes if not note.startswith(_NOT_FOR_STUDENTS) and not note.endswith(_KEPT))
    return tuple(note.replace("the student's own", "your own") for note in theirs)


def second_of(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the files with other answers that were handed in beside a graded notebook, see `second_notebooks`."""
    return tuple(notebook.get("metadata", {}).get(KEY, {}).get(_SECOND, ()))


class CheckOutputs(Protocol):
    """A check's outputs, from the judge."""

    @property
    def check(self) -> str:
        """Its grade_id."""

    @property
    def outputs(self) -> Sequence[Mapping[str, Any]]:
        """As nbformat 4 has them."""


def assembled(
    cleaned: Cleaned,
    executed: Executed | None,
    judged: Iterable[CheckOutputs],
    graded: Mapping[str, GradedCell],
    *,
    notes: Iterable[str] = (),
    reached: Iterable[str] = (),
    fingerprint: str = "",
    second: Sequence[str] = (),
) -> NotebookNode:
    """Return the notebook with what its cells showed. Its graded cells have the instructor's text and the judge's
    verdicts.

    executed: None where there was nothing to execute. notes: about the submission, after those of cleaning. reached:
    what its text reaches for that no answer needs. second: see `second_notebooks`. The notebook of `cleaned` is
    filled in.
    """
    notebook = cleaned.notebook
    shown = {each.index: each for each in (executed.outputs if executed else ())}
    tested = {each.index: each for each in (executed.tests if executed else ())}
    verdicts = {each.check: each.outputs for each in judged}
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        seen = shown.get(index)
        cell.execution_count = seen.count if seen else None
        if not is_automatic(cell):
            cell.outputs = _outputs(seen)
            continue
        name = cell.metadata.nbgrader.grade_id
        cell.source = graded[name].source if name in graded else cell.source
        # what the student's own pass shows for a graded cell is nothing, or forged
        cell.outputs = [from_dict(output) for output in verdicts.get(name, ())] or _outputs(tested.get(index))
    said = [*cleaned.notes, *notes, *(executed.notes if executed else ())]
    found = [*reached, *(executed.reached if executed else ())]
    ran = {index for index, test in tested.items() if test.count or test.broke}
    ask_graders(notebook, found, set(range(len(notebook.cells))) - ran)
    if found:
        said.append(_LOOK.format("; ".join(found)))
    about = NotebookNode(notes=said, fingerprint=fingerprint)
    if found:
        about.reached = found
    if second:
        about[_SECOND] = list(second)
    if cleaned.missing:
        about.missing = list(cleaned.missing)
    notebook.metadata[KEY] = about
    return notebook


def _outputs(seen: CellOutput | None) -> list[NotebookNode]:
    """What a cell showed; a result has the number of its cell. Nothing seen: it was not run."""
    if seen is None:
        return []
    found = outputs.read(seen.outputs)
    if seen.broke and not any(output.get("ename") == LEFT_OUT for output in found):
        found.append(outputs.left_out(seen.broke))
    for output in found:
        if output.output_type == "execute_result":
            output.execution_count = seen.count
    return found
