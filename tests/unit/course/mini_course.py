"""The small course beside these tests, in a folder of its own that a test may spoil."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from asynclab.course.authoring.build import Course, build

MINI = Path(__file__).parent / "mini"
NAME = "01-mini"


def copied(into):
    """A copy of the small course."""
    shutil.copytree(MINI / "notebooks", into / "notebooks")
    shutil.copytree(MINI / "tests", into / "tests")
    return Course(into)


@cache
def _once_built():
    """The folder of a copy that is built, to be copied; it goes with this process."""
    folder = TemporaryDirectory(prefix="asynclab-mini-")
    build(copied(Path(folder.name)))
    return folder


def built(into):
    """A copy of the small course, built: the same to the byte wherever it is built."""
    return Course(Path(shutil.copytree(_once_built().name, into, dirs_exist_ok=True)))


def edited(course, *changes):
    """Change its Markdown; each change must find its text exactly once or more."""
    file = course.root / "notebooks" / f"{NAME}.md"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return text


def line_of(text, words):
    """The number of the first line that contains these words."""
    return next(number for number, line in enumerate(text.split("\n"), start=1) if words in line)
