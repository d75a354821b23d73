"""Writes the class page: reads the gradebook and the graded notebooks, and leaves a folder that opens from disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from asynclab.course.authoring.build import Course
from asynclab.course.authoring.chapter import ChapterRefused
from asynclab.course.proof.answers import load_answers
from asynclab.grade.course_config import assignments
from asynclab.grade.errors import NoAssignment, NoClassPage, NoGradebook, NotAClassPage, NothingGraded
from asynclab.grade.gradebook.results import Result, results
from asynclab.report.class_page.class_map import ClassMap, class_map
from asynclab.report.class_page.course_map import CourseMap, course_map
from asynclab.report.class_page.named_mistakes import NamedMistakes, named_mistakes
from asynclab.report.class_page.person_queue import FORMGRADER
from asynclab.report.class_page.rendered_pages import PageRenderer

INDEX = "index.html"
_MARK = ".class-page"  # in a folder that this module made: the list of its files, which it may write anew
_STUDENTS = "students"


def write_class(root: Path, assignment: str, folder: Path, formgrader: str = FORMGRADER) -> Path:
    """Write the page of a class, for an assignment of the course in `root`, and a page for each student. Return the
    page to open. formgrader: its address, for links.

    Raise NotAClassPage where `folder` holds something else, NoAssignment, BadConfig, NothingGraded.
    """
    shown = class_map(assignment, results(root, assignment))
    if not shown.rows:
        raise NothingGraded(root, assignment)
    return class_site(shown, named_in(root, assignment), folder, formgrader)


def write_course(root: Path, folder: Path, formgrader: str = FORMGRADER) -> Path:
    """Write the pages of all graded assignments of the course in `root`, and one of the class over all of them. Return
    that one. formgrader: its address, for links.

    Raise NotAClassPage where `folder` holds something else, NotACourse, BadConfig, NothingGraded.
    """
    maps = tuple(_graded(root))
    if not maps:
        raise NothingGraded(root)
    named = {each.assignment: named_in(root, each.assignment) for each in maps}
    return course_site(course_map(maps), named, folder, formgrader)


def class_site(shown: ClassMap, named: tuple[NamedMistakes, ...], folder: Path, formgrader: str = FORMGRADER) -> Path:
    """Write a class's pages into a folder, and return the one to open. named: the wrong answers that the course keeps.

    Raise NotAClassPage.
    """
    _emptied(folder)
    page = _write(PageRenderer(formgrader), folder, shown, named)
    _listed(folder)
    return page


def course_site(
    course: CourseMap,
    named: Mapping[str, tuple[NamedMistakes, ...]],
    folder: Path,
    formgrader: str = FORMGRADER,
) -> Path:
    """Write the pages of a class over the course into a folder, and return the one to open. named: by assignment, the
    wrong answers that the course keeps.

    Raise NotAClassPage.
    """
    _emptied(folder)
    pages = PageRenderer(formgrader)
    for chapter in course.chapters:
        place = folder / chapter.folder
        place.mkdir()
        _write(pages, place, chapter.shown, named.get(chapter.shown.assignment, ()), f"../{INDEX}")
    page = _written(folder / INDEX, pages.course_page(course))
    _listed(folder)
    return page


def named_in(root: Path, assignment: str) -> tuple[NamedMistakes, ...]:
    """Return the wrong answers that a course keeps to an assignment, and its references: none where it keeps none, is
    no chapter of ours, or has a text that cannot be read. `asynclab prove` says why.
    """
    course = Course(root)
    if assignment not in course.chapters:
        return ()
    try:
        chapter, kept = course.load(assignment), course.answers(assignment)
        return named_mistakes(chapter, load_answers(chapter, kept) if kept.is_dir() else ())
    except ChapterRefused:
        return ()


def _graded(root: Path) -> Iterator[ClassMap]:
    """The assignments of which something is graded."""
    for name in assignments(root):
        try:
            found = results(root, name)
        except (NoAssignment, NoGradebook):
            continue
        if any(map(_is_graded, found)):
            yield class_map(name, found)


def _is_graded(result: Result) -> bool:
    return bool(result.readings) or any(cell.points is not None for cell in result.grade.cells)


def _emptied(folder: Path) -> None:
    """Make the folder, or take out of it what was written there before. It is for nobody but who made it.

    Raise NotAClassPage, with everything as it was, where somebody has put something else into it, and NoClassPage where
    it cannot be made.
    """
    try:
        if folder.exists():
            others = _files(folder) - _of_ours(folder) if folder.is_dir() else {""}
            if others:
                raise NotAClassPage(folder, min(others))
            shutil.rmtree(folder)
        folder.mkdir(mode=0o700, parents=True)
        (folder / _MARK).touch()
    except OSError as problem:
        raise NoClassPage(folder, problem.strerror or str(problem)) from problem


def _files(folder: Path) -> set[str]:
    """All that lies in a folder and is no folder itself, by its path from there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}


def _of_ours(folder: Path) -> set[str]:
    """What this module has put into a folder, by its own account."""
    try:
        return {_MARK, *map(str, json.loads((folder / _MARK).read_text(encoding="utf-8")))}
    except (OSError, ValueError, TypeError):
        return set()


def _listed(folder: Path) -> None:
    """Note what lies in a folder that is complete."""
    _written(folder / _MARK, json.dumps(sorted(_files(folder) - {_MARK}), indent=0))


def _write(
    pages: PageRenderer, folder: Path, shown: ClassMap, named: tuple[NamedMistakes, ...], course: str = ""
) -> Path:
    """Write a class's pages into an empty folder. course: the address of the course's page, where there is one."""
    (folder / _STUDENTS).mkdir()
    for row in shown.rows:
        _written(folder / _STUDENTS / f"{row.page}.html", pages.student_page(shown, row))
    return _written(folder / INDEX, pages.class_page(shown, named, course))


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file
