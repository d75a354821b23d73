"""Where a student stands in the course, read from their own saved notebooks. It runs nothing and changes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from asynclab.course.authoring import manifest as manifests
from asynclab.course.authoring.manifest import Entry, Exercise
from asynclab.course.cell.session.notebook_folder import notebook_folder
from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.verdicts import Standing
from asynclab.report import saved_notebooks
from asynclab.report.saved_notebooks import Saved, SavedCell, UnreadableNotebook


class TaskState(Enum):
    """What has become of a task."""

    PASSED = "passed"  # every one of its checks
    ATTEMPTED = "attempted"
    UNTRIED = "not attempted"


@dataclass(frozen=True)
class TaskProgress:
    """One task, or a chapter's quiz. passed: how many of its checks. notes: a sentence for whatever is odd."""

    title: str
    state: TaskState
    points: float
    of: float
    passed: int
    checks: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChapterProgress:
    """One chapter. problem: why its notebook cannot be read, if it cannot; then it has no tasks."""

    entry: Entry
    tasks: tuple[TaskProgress, ...] = ()
    problem: str = ""

    @property
    def points(self) -> float:
        """What its tasks have earned."""
        return sum(task.points for task in self.tasks)

    @property
    def next(self) -> TaskProgress | None:
        """The first task that has not passed; None if all have, or if nobody can tell."""
        return next((task for task in self.tasks if task.state is not TaskState.PASSED), None)


@dataclass(frozen=True, repr=False)
class Progress:
    """The whole course, chapter by chapter. A notebook shows it as a table, a terminal as text."""

    chapters: tuple[ChapterProgress, ...]

    @property
    def next(self) -> tuple[ChapterProgress, TaskProgress] | None:
        """What to open next: the first task of the course that has not passed."""
        return next(((chapter, task) for chapter in self.chapters if (task := chapter.next)), None)

    def __str__(self) -> str:
        from asynclab.report import progress_view

        return progress_view.text(self)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        from asynclab.report import progress_view

        return progress_view.html(self)


def progress(folder: str | os.PathLike[str] | None = None) -> Progress:
    """Return where you stand, by what your checks said when you last ran them and saved.

    folder: where index.ipynb and the chapters' folders lie; without it, here or one folder up, so that it can be asked
    from a chapter too. Raises `NoManifest` where they do not lie.
    """
    return read(_course_folder() if folder is None else Path(folder))


def _course_folder() -> Path:
    here, above = notebook_folder(manifests.NAME), notebook_folder() / ".."
    return here if (here / manifests.NAME).is_file() or not (above / manifests.NAME).is_file() else above


def read(folder: Path) -> Progress:
    """Read the progress in a folder. Raises `NoManifest`; whatever is wrong with a chapter is said in its place. What
    needs newer packages than are here is left out, and its points are not counted.
    """
    return Progress(tuple(_read(folder, entry.here()) for entry in manifests.read(folder).chapters))


def _read(folder: Path, entry: Entry) -> ChapterProgress:
    try:
        notebook = saved_notebooks.read(folder / entry.notebook)
    except UnreadableNotebook as error:
        return ChapterProgress(entry, problem=str(error))
    return standing(entry, notebook)


def standing(entry: Entry, notebook: Saved) -> ChapterProgress:
    """Return where a student stands in one chapter. Pure."""
    return ChapterProgress(entry, tuple(_task(exercise, notebook) for exercise in entry.exercises))


def _task(exercise: Exercise, notebook: Saved) -> TaskProgress:
    checks = {check.id: notebook.copies(check.id) for check in exercise.checks}
    stale = {id: name for id, cells in checks.items() if (name := _overtaken(cells, notebook))}
    passed = [check for check in exercise.checks if _passed(checks[check.id]) and check.id not in stale]
    written = any(_written(notebook.copies(answer.id), answer.stub) for answer in exercise.answers)
    if passed and not written:
        return _elsewhere(exercise, notebook, len(passed))
    if len(passed) == len(exercise.checks):
        state = TaskState.PASSED
    elif written or any(map(_tried, checks.values())):
        state = TaskState.ATTEMPTED
    else:
        state = TaskState.UNTRIED
    return TaskProgress(
        title=exercise.title,
        state=state,
        points=sum(check.points for check in passed),
        of=exercise.points,
        passed=len(passed),
        checks=len(checks),
        notes=(*_stale(stale), *_still(checks, state), *_odd(exercise, notebook)),
    )


def _overtaken(cells: tuple[SavedCell, ...], notebook: Saved) -> str:
    """The name of an answer that has changed, or failed, since a check passed on it; "" where none has."""
    return next(filter(None, map(notebook.overtaken, cells)), "") if _passed(cells) else ""


def _stale(stale: dict[str, str]) -> Iterator[str]:
    """Checks that passed on an answer that the notebook no longer has."""
    for name in dict.fromkeys(stale.values()):
        ids = ", ".join(id for id, each in stale.items() if each == name)
        yield f"`{name}` is not what {ids} judged any more: its cell has changed or failed since. Run both again."


def _elsewhere(exercise: Exercise, notebook: Saved, passed: int) -> TaskProgress:
    """Checks that passed beside an untouched stub: the answer was taken back, or stands in another cell."""
    says = "Its checks have passed, but its own cell is as it was handed out. Only what stands in that cell is graded."
    is_there = any(notebook.copies(answer.id) for answer in exercise.answers)
    notes = (*[says] * is_there, *_odd(exercise, notebook))
    return TaskProgress(exercise.title, TaskState.ATTEMPTED, 0.0, exercise.points, passed, len(exercise.checks), notes)


def _written(cells: tuple[SavedCell, ...], stub: str) -> bool:
    """Whether an answer's cell is not as it was handed out; of several, whether any is not, as grading has it."""
    return any(cell.source.strip() != stub.strip() for cell in cells)


def _passed(cells: tuple[SavedCell, ...]) -> bool:
    readings = [cell.reading for cell in cells]
    return bool(readings) and all(reading is not None and reading.standing is Standing.EARNED for reading in readings)


def _tried(cells: tuple[SavedCell, ...]) -> bool:
    """Whether a check found something to judge. One that could not be graded tells nothing of the answer."""
    outcomes = {cell.reading.outcome for cell in cells if cell.reading}
    return bool(outcomes - {Outcome.NOT_ATTEMPTED, Outcome.UNGRADED})


def _still(checks: dict[str, tuple[SavedCell, ...]], state: TaskState) -> Iterator[str]:
    """What is left to do of a task that was begun."""
    if state is not TaskState.ATTEMPTED:
        return
    silent = [id for id, cells in checks.items() if cells and not any(cell.reading for cell in cells)]
    spoken = [id for id, cells in checks.items() if cells and id not in silent and not _passed(cells)]
    if spoken:
        yield f"Still to pass: {', '.join(spoken)}."
    if silent:
        yield f"No verdict saved: {', '.join(silent)}. Run, then save."


def _odd(exercise: Exercise, notebook: Saved) -> Iterator[str]:
    ids = [answer.id for answer in exercise.answers] + [check.id for check in exercise.checks]
    for id in ids:
        cells = notebook.copies(id)
        if not cells:
            yield f"The cell {id} is gone from the notebook. Grading puts it back as it was handed out."
        elif len(cells) > 1:
            yield f"The cell {id} is there {len(cells)} times. Keep the one you mean, delete the others."
        for reading in dict.fromkeys(cell.reading for cell in cells):
            if reading is not None and reading.standing is Standing.UNCLEAR:
                yield f"{id}: {' '.join(reading.reasons)}"
