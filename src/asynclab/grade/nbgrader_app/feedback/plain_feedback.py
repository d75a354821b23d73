"""`nbgrader generate_feedback` of every course: the step that comes before all that it has configured. Of a course
whose page is nbgrader's own, also what that page cannot say of a submission, said with its own template.

nbgrader has 0 for a score that nobody knows, links to tasks that have no such place, and lets one long word make a page
as wide as the word.
"""

from __future__ import annotations

from typing import Any

import nbgrader.apps.api
import nbgrader.apps.generatefeedbackapp
import nbgrader.converters
from jinja2.filters import do_float, do_round
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode, from_dict
from nbgrader.converters import GenerateFeedback as StockGenerateFeedback
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_task
from traitlets import List
from traitlets.config import Config

from asynclab.grade.gradebook.autograded_notebook import second_of
from asynclab.grade.intake.safe_markdown import tamed
from asynclab.grade.intake.second_notebooks import told_of_others
from asynclab.grade.nbgrader_app.feedback.hide_tests import LeaveOutForGraders

UNKNOWN = "?"
_STYLE = ".rendered_html, div.output_area pre { overflow-wrap: anywhere } div.output_area pre { white-space: pre-wrap }"


class GenerateFeedback(StockGenerateFeedback):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own, with steps around all that a course has configured: no list of steps can forget them."""

    def start(self) -> None:
        """Generate feedback."""
        steps = [LeaveOutForGraders, *getattr(self, "preprocessors")]  # noqa: B009 - untyped
        if self.exporter_class is HTMLExporter:
            steps = [*(GetGradesOrUnknown if step is GetGrades else step for step in steps), TellOnPlainPage]
            filters = {**self.config.HTMLExporter.get("filters", {}), "float": _as_float, "round": _rounded}
            self.update_config(Config({"HTMLExporter": {"filters": filters}}))
        self.set_trait("preprocessors", steps)
        super().start()


def use_our_feedback() -> None:
    """Put it where nbgrader's command, its API and formgrader look for theirs."""
    nbgrader.converters.GenerateFeedback = GenerateFeedback
    nbgrader.apps.generatefeedbackapp.GenerateFeedback = GenerateFeedback
    nbgrader.apps.api.GenerateFeedback = GenerateFeedback


class GetGradesOrUnknown(GetGrades):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own, in which what nobody knows is no number."""

    display_data_priority = List(NbGraderPreprocessor.display_data_priority.default_args[0]).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the scores into the notebook, and their sum into the resources."""
        nb, resources = super().preprocess(nb, resources)
        scores = [cell.metadata.nbgrader.get("score") for cell in nb.cells if is_grade(cell) or is_task(cell)]
        if UNKNOWN in scores:
            about = resources["nbgrader"]
            known = any(score != UNKNOWN for score in scores)
            about["score"] = f"{round(float(about['score']), 2)} {UNKNOWN}" if known else UNKNOWN
        return nb, resources

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        if grade.auto_score is None and grade.manual_score is None:
            cell.metadata.nbgrader["score"] = UNKNOWN


class TellOnPlainPage(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """A last step, which sees to links and long words, and says which other file was not graded."""

    display_data_priority = List(NbGraderPreprocessor.display_data_priority.default_args[0]).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Change what nbgrader's template reads."""
        for cell in nb.cells:
            if is_task(cell):  # the list at the top of the page links to it
                cell.source = f'<a name="{cell.metadata.nbgrader.grade_id}"></a>\n\n{cell.source}'
        if others := told_of_others(resources["nbgrader"]["notebook"], second_of(nb)):
            text = f"**Another file was not graded.** {tamed(others)}"
            nb.cells.insert(0, _text_cell(nb, text))
        resources.setdefault("inlining", {}).setdefault("css", []).append(_STYLE)
        return nb, resources


def _text_cell(notebook: NotebookNode, text: str) -> NotebookNode:
    id = {"id": "second-notebook"} if (notebook.nbformat, notebook.nbformat_minor) >= (4, 5) else {}
    cell: NotebookNode = from_dict({"cell_type": "markdown", "metadata": {}, "source": text, **id})
    return cell


def _as_float(value: object, default: float = 0.0) -> object:
    return value if isinstance(value, str) and value.endswith(UNKNOWN) else do_float(value, default)


def _rounded(value: Any, precision: int = 0) -> object:
    return value if isinstance(value, str) else do_round(value, precision)
