"""What an `nbgrader_config.py` calls.

A course made by `asynclab init` says `configure_course(c, __file__)`. A course that was there before, with assignments
of nbgrader's plain kind, says `use_our_engine()` and keeps everything else as it is.
"""

from __future__ import annotations

from pathlib import Path

from traitlets.config import Config

from asynclab.course.authoring import student_edition
from asynclab.grade.nbgrader_app.autograde import use_our_engine
from asynclab.grade.nbgrader_app.export import GradesExport
from asynclab.grade.nbgrader_app.exports.canvas import CanvasExport
from asynclab.grade.nbgrader_app.exports.moodle import MoodleExport
from asynclab.grade.nbgrader_app.feedback.feedback_exporter import (
    EXTENDED_FOLDERS,
    FEEDBACK_STEPS,
    TEMPLATE,
    TEMPLATE_FOLDERS,
    FeedbackExporter,
)
from asynclab.grade.nbgrader_app.validate import use_our_validator

__all__ = ["CanvasExport", "MoodleExport", "configure_course", "use_our_engine"]


def configure_course(c: Config, file: str) -> None:
    """Set up nbgrader for a course of chapters. file: the path of the `nbgrader_config.py` that calls this; the folder
    it lies in is the course.

    The folders are nbgrader's own (source, release, submitted, autograded, feedback), and lie beside that file. What
    the file sets after this call counts.
    """
    here = Path(file).resolve().parent
    _folders(c, here)
    _handing_out(c)
    _grading(c)
    use_our_engine()
    use_our_validator()


def _folders(c: Config, here: Path) -> None:
    """Everything is kept in the course's folder; until a school sets its own, the exchange too."""
    exchange = here / "build" / "exchange"
    exchange.mkdir(parents=True, exist_ok=True)  # formgrader hides its release button where there is none at its start
    c.CourseDirectory.root = str(here)
    c.CourseDirectory.course_id = here.name
    c.CourseDirectory.db_url = f"sqlite:///{here / 'gradebook.db'}"
    c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", ".DS_Store"]
    c.Exchange.root = str(exchange)


def _handing_out(c: Config) -> None:
    """release/: nbgrader's steps, with stubs that name their task and prose without what is for authors."""
    c.GenerateAssignment.preprocessors = list(student_edition.STEPS)
    # `nbgrader generate_assignment` skips what release/ has already. But a clone, or `asynclab build`, brings release/
    # and no gradebook, or one that is older: as formgrader's button does, make it anew and register what it says now.
    c.GenerateAssignment.force = True
    c.ClearSolutions.text_stub = "*Your answer here.*"


def _grading(c: Config) -> None:
    """`nbgrader autograde --help-all` tells the engine's options, such as c.Autograde.workers and .scheduler."""
    c.Execute.timeout = 60  # real seconds a cell; a graded cell's own limits are far below
    c.Execute.skip_cells_with_tag = "real-time"  # cells in which a person watches tokens come; nothing depends on them
    c.Execute.shutdown_kernel = "immediate"  # validating starts a kernel, and nothing in it is worth waiting for
    # feedback: hidden tests and all that comes from them are taken out; its first page tells what was not kept, and
    # nbgrader's own page of the notebook is folded below
    c.GenerateFeedback.exporter_class = FeedbackExporter
    c.GenerateFeedback.preprocessors = list(FEEDBACK_STEPS)
    c.FeedbackExporter.template_name = TEMPLATE
    c.FeedbackExporter.extra_template_basedirs = list(TEMPLATE_FOLDERS)
    c.FeedbackExporter.extra_template_paths = list(EXTENDED_FOLDERS)
    c.ExportApp.plugin_class = GradesExport  # nbgrader's own writes 0 for what could not be graded
