"""Feedback of a course whose page is nbgrader's own: what that page cannot say of a submission, said with its own
template.

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
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback as StockGenerateFeedback
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_task
from traitlets import List
from traitlets.config import Config

from asynclab.grade.gradebook.autograded_notebook import second_of
from asynclab.grade.intake.safe_markdown import tamed
from asynclab.grade.intake.second_notebooks import told_of_others
from asynclab.grade.nbgrader_app.feedback import LeaveOutForGraders

UNKNOWN = "?"
_STYLE = ".rendered_html, div.output_area pre { overflow-wrap: anywhere } div.output_area pre { white-space: pre-wrap }"


class GenerateFeedback(StockGenerateFeedback):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own, with steps around all that a course has configured: no list of steps can forget them."""

    def start(self) -> None:
        """Generate feedback."""
        steps = [LeaveOutForGraders, *getattr(self, "preprocessors")]  # noqa: B009 - untyped
        if self.exporter_class is HTMLExporter:
            steps.append(TellOnPlainPage)
            filters = {**self.config.HTMLExporter.get("filters", {}), "float": _as_float, "round": _rounded}
            self.update_config(Config({"HTMLExporter": {"filters": filters}}))
        self.set_trait("preprocessors", steps)
        super().start()


def use_our_feedback() -> None:
    """Put it where nbgrader's command, its API and formgrader look for theirs."""
    nbgrader.converters.GenerateFeedback = GenerateFeedback
    nbgrader.apps.generatefeedbackapp.GenerateFeedback = GenerateFeedback
    nbgrader.apps.api.GenerateFeedback = GenerateFeedback


class TellOnPlainPage(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """A last step, after those that put the scores into the notebook: what nobody knows is no number."""

    display_data_priority = List(NbGraderPreprocessor.display_data_priority.default_args[0]).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Change what nbgrader's template reads."""
        about = resources["nbgrader"]
        scored = [cell for cell in nb.cells if is_grade(cell) or is_task(cell)]
        open_ones = _unknown(about)
        unknown = [cell for cell in scored if cell.metadata.nbgrader.grade_id in open_ones]
        for cell in unknown:
            cell.metadata.nbgrader["score"] = UNKNOWN
        if unknown:
            known = len(unknown) < len(scored)
            about["score"] = f"{round(float(about.get('score', 0)), 2)} {UNKNOWN}" if known else UNKNOWN
        for cell in scored:
            if is_task(cell):  # the list at the top of the page links to it
                cell.source = f'<a name="{cell.metadata.nbgrader.grade_id}"></a>\n\n{cell.source}'
        if others := told_of_others(about["notebook"], second_of(nb)):
            text = f"**Another file was not graded.** {tamed(others)}"
            nb.cells.insert(0, _text_cell(nb, text))
        resources.setdefault("inlining", {}).setdefault("css", []).append(_STYLE)
        return nb, resources


def _text_cell(notebook: NotebookNode, text: str) -> NotebookNode:
    id = {"id": "second-notebook"} if (notebook.nbformat, notebook.nbformat_minor) >= (4, 5) else {}
    cell: NotebookNode = from_dict({"cell_type": "markdown", "metadata": {}, "source": text, **id})
    return cell


def _unknown(about: Any) -> frozenset[str]:
    """The cells of which nobody knows the score. about: what the converter says of a notebook."""
    with Gradebook(about["db_url"]) as gradebook:
        row = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
        return frozenset(grade.name for grade in row.grades if grade.auto_score is None and grade.manual_score is None)


def _as_float(value: object, default: float = 0.0) -> object:
    return value if isinstance(value, str) and value.endswith(UNKNOWN) else do_float(value, default)


def _rounded(value: Any, precision: int = 0) -> object:
    return value if isinstance(value, str) else do_round(value, precision)
