"""The first page of feedback: the score by task, and each promise that was not kept, with its sentence, line and
picture.

The notebook stands folded below it. Steps of `nbgrader generate_feedback`, which come after the hidden tests are out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

import nh3
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor
from traitlets import List

from asynclab.course.cell.html_text import html_text
from asynclab.grade.extensions.extension import late_words
from asynclab.grade.gradebook.autograded_notebook import notes_for_student, second_of
from asynclab.grade.gradebook.placeholder import AGAIN, reason_of
from asynclab.grade.intake.second_notebooks import told_of_others
from asynclab.grade.nbgrader_app.feedback.feedback_cells import (
    FeedbackCell,
    counts,
    graded_cells,
    has_formulas,
    link_sections,
    title_of,
)
from asynclab.grade.terminal import escaped

NOT_TAKEN = "Not taken as you handed it in"


class GetKnownGrades(GetGrades):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's `GetGrades`, which also says of each cell whether anybody knows its score, where nbgrader has 0 for
    both, and how late it was handed in."""

    display_data_priority = List(NbGraderPreprocessor.display_data_priority.default_args[0]).tag(config=True)

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        name = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        known = grade.auto_score is not None or grade.manual_score is not None
        cell.metadata.nbgrader.update(score=grade.score, points=grade.max_score, known=known)
        row = grade.notebook.assignment
        resources["nbgrader"]["late"] = late_words(timedelta(seconds=row.total_seconds_late), row.duedate)


class SummarizeFeedback(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Puts the first page into the resources, for the template, and a heading into each graded cell's metadata."""

    display_data_priority = List(NbGraderPreprocessor.display_data_priority.default_args[0]).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Change nothing that is shown in the notebook, but for what leads from a check to a section."""
        link_sections(nb)
        cells = tuple(graded_cells(nb))
        for cell, each in zip((cell for cell in nb.cells if counts(cell)), cells, strict=True):
            cell.metadata.nbgrader["heading"] = f"{each.sign} {each.title}"
        about = resources["nbgrader"]
        resources["formulas"] = has_formulas(nb)
        resources["title"] = title_of(nb) or about.get("notebook", "")
        resources["summary"] = page(
            resources["title"],
            cells,
            penalty=float(about.get("late_penalty") or 0),
            late=about.get("late", ""),
            reason=reason_of(nb),
            notes=notes_for_student(nb),
            second=told_of_others(about.get("notebook", ""), second_of(nb)),
        )
        return nb, resources


def page(
    name: str,
    cells: Sequence[FeedbackCell],
    *,
    penalty: float = 0.0,
    reason: str = "",
    notes: Sequence[str] = (),
    second: str = "",
    late: str = "",
) -> str:
    """Return the first page as HTML. penalty: points off for being late. reason: why the work could not be graded.
    notes: what was not taken as it was handed in. second: which other files were not graded, and what to do. late: how
    late it was handed in, in words."""
    return "".join([*_parts(name, cells, total_told(cells, penalty, late), reason, second), *_noted(notes)])


def _noted(notes: Sequence[str]) -> Iterator[str]:
    if notes:
        yield f"<h2>{NOT_TAKEN}</h2><ul>{''.join(f'<li>{html_text(escaped(note))}</li>' for note in notes)}</ul>"


def _parts(name: str, cells: Sequence[FeedbackCell], total: str, reason: str, second: str) -> Iterator[str]:
    yield f'<h1>{html_text(name)}</h1><p class="sum">{html_text(total)}</p>'
    if second:
        said = html_text(escaped(second))
        yield f'<div class="told"><p><strong>Another file was not graded.</strong> {said}</p></div>'
    if reason:
        yield f'<div class="told"><p><strong>Your work could not be graded.</strong> {html_text(reason)}</p>'
        yield f"<p>This is not a zero: there are no points yet. {AGAIN}</p></div>"
        cells = [cell for cell in cells if cell.points is not None]
    if cells:
        yield _table(cells)
    lost = [cell for cell in cells if cell.sign == "✗"]
    if lost:
        yield f"<h2>{'A promise' if len(lost) == 1 else f'{len(lost)} promises'} not kept</h2>"
        yield from (_promise(cell) for cell in lost)
    elif cells and all(cell.sign == "✓" for cell in cells):
        yield '<p class="sum">✓ Every promise is kept.</p>'
    comments = [cell for cell in cells if cell.remark]
    if comments:
        yield "<h2>Comments</h2>"
    for cell in comments:
        yield f"<p>{_link(cell, cell.section or cell.title)}</p>{comment_html(cell.remark)}"


def comment_html(comment: str) -> str:
    """Return a person's comment, which is Markdown, as HTML. What of a student's is quoted in it takes no effect."""
    return nh3.clean(markdown2html_mistune(comment))


def total_told(cells: Iterable[FeedbackCell], penalty: float, late: str = "") -> str:
    """Return the points of some cells in words, as in "3 of 5 points so far: a person has to grade 1 more". penalty:
    points off for being late. late: how late that is, in words, if that is known."""
    every = tuple(cells)
    waiting = [cell for cell in every if cell.points is None]
    most = sum(cell.of for cell in every)
    of = f"{most:g} {'point' if most == 1 else 'points'}"
    if len(waiting) == len(every) and waiting:
        return f"? of {of}"
    points = max(sum(cell.points or 0.0 for cell in every) - penalty, 0.0)
    said = f"{points:g} of {of}"
    if penalty:
        said += f" ({penalty:g} off: it was handed in {late or 'late'})"
    return f"{said} so far: a person has to grade {len(waiting)} more" if waiting else said


def _table(cells: Iterable[FeedbackCell]) -> str:
    rows = []
    for section, group in groupby(cells, key=lambda cell: cell.section):
        every = tuple(group)
        kept = sum(cell.sign == "✓" for cell in every)
        sign = next((s for s in ("?", "✗") if any(c.sign == s for c in every)), "✓" if kept else "○")
        sign = "✗" if sign == "✓" and kept < len(every) else sign
        name = _link(every[0], section or every[0].name)
        tried = "not started" if all(cell.sign == "○" for cell in every) else f"{kept} of {len(every)} kept"
        points = f'<td class="points">{total_told(every, 0)}</td>'
        rows.append(f'<tr><td class="sign">{sign}</td><td>{name}</td><td>{tried}</td>{points}</tr>')
    return f'<table class="scores"><tbody>{"".join(rows)}</tbody></table>'


def _promise(cell: FeedbackCell) -> str:
    """What its check said, which begins with the promise; a heading of our own where it has not."""
    told = f"<h3>✗ {html_text(cell.title)}</h3>" if cell.outcome is None or not cell.box else ""
    where = _link(cell, "In the notebook")
    section = f"{html_text(cell.section)} · " if cell.section else ""
    return f'<div class="told">{told}{cell.box}<p class="where">{section}{total_told([cell], 0)} · {where}</p></div>'


def _link(cell: FeedbackCell, said: str) -> str:
    return f'<a href="#{html_text(cell.name, quote=True)}">{_marked(said)}</a>'


def _marked(said: str) -> str:
    """A heading without its Markdown, but for code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html_text(re.sub(r"[*_]{1,2}(\S[^*_]*)[*_]{1,2}", r"\1", said)))
