"""What was handed out: the released notebook as the gradebook knows it, and what is examined in it."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from asynclab.grade.batch.assignment import handout
from asynclab.grade.errors import BadRelease, NoRelease, NotPython
from asynclab.grade.gradebook.models import Master, Original
from asynclab.grade.job import CellKind

CHECK = 'with check("one-check", "It holds.") as c:\n    c.run(call("one"))'
HIDDEN = f"{CHECK}\n    ### BEGIN HIDDEN TESTS\n    c.hidden()\n    ### END HIDDEN TESTS"


def cell(source, name, tags=(), **said):
    """A code cell with nbgrader's metadata."""
    about = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "grade_id": name}
    return new_code_cell(source, id=name, metadata={"nbgrader": about | said, "tags": list(tags)})


def released(folder, *cells, kernel=None):
    """The folder of a release with one notebook."""
    kernelspec = kernel or {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=list(cells), metadata={"kernelspec": kernelspec})
    nbformat.write(notebook, folder / "n.ipynb")
    return folder


def master(*cells, **points):
    """What the gradebook has."""
    return Master("n", {}, tuple(cells), points)


@pytest.fixture
def chapter(tmp_path):
    """A chapter's notebook: imports, a task, its check, a plain test, a cell to be watched."""
    return released(
        tmp_path,
        new_code_cell("import asyncio, os.path\nfrom asynclab.scenario import call\nfrom . import beside"),
        new_code_cell("%matplotlib inline\nimport json"),
        cell("def one():\n    raise NotAttempted", "one", solution=True),
        cell(CHECK, "one-check", grade=True, locked=True, points=1),
        cell("assert one() == 1", "plain", grade=True, locked=True, points=2),
        cell("print(1)", "watched", tags=["real-time"]),
    )


def test_hidden_tests_points_and_checksums_are_the_gradebooks(chapter):
    """The release has none of the first, and an instructor may have changed the others."""
    original = Original("one-check", "code", True, HIDDEN, "5" * 32)
    made = handout(master(original, **{"one-check": 3.0}), chapter, ())
    assert (made.graded["one-check"].source, made.graded["one-check"].points) == (HIDDEN, 3.0)
    (known,) = (each.metadata.nbgrader for each in made.notebook.cells if each.id == "one-check")
    assert (known.points, known.checksum) == (3.0, "5" * 32)


def test_checks_are_told_from_plain_tests(chapter):
    """By the instructor's text; the rest of the notebook is run by whoever examines it, except what is watched."""
    made = handout(master(), chapter, ())
    assert made.checks == {"one-check"}
    assert [(each.kind, each.name) for each in made.examination.cells] == [
        (CellKind.CODE, ""),
        (CellKind.CODE, ""),
        (CellKind.CODE, "one"),
        (CellKind.CHECK, "one-check"),
        (CellKind.TEST, "plain"),
    ]


def test_modules_are_what_the_cells_import_at_their_top(chapter):
    """Relative imports and cells with magics are passed over."""
    assert handout(master(), chapter, ()).modules == ("asyncio", "os.path", "asynclab.scenario")


def test_a_release_that_is_not_there_says_what_to_run(tmp_path):
    """By the assignment's name."""
    with pytest.raises(NoRelease, match=f"nbgrader generate_assignment {tmp_path.name}"):
        handout(master(), tmp_path, ())


def test_another_language_is_refused(tmp_path):
    """With the way out."""
    julia = {"name": "julia-1.10", "display_name": "Julia", "language": "julia"}
    with pytest.raises(NotPython, match=r"julia.*use_our_engine"):
        handout(master(), released(tmp_path, kernel=julia), ())


def test_metadata_of_another_nbgrader_are_refused(tmp_path):
    """With what to run."""
    with pytest.raises(BadRelease, match="nbgrader update"):
        handout(master(), released(tmp_path, cell("1", "old", schema_version=1)), ())
