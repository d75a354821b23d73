"""One graded submission as text, for a terminal or a log. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from asynclab.course.cell.render import points
from asynclab.grade.nbgrader_app.feedback.feedback_summary import NOT_TAKEN
from asynclab.grade.single.student_view import NOT_A_ZERO, ShownCell, StudentView


def to_text(view: StudentView) -> str:
    """Return the points, a line for each graded cell, and what is told of those that lost points."""
    return "\n".join(_lines(view))


def _lines(view: StudentView) -> Iterator[str]:
    if view.reason:
        yield f"{view.chapter}: could not be graded. {NOT_A_ZERO}"
        yield from ("", view.reason)
        return
    yield f"{view.chapter}: {view.total}"
    if view.second:
        yield view.second
    section = ""
    for each in view.cells:
        if each.cell.section != section:
            section = each.cell.section
            yield from ("", section)
        yield f"  {each.cell.sign} {each.cell.title}  ({told(each)})"
    for each in view.cells:
        if each.said and each.cell.sign not in "✓○":
            yield from ("", each.said)
    if view.notes:
        yield from ("", f"{NOT_TAKEN}:", *(f"  - {note}" for note in view.notes))


def told(each: ShownCell) -> str:
    """Return a cell's points, as in "0 of 2 points"."""
    if each.cell.points is None:
        return f"? of {each.cell.of:g}: a person has to grade it"
    return points(each.cell.points, each.cell.of)
