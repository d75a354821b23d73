"""The course for nbgrader: `nbgrader VERB` works from this folder, as in any nbgrader course.

The folders are nbgrader's own (source, release, submitted, autograded, feedback) and lie beside
this file; a copy of this file makes the folder it stands in a course of its own.
"""

from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import GetGrades

from asynclab.course.authoring import student_edition
from asynclab.grade.nbgrader_app.autograde import use_our_engine
from asynclab.grade.nbgrader_app.feedback import HideTests
from asynclab.grade.nbgrader_app.validate import use_our_validator

here = Path(__file__).resolve().parent
c = get_config()

c.CourseDirectory.course_id = "asynclab"
c.CourseDirectory.root = str(here)
c.CourseDirectory.db_url = f"sqlite:///{here / 'gradebook.db'}"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", ".DS_Store"]

# release: nbgrader's steps, with stubs that name their task and prose without what is for authors
c.GenerateAssignment.preprocessors = student_edition.STEPS
c.ClearSolutions.code_stub = {"python": "raise NotAttempted()"}  # where a stub names no task
c.ClearSolutions.text_stub = "*Your answer here.*"

# handing out and in, on this machine; a school sets its own folder here
exchange = here / "build" / "exchange"
exchange.mkdir(parents=True, exist_ok=True)  # formgrader hides its release button where there is none when it starts
c.Exchange.root = str(exchange)

# autograding: our engine, behind `nbgrader autograde`, formgrader's button and nbgrader's API.
# `nbgrader autograde --help-all` tells its options, such as c.Autograde.workers and c.Autograde.scheduler.
c.Execute.timeout = 60  # real seconds a cell; a graded cell's own limits are far below
c.Execute.skip_cells_with_tag = "real-time"  # cells in which a person watches tokens come; nothing depends on them
c.Execute.shutdown_kernel = "immediate"  # validating starts a kernel, and nothing in it is worth waiting for

# feedback: nbgrader's own, after hidden tests and all that comes from them are taken out
c.GenerateFeedback.preprocessors = [HideTests, GetGrades, CSSHTMLHeaderPreprocessor]

use_our_engine()
use_our_validator()
