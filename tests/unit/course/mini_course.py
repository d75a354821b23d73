"""The small course beside these tests, in a folder of its own that a test may spoil."""

import shutil
from pathlib import Path

from asynclab.course.authoring.build import Course

MINI = Path(__file__).parent / "mini"
NAME = "01-mini"


def copied(into):
    """A copy of the small course."""
    shutil.copytree(MINI / "notebooks", into / "notebooks")
    shutil.copytree(MINI / "tests", into / "tests")
    return Course(into)


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
