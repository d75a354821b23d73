"""One submission on its way through the batch's stages: intake, execute, judge, worth."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from asynclab.grade.batch.assignment import AssignmentNotebook, handout
from asynclab.grade.batch.backend import LocalBackend
from asynclab.grade.batch.port import BatchSettings
from asynclab.grade.batch.prepare import Preparer
from asynclab.grade.batch.publish import Graded
from asynclab.grade.batch.runner import BatchRunner, Tally
from asynclab.grade.batch.submission import HandedIn
from asynclab.grade.engine_version import engine_identity
from asynclab.grade.errors import configured
from asynclab.grade.gradebook.autograded_notebook import KEY
from asynclab.grade.gradebook.models import CellGrade, StudentGrade
from asynclab.grade.gradebook.placeholder import reason_of
from asynclab.grade.gradebook.readings import readings
from asynclab.grade.gradebook.results import Result
from asynclab.grade.intake.files import gather
from asynclab.grade.judge.judge_pool import JudgePool
from asynclab.grade.nbgrader_app.autograde import Autograde
from asynclab.grade.sandbox.early import EarlyProcesses
from asynclab.grade.single.chapter_files import ChapterFiles
from asynclab.grade.single.instructor_notebook import edition
from asynclab.grade.single.no_gradebook import NobodyKnown, NoCourse, SingleSink, StepsAlone
from asynclab.grade.terminal import escape_log

_NO_FILE = "There is no file {}. Name the notebook that was handed in, or the folder that it lies in."
_NOT_IN_IT = "There is no {}.ipynb in what was handed in. Save your work under that name, and hand it in again."
_NO_NOTEBOOK = "{} is not called like a notebook. Save it as {}.ipynb, and hand that in."


@dataclass(frozen=True)
class SingleResult:
    """What came of one submission. chapter: its name. result: as the class report has it, of a student without a name;
    its `problem` says why it could not be graded. notebook: the graded one, or the placeholder in its place; None where
    there was nothing to read. settings: the course's. for_student: the problem in words for the student, where those of
    the result are an instructor's."""

    chapter: str
    result: Result
    notebook: NotebookNode | None
    settings: Config
    for_student: str = ""

    @property
    def points(self) -> float | None:
        """The points; None as long as nobody knows them."""
        grade = self.result.grade
        return None if self.result.problem or grade.ungraded else grade.points


def grade_one(submitted: Path, chapter: ChapterFiles, early: EarlyProcesses) -> SingleResult:
    """Grade one submission. submitted: the notebook, whatever it is called, or the folder in which it lies by the name
    of its chapter; the files beside it come along, as in submitted/. early: the processes for it, under way.

    Raise GradingError for whatever is not the submission's: the chapter, the machine. What cannot be read is a result
    with a `problem`.
    """
    place = Path(os.path.abspath(submitted))  # a link stays one: it is not followed
    if problem := _nothing_there(place, chapter):
        return SingleResult(chapter.name, Result(StudentGrade("", ()), problem=problem), None, chapter.settings)
    is_file = place.suffix == ".ipynb"
    name = place.stem if is_file else chapter.name
    names = (name,) if is_file else tuple(sorted(path.stem for path in place.glob("*.ipynb")))
    with tempfile.TemporaryDirectory() as scratch:
        handed_in = HandedIn("", place.parent if is_file else place, Path(scratch, "autograded"), names)
        released = _handout(chapter, name, Path(scratch))
        result = _result(chapter, released, _run(handed_in, released, chapter, early, whole=not is_file))
    there = is_file or os.path.lexists(place / f"{name}.ipynb")
    return result if there else replace(result, for_student=_NOT_IN_IT.format(name))


def _nothing_there(place: Path, chapter: ChapterFiles) -> str:
    """Why there is nothing to grade at a place, or ""."""
    if not os.path.lexists(place):
        return _NO_FILE.format(place.name)
    if place.suffix != ".ipynb" and not place.is_dir():
        return _NO_NOTEBOOK.format(place.name, chapter.name)
    return ""


def _handout(chapter: ChapterFiles, name: str, scratch: Path) -> AssignmentNotebook:
    """The chapter as it was handed out, its notebook called like the one that was handed in."""
    made = edition(chapter, name)
    release = scratch / "release"
    release.mkdir()
    nbformat.write(made.released, release / f"{name}.ipynb")
    beside = gather(chapter.source.parent, None, ignore=directory_of(chapter).ignore)
    return handout(made.master, release, beside.companions)


def _run(
    handed_in: HandedIn, released: AssignmentNotebook, chapter: ChapterFiles, early: EarlyProcesses, *, whole: bool
) -> SingleSink:
    """What `Autograde` does of a batch, with nobody else in it and nothing kept. whole: a folder was handed in; who
    names a file in it has chosen."""
    with configured("What c.Autograde sets"):
        converter = Autograde(coursedir=directory_of(chapter), config=chapter.settings)
    ignore = tuple(converter.coursedir.ignore)
    name, kept = released.name, SingleSink()
    within = early.containment
    with ExitStack() as batch:
        exams = {name: released.examination} if released.checks else {}
        judges = batch.enter_context(JudgePool(1, within, exams, start=early.start))
        backend = batch.enter_context(LocalBackend(1, within, released.modules, warm=1, start=early.start))
        preparer = Preparer(
            handouts={name: released},
            questions=judges.questions,
            source=chapter.source.parent,
            limits=converter.limits(),
            steps=StepsAlone(converter, chapter.name),
            modules=released.modules,
            exclude_overwriting=tuple(converter.exclude_overwriting.get(chapter.name, ())),
            ignore=(*ignore, escape(f"{name}.ipynb")),  # no file beside itself, if it is called otherwise
            engine=engine_identity(),
            reuse=False,
            folders=whole,
        )
        port = NoCourse(BatchSettings(chapter.name, force=True, ignore=ignore), _log())
        runner = BatchRunner(port, NobodyKnown(), preparer, preparer.steps, kept, kept, Tally())
        runner.run([handed_in], backend, judges)
    return kept


def directory_of(chapter: ChapterFiles) -> CourseDirectory:
    """Return nbgrader's settings for the folders of a chapter's course."""
    with configured("What c.CourseDirectory sets"):
        return CourseDirectory(config=chapter.settings)


def _result(chapter: ChapterFiles, released: AssignmentNotebook, kept: SingleSink) -> SingleResult:
    graded: Graded | None = kept.graded.get(released.name)
    if graded is None:
        cells = tuple(CellGrade(name, None, of, by_hand=True) for name, of in released.points.items())
        return SingleResult(chapter.name, Result(StudentGrade("", cells), problem=kept.why), None, chapter.settings)
    notebook, worth = graded.notebook, graded.worth
    cells = tuple(
        CellGrade(name, worth.scores.get(name), of, name in worth.by_hand, notebook=released.name)
        for name, of in released.points.items()
    )
    problem = reason_of(notebook)
    result = Result(
        StudentGrade("", cells),
        () if problem else tuple(readings(notebook, {cell.name: cell for cell in cells})),
        tuple(notebook.metadata.get(KEY, {}).get("notes", ())),
        problem,
    )
    return SingleResult(chapter.name, result, notebook, chapter.settings)


def _log() -> logging.Logger:
    """A log that tells of errors nobody foresaw, on stderr; what was foreseen is in the result."""
    log = logging.Logger("asynclab.grade")
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(lambda record: "Traceback" in record.getMessage())
    log.addHandler(handler)
    escape_log(log)
    return log
