"""`asynclab demo`: a chapter from its text to a graded class, in a course folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from asynclab.course.authoring.build import Course, build
from asynclab.course.authoring.chapter import Chapter
from asynclab.course.proof.answers import load_answers
from asynclab.grade import sandbox
from asynclab.grade.course_config import CONFIG
from asynclab.grade.errors import CannotContain, NoConfig, NotADemo
from asynclab.grade.gradebook.results import results
from asynclab.grade.nbgrader_app.commands import autograde, nbgrader
from asynclab.report.class_page.site import write_class
from asynclab.report.sample_class import SampleAnswer, SampleSubmission, sample_class
from asynclab.report.table import ClassTable, Row, Sort, class_table
from asynclab.report.table_view import show

DEFAULT = Path("build", "demo")  # within the course's folder
_HALVES = ("[a-f]*", "[!a-f]*")  # of the class, by name
_CLASS_PAGE = "class-page"  # a folder in the demo's
_MARK = ".demo"  # an empty file in a folder that a demo made, and may empty


def demo(repository: Path, folder: Path, name: str, console: Console) -> ClassTable:
    """Build chapter `name`, make a class out of its answers, grade it, print the table and give it.

    `folder` is emptied first, and is an nbgrader course afterwards. Raise CannotContain before anything is made where
    student code cannot be shut in, NotADemo where `folder` holds something else, ChapterRefused for a chapter that
    cannot be built, NoAnswers, NbgraderFailed.
    """
    if missing := sandbox.what_is_missing():
        raise CannotContain(missing)
    sandbox.choose()
    Course(repository).load(name)
    _say(console, f"Building {name}")
    course = course_folder(repository, folder, name)
    build(course)
    nbgrader(folder, "generate_assignment", name, "--force")

    students = hand_in(course, name)
    _say(console, f"A class of {students} has handed in; nbgrader autograde")
    _autograde(folder, name, students, console)

    _say(console, "Writing feedback")
    _feedback(folder, name)
    write_class(folder, name, folder / _CLASS_PAGE)
    table = class_table(name, results(folder, name))
    show(table, console)
    _where_next(table, repository, folder, console)
    return table


def hand_in(course: Course, name: str) -> int:
    """Put the sample class's work where `nbgrader collect` would; returns how many students there are."""
    submissions = class_of(course, name)
    for submission in submissions:
        folder = course.root / "submitted" / submission.student / name
        shutil.copytree(course.root / "release" / name, folder)
        (folder / f"{name}.ipynb").write_text(submission.text, encoding="utf-8")
    return len(submissions)


def class_of(course: Course, name: str) -> tuple[SampleSubmission, ...]:
    """Make the sample class of a chapter that stands in `release/`."""
    chapter = course.load(name)
    released = nbformat.read(course.root / "release" / name / f"{name}.ipynb", as_version=4)
    return sample_class(released, [*_answers(chapter, course), *_letters(chapter)])


def course_folder(repository: Path, folder: Path, name: str) -> Course:
    """Make a new course with one chapter of the repository's, its images and its answers. Raise NotADemo."""
    if not (repository / CONFIG).is_file():
        raise NoConfig(repository)
    if folder.exists() and not _may_be_emptied(repository, folder):
        raise NotADemo(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()
    shutil.copy(repository / CONFIG, folder)
    notebooks = shutil.copytree(repository / "notebooks", folder / "notebooks")
    for other in notebooks.glob("[0-9]*.md"):
        if other.stem != name:
            other.unlink()
    shutil.copytree(Course(repository).answers(name), Course(folder).answers(name))
    return Course(folder)


def _may_be_emptied(repository: Path, folder: Path) -> bool:
    """A demo's own folder, an empty one, and the place where demos go by themselves."""
    if folder == repository / DEFAULT or (folder / _MARK).is_file():
        return folder.is_dir()
    return folder.is_dir() and not any(folder.iterdir())


def _answers(chapter: Chapter, course: Course) -> Iterator[SampleAnswer]:
    for answer in load_answers(chapter, course.answers(chapter.name)):
        yield SampleAnswer(answer.task, _without_block(answer.source), answer.right)


def _letters(chapter: Chapter) -> Iterator[SampleAnswer]:
    """What can be answered to the quiz."""
    for question in chapter.questions:
        for choice in question.choices:
            yield SampleAnswer(question.name, question.chosen(choice), right=choice.letter == question.right)


def _without_block(source: str) -> str:
    """An answer without the TOML block on top, which no student writes."""
    return re.sub(r"\A\s*# /// answer\n(#.*\n)*?# ///\n\s*", "", source)


def _autograde(folder: Path, name: str, students: int, console: Console) -> None:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting", total=students)
        for told in autograde(folder, name):
            progress.update(bar, advance=1, description=told.student)


def _feedback(folder: Path, name: str) -> None:
    """Write everybody's page, the halves of the class side by side. Raises NbgraderFailed."""
    with ThreadPoolExecutor(len(_HALVES)) as pool:
        for _ in pool.map(lambda half: nbgrader(folder, "generate_feedback", name, f"--student={half}"), _HALVES):
            pass


def _where_next(table: ClassTable, repository: Path, folder: Path, console: Console) -> None:
    here, name = Path(os.path.relpath(folder)), table.assignment
    # somebody whose feedback has something to read
    student = next((row.student for row in table.rows if _has_something_to_read(row)), table.rows[0].student)
    jupyter = os.path.relpath(Path(sys.executable).with_name("jupyter"), folder)
    released = here / "release" / name / f"{name}.ipynb"
    places = {
        "the class page, in a browser": here / _CLASS_PAGE / "index.html",
        "feedback, as a student gets it": here / "feedback" / student / name / f"{name}.html",
        "a graded notebook": here / "autograded" / student / name / f"{name}.ipynb",
        "the gradebook, in formgrader": f"cd {here} && {jupyter} lab, then Nbgrader > Formgrader",
        "the chapter, as a student": _made(repository, "lab") or f"jupyter lab {released}",
        "why the grades can be trusted": _made(repository, "prove") or "asynclab prove",
    }
    console.print("\n[bold]Where to look next[/bold]")
    for what, where in places.items():
        console.print(f"  {what:<32} {where}", highlight=False, soft_wrap=True)


def _has_something_to_read(row: Row) -> bool:
    return any(remark.sort is Sort.BROKEN for remark in row.remarks)


def _made(repository: Path, target: str) -> str:
    """The command for a target of the course's Makefile; "" where there is none."""
    makefile = repository / "Makefile"
    targets = makefile.read_text(encoding="utf-8").splitlines() if makefile.is_file() else []
    return f"make {target}" if any(line.startswith(f"{target}:") for line in targets) else ""


def _say(console: Console, text: str) -> None:
    console.print(f"[bold]{text}[/bold]", highlight=False)
