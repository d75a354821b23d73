"""What is known of a chapter before nbgrader is loaded."""

from pathlib import Path

import pytest

from asynclab.course.imports import modules_in
from asynclab.grade.single.chapter_files import likely_modules

ROOT = Path(__file__).resolve().parents[4]
CHAPTERS = sorted(path.name for path in (ROOT / "source").glob("[0-9]*"))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_a_submission_is_executed_with_is_imported_before_it_is_read(chapter):
    """Else the process that was started early is of no use: it has to have all that the released cells import."""
    released = modules_in([ROOT / "release" / chapter / f"{chapter}.ipynb"])
    assert "asynclab" in released
    assert set(released) <= set(likely_modules(chapter, ROOT))
    assert likely_modules(str(ROOT / "source" / chapter / f"{chapter}.ipynb"), Path()) == likely_modules(chapter, ROOT)


def test_a_chapter_that_is_not_there_imports_next_to_nothing(tmp_path):
    """What it is called wrongly is told by whoever opens it."""
    assert likely_modules("99-nope", tmp_path) == likely_modules("nope.ipynb", tmp_path) == ("os", "sys")
