"""An instructor's notebook alone says all that a course's release and gradebook would."""

from pathlib import Path

import nbformat
import pytest
from traitlets.config import Config

from asynclab.grade.single.chapter_files import ChapterFiles, chapter_files
from asynclab.grade.single.errors import NoChapterNotebook, NotAnInstructorsNotebook
from asynclab.grade.single.instructor_notebook import edition

from ..notebooks import graded, notebook, solution

ROOT = Path(__file__).resolve().parents[4]
CHAPTERS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.md"))
ANSWER = "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"
TEST = "assert x\n### BEGIN HIDDEN TESTS\nassert x == 1\n### END HIDDEN TESTS"


def made(chapter, name="theirs"):
    """The student edition of a notebook, for a submission of some name."""
    return edition(chapter, name)


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_student_edition_is_the_released_file(name):
    """To the last byte, of every chapter: what is graded alone is cleaned by the very same notebook."""
    source, release = (ROOT / kind / name / f"{name}.ipynb" for kind in ("source", "release"))
    released = made(ChapterFiles(name, source, Config())).released
    assert nbformat.writes(released) + "\n" == release.read_text(encoding="utf-8")


def test_hidden_tests_are_in_what_grades_and_not_in_what_was_handed_out(tmp_path):
    """The name is the submission's, the points are the cells'."""
    path = tmp_path / "ps1.ipynb"
    nbformat.write(notebook(solution(ANSWER, "x"), graded(TEST, "x-test", 3)), path)
    both = made(chapter_files(str(path), tmp_path))
    assert "x == 1" not in nbformat.writes(both.released)
    assert "x = 1" not in nbformat.writes(both.released)
    sources = {cell.name: cell.source for cell in both.master.cells}
    assert "x == 1" in sources["x-test"]
    assert (both.master.name, both.master.points) == ("theirs", {"x-test": 3.0})


def test_what_is_no_instructors_notebook_is_told_as_that(tmp_path):
    """A file that is none, one that is not there, and a cell id that stands twice."""
    (tmp_path / "none.ipynb").write_text("{", encoding="utf-8")
    twice = notebook(graded("1", "x"), graded("2", "y"))
    twice.cells[1].metadata.nbgrader.grade_id = "x"
    nbformat.write(twice, tmp_path / "twice.ipynb")
    for name in ("none", "twice"):
        with pytest.raises(NotAnInstructorsNotebook, match=rf"{name}\.ipynb cannot be used"):
            made(chapter_files(str(tmp_path / f"{name}.ipynb"), tmp_path))
    with pytest.raises(NoChapterNotebook, match="There is no instructor's notebook"):
        chapter_files(str(tmp_path / "gone.ipynb"), tmp_path)


def test_a_release_is_refused(tmp_path):
    """Its hidden tests are not in it: who grades by it gives points that nobody has earned."""
    name = CHAPTERS[0]
    release = chapter_files(str(ROOT / "release" / name / f"{name}.ipynb"), tmp_path)
    with pytest.raises(NotAnInstructorsNotebook, match="it is the release"):
        made(release)
