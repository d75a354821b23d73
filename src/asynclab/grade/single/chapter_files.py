"""Where a chapter comes from that one submission is graded by: a course's folder, or an instructor's notebook alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from asynclab.course.imports import modules_in
from asynclab.grade.course_config import chosen, configuration, directory
from asynclab.grade.job import Limits
from asynclab.grade.single.errors import NoChapterNotebook

_COLAB = ("os", "sys")  # what the cell imports that only the student edition has


@dataclass(frozen=True)
class ChapterFiles:
    """A chapter. source: the instructor's notebook; what lies beside it are the chapter's own files. settings: what the
    course's nbgrader_config.py says, or what a course of chapters begins with."""

    name: str
    source: Path
    settings: Config


def check_named(named: str, root: Path) -> None:
    """Raise what `chapter_files` raises where there is no such chapter, before anything is loaded or started for it.

    Raise NoChapterNotebook, NotACourse, WhichAssignment, BadConfig.
    """
    is_path = named.endswith(".ipynb") or named != Path(named).name
    if not is_path:
        chosen(root, named)
    elif not (named.endswith(".ipynb") and Path(named).is_file()):
        raise NoChapterNotebook(Path(named).resolve())


def likely_modules(named: str, root: Path) -> tuple[str, ...]:
    """Return what a chapter's cells import, as far as that can be told without nbgrader; see `chapter_files`."""
    source = Path(named) if named.endswith(".ipynb") else root / "source" / named / f"{named}.ipynb"
    return (*_COLAB, *modules_in([source]))


def chapter_files(named: str, root: Path) -> ChapterFiles:
    """Find a chapter. named: its name in the course at `root`, or the path of an instructor's notebook.

    Raise NoChapterNotebook, NotACourse, WhichAssignment, BadConfig.
    """
    if named.endswith(".ipynb"):
        path = Path(named).resolve()
        if not path.is_file():
            raise NoChapterNotebook(path)
        return ChapterFiles(path.stem, path, _alone(path))
    name = chosen(root, named)
    folders = directory(root)
    path = Path(folders.format_path(folders.source_directory, ".", name)) / f"{name}.ipynb"
    if not path.is_file():
        raise NoChapterNotebook(path)
    settings = configuration(root)
    settings.CourseDirectory.setdefault("root", str(root))
    return ChapterFiles(name, path, settings)


def _alone(path: Path) -> Config:
    """The limits of `asynclab.nbgrader.configure_course`."""
    settings = Config()
    settings.CourseDirectory.root = str(path.parent)
    settings.Execute.timeout = int(Limits.cell)
    return settings
