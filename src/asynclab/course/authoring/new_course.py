"""`asynclab init`: a course's folder of one's own, with one chapter, its answers, and both of its editions."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from asynclab.course.authoring.build import Course, build
from asynclab.course.authoring.errors import NotMade

TEMPLATE = Path(__file__).with_name("template")
_STANDS_FOR_THE_NAME = "my-course"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_PATTERN = re.compile(r"[*?\[\]{}]")  # nbgrader looks for files by patterns made of the folder's path


@dataclass(frozen=True)
class NewCourse:
    """A course that was made. name: the folder's, which is nbgrader's course_id too."""

    name: str
    folder: Path
    chapters: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.folder} is a course now, with one chapter: {', '.join(self.chapters)}. To see it at work:\n\n"
            f"  cd {self.folder}\n"
            "  asynclab demo     a class of 16 answers it, is autograded and reported\n"
            "  asynclab prove    its checks are proven against right and wrong answers\n\n"
            "README.md there says how to change it, how to add a chapter, and how to teach with it."
        )


def new_course(folder: Path, begins: Callable[[], None] = lambda: None) -> NewCourse:
    """Make a course in a folder that is new or empty. The folder's name becomes the course's.

    begins: called once the folder is found to be one where a course can be made. Raise NotMade; then the folder is as
    it was.
    """
    place = folder.absolute() if folder.name not in ("", "..") else folder.resolve()
    _must_be_sound(place)
    begins()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            made = Course(Path(scratch, place.name))
            _write(made)
            place.mkdir(parents=True, exist_ok=True)
            shutil.copytree(made.root, place, dirs_exist_ok=True)
    except OSError as problem:
        raise NotMade(f"{folder} cannot be written: {problem.strerror or problem}. Name another folder.") from problem
    return NewCourse(place.name, folder, Course(place).chapters)


def _must_be_sound(place: Path) -> None:
    name = place.name
    if not _NAME.fullmatch(name):
        raise NotMade(
            f"“{name}” cannot be a course's name: students type it, and it stands in paths and addresses. Use letters "
            "without accents, digits, “-”, “_” and “.”, beginning with a letter or a digit, as in my-course."
        )
    if odd := _PATTERN.search(str(place.parent)):
        raise NotMade(
            f"nbgrader cannot work below {place.parent}: “{odd[0]}” in a path is a pattern to it. "
            "Name a folder elsewhere."
        )
    if place.is_symlink() and not place.exists():
        raise NotMade(f"{place} is a link to nowhere. Remove it, or name another folder.")
    if place.exists() and not place.is_dir():
        raise NotMade(f"{place} is a file. Name a folder that is new or empty.")
    if place.is_dir() and any(place.iterdir()):
        raise NotMade(f"{place} is not empty, and nothing in it was touched. Name a folder that is new or empty.")


def _write(course: Course) -> None:
    """Write the template's course and build it."""
    shutil.copytree(TEMPLATE, course.root, ignore=shutil.ignore_patterns("__pycache__"))
    (course.root / "gitignore").rename(course.root / ".gitignore")
    for name in ("README.md", "nbgrader_config.py", "notebooks/index.md"):
        file = course.root / name
        text = file.read_text(encoding="utf-8").replace(_STANDS_FOR_THE_NAME, course.root.name)
        file.write_text(text, encoding="utf-8")
    build(course)
