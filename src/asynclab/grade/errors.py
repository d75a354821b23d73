"""What grading refuses, with the reason in the message.

GradingError
├── NotACourse      the folder is not a course's
├── BadConfig       nbgrader_config.py cannot be read
├── BadSetting      it names what is not there, or sets what cannot be
├── NoConfig        the course has no nbgrader_config.py
├── NotADemo        a demo would overwrite what is not a demo's
├── NotAClassPage   a class page would overwrite what is not one
├── NothingGraded   there is nothing to make a class page of
├── WhichAssignment no assignment is named, or one that is not there
├── NoGradebook     nothing was registered or graded yet
├── NoAssignment    the gradebook does not know the chapter
├── NoRelease       there is no released notebook to rebuild submissions from
├── BadRelease      nbgrader's metadata in it cannot be used
├── NotPython       the chapter is for a kernel of another language
├── NoExecution     somebody wants grades without running anything
├── NoAnswers       a sample class cannot be made
├── CannotContain   student code cannot be shut in on this machine
├── BadMapping      who is who on a learning platform cannot be told
├── CannotExport    an export was asked for what is not there
└── NbgraderFailed  a verb of nbgrader's failed
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_OBJECT = re.compile(r"<(?:\w+\.)*(\w+) object at 0x[0-9a-f]+>")  # as traitlets names what a setting is of


class GradingError(Exception):
    """Something that the person who grades can put right; the message says how."""


class NotACourse(GradingError):
    """The folder has nothing in it that a course has."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"{root} is not a course's folder: it has no nbgrader_config.py, no notebooks/ and no source/. "
            "Go to the course's folder, or name it with --root. To make a course: asynclab init my-course"
        )


class BadConfig(GradingError):
    """Python cannot run the course's configuration. line: where it stopped, from 1; 0 where nobody knows."""

    def __init__(self, file: Path, line: int, why: BaseException) -> None:
        said = why.msg if isinstance(why, SyntaxError) else str(why)
        kind = type(why).__name__
        super().__init__(
            f"{file}{f':{line}' * bool(line)} cannot be read: {kind}: {said}. Mend it there, and run this again."
        )


class BadSetting(GradingError):
    """What the configuration sets cannot be used. setting: its name, as in "c.AssignLatePenalties.plugin_class"."""

    def __init__(self, setting: str, why: Exception) -> None:
        said = _OBJECT.sub(r"\1", " ".join(str(why).split())).rstrip(".")
        super().__init__(
            f"{setting} in nbgrader_config.py cannot be used: {type(why).__name__}: {said}. Look how it is spelt, of "
            "what type it has to be, and whether its module can be imported from the course's folder; then run this "
            "again."
        )


@contextmanager
def configured(setting: str) -> Iterator[None]:
    """Tell whatever goes wrong inside as that of a setting. A school's own code raises anything. Raises BadSetting."""
    try:
        yield
    except GradingError:
        raise
    except Exception as problem:
        raise BadSetting(setting, problem) from problem


class NoConfig(GradingError):
    """The course has no configuration for nbgrader."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"{root} has no nbgrader_config.py. Take the one that `asynclab init my-course` makes, and set course_id "
            "in it."
        )


class NotADemo(GradingError):
    """A demo's folder is emptied first, and this one holds other things."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is there already, and no demo made it: a demo empties its folder first. Name one that is new: "
            "--into build/demo"
        )


class NotAClassPage(GradingError):
    """The folder of a class page is written anew, and this one holds something else. other: its path from there, or ""
    where `folder` is none."""

    def __init__(self, folder: Path, other: str = "") -> None:
        holds = f"holds what no report has written: {other}" if other else "is no folder"
        super().__init__(
            f"{folder} {holds}. A report writes its folder anew, and leaves this one as it is. Name one that is new: "
            "--html build/class-page"
        )


class BrokenGradebook(GradingError):
    """The gradebook is there, and cannot be used."""


class NoClassPage(GradingError):
    """The folder of a class page cannot be made."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"{folder} cannot be made: {why}. Name another folder: --html build/class-page")


class NothingGraded(GradingError):
    """Nobody has handed in an assignment, or nothing of a course is graded. assignment: "" for all of them."""

    def __init__(self, root: Path, assignment: str = "") -> None:
        if assignment:
            says = f"Nobody has handed in {assignment}: there is nothing in {root} to show. Look into submitted/."
        else:
            says = f"Nothing is graded in {root} yet. Grade a chapter first: asynclab autograde CHAPTER"
        super().__init__(says)


class WhichAssignment(GradingError):
    """No assignment is named where there are several, or one that the course does not have."""

    def __init__(self, root: Path, named: str, known: Sequence[str]) -> None:
        there = ", ".join(known) or "none yet"
        asked = f"There is no chapter “{named}” in {root}." if named else "Which chapter? Name it after the command."
        super().__init__(f"{asked} There are: {there}." if known or named else f"{root} has no chapters yet.")


class NoGradebook(GradingError):
    """There is no gradebook to be read. Reading makes none."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"There is no gradebook {file}: nothing was registered or graded here yet, or it lies elsewhere "
            "(c.CourseDirectory.db_url in nbgrader_config.py says where). `nbgrader generate_assignment CHAPTER` makes "
            "it, and `asynclab autograde CHAPTER` grades."
        )


class NoAssignment(GradingError):
    """The gradebook does not know the assignment."""

    def __init__(self, assignment: str, db_url: str) -> None:
        super().__init__(
            f"The gradebook {db_url} has no assignment “{assignment}”. "
            f"Register it first: nbgrader generate_assignment {assignment} (with --force where nbgrader says that it "
            "skips an existing assignment)"
        )


class NoRelease(GradingError):
    """The released notebook is not there."""

    def __init__(self, notebook: Path) -> None:
        super().__init__(
            f"There is no released notebook {notebook}, and submissions are rebuilt from it. "
            f"Run: nbgrader generate_assignment {notebook.parent.name} --force"
        )


class BadRelease(GradingError):
    """nbgrader's metadata in the released notebook are damaged, or of another version of nbgrader."""

    def __init__(self, notebook: Path, why: str) -> None:
        super().__init__(
            f"nbgrader's metadata in {notebook} cannot be used: {why}. Back up the course's folder, and run in it: "
            f"nbgrader update . && nbgrader generate_assignment {notebook.parent.name} --force"
        )


class NotPython(GradingError):
    """The notebook is for another language than Python."""

    def __init__(self, notebook: Path, language: str) -> None:
        super().__init__(
            f"{notebook} is for a kernel of the language “{language}”, and this engine runs Python. To grade it with "
            "nbgrader's own engine, take use_our_engine() out of nbgrader_config.py."
        )


class NoExecution(GradingError):
    """Submissions are to be graded by the outputs that they came with."""

    def __init__(self) -> None:
        super().__init__(
            "--no-execute takes the outputs that a student's file came with for what its code does, and whoever writes "
            "the file writes those. This engine does not grade by them: leave the option out."
        )


class NoAnswers(GradingError):
    """A class cannot be made: a task of the chapter has no right answer to copy."""

    def __init__(self, task: str) -> None:
        super().__init__(
            f"There is no right answer for “{task}”, so no sample class can be made. "
            f"Add one: tests/answers/<chapter>/{task}/right/<name>.py"
        )


class BadMapping(GradingError):
    """A file that says who is who on a learning platform cannot be used; nothing is exported."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"{file} is to say who each student is on the learning platform, and cannot be used. {why} Mend it there, "
            "and export again; docs/exports.md has an example."
        )


class CannotExport(GradingError):
    """What an export was asked for is not there; nothing is written."""


class NbgraderFailed(GradingError):
    """A verb of nbgrader's failed; says which, and how its output ended."""

    def __init__(self, arguments: tuple[str, ...], root: Path, tail: str) -> None:
        super().__init__(
            f"`nbgrader {' '.join(arguments)}` failed in {root}. Its last words:\n{tail}\n"
            "Run it there yourself with --debug to see all of them."
        )


class CannotContain(GradingError):
    """Student code cannot be shut in here, or was not; the message says what was tried and what to do."""
