"""The student edition of notebooks that are no chapters of ours is the one that nbgrader makes."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, SaveCells

from asynclab.course.authoring.colab import FirstCell
from asynclab.course.authoring.student_edition import STEPS, CountedCells, StudentEdition

IMPORT = "from asynclab import NotAttempted"
YOURS = "# YOUR CODE HERE\nraise NotImplementedError()"


def cell(kind, source, grade_id, **nbgrader):
    """A cell with nbgrader's metadata."""
    about = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    make = new_code_cell if kind == "code" else new_markdown_cell
    return make(source, metadata={"nbgrader": about | {"grade_id": grade_id, **nbgrader}})


def solution(source, grade_id="f"):
    """A solution cell."""
    return cell("code", source, grade_id, solution=True)


def released(step, *cells):
    """The sources and the tags of these cells after a step; their notebook is for Python."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=copy.deepcopy(list(cells)), metadata={"kernelspec": kernel})
    made, _ = step.preprocess(notebook, {})
    return [(each.source, each.metadata.get("tags")) for each in made.cells]


FOREIGN = {
    "a cell without markers": solution("def f():\n    return 'the secret'"),
    "a region inside a function": solution("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION"),
    "a region at the left margin": solution("import math\n### BEGIN SOLUTION\nx = math.pi\n### END SOLUTION"),
    "nothing but a region": solution("### BEGIN SOLUTION\nx = 1\n### END SOLUTION"),
    "code that a person grades": cell("code", "x = 'the secret'", "by-hand", solution=True, grade=True, points=2),
    "a written answer without markers": cell("markdown", "The secret.", "why", solution=True, grade=True, points=1),
    "a test": cell("code", "assert f() == 1", "f-test", grade=True, locked=True, points=1),
    "prose with a toml fence": new_markdown_cell("Write this:\n\n```toml task\nid = 1\n```\n\n\n\n<!-- really -->\n"),
    "an empty solution cell": solution(""),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_a_plain_notebook_gets_what_nbgrader_itself_makes(case):
    """Cell by cell the same text and tags as from nbgrader's own step."""
    notebook = (new_code_cell("import math"), FOREIGN[case])
    assert released(StudentEdition(), *notebook) == released(ClearSolutions(), *notebook)


@pytest.mark.parametrize("case", [name for name, each in FOREIGN.items() if "secret" in each.source.lower()])
def test_what_has_no_markers_is_taken_out_whole(case):
    """As nbgrader documents it, in chapters of ours too."""
    for first in ("import math", IMPORT):
        assert "secret" not in str(released(StudentEdition(), new_code_cell(first), FOREIGN[case])).lower()


def test_a_stub_is_one_that_its_notebook_can_run():
    """NotAttempted where it is imported, with the task's name; nbgrader's own stub where it is not."""
    plain = solution("def f():\n    return 1")
    assert released(StudentEdition(), new_code_cell(IMPORT), plain)[1][0] == 'raise NotAttempted("f")'
    assert released(StudentEdition(), new_code_cell("import math"), plain)[1][0] == YOURS


def test_a_plain_notebook_beside_a_chapter_is_a_plain_one_still():
    """One assignment may hold both, in any order: a stub of one does not get into the other."""
    step, answer = StudentEdition(), solution("def f():\n    return 1")
    for first, stub in ((IMPORT, 'raise NotAttempted("f")'), ("1", YOURS), (IMPORT, 'raise NotAttempted("f")')):
        assert released(step, new_code_cell(first), answer)[1][0] == stub


def test_a_region_at_the_left_margin_is_a_stub_too():
    """Only the answer to a quiz question is just taken out, since its first line stands in for it."""
    code = solution("import math\n### BEGIN SOLUTION\nx = math.pi\n### END SOLUTION")
    quiz = solution('a = None  # TODO\n### BEGIN SOLUTION\na = "b"\n### END SOLUTION', "a")
    sources = [source for source, _ in released(StudentEdition(), new_code_cell(IMPORT), code, quiz)]
    assert sources[1:] == ['import math\nraise NotAttempted("f")', "a = None  # TODO"]


def test_the_steps_are_nbgraders_own_with_ours_in_place_of_two():
    """Mark schemes, autotests, headers and footers go on working in a course of chapters."""
    theirs = {StudentEdition: ClearSolutions, CountedCells: SaveCells}
    own = [theirs.get(step, step) for step in STEPS if step is not FirstCell]
    assert own == GenerateAssignment().preprocessors
    assert STEPS.index(FirstCell) == STEPS.index(StudentEdition) + 1


@pytest.mark.parametrize(
    ("first", "folded"),
    [
        (f"import math\n\n{IMPORT}", True),
        (f"{IMPORT}\nx = 1", False),
        (f"%pip list\n{IMPORT}", False),
    ],
)
def test_a_chapters_first_cell_is_folded_where_it_has_nothing_but_imports(first, folded):
    """A student meets the lesson, not fourteen lines of names; no other cell is folded."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[new_code_cell(first), new_code_cell("import json")], metadata={"kernelspec": kernel})
    made, _ = StudentEdition().preprocess(notebook, {})
    assert [cell.metadata.get("jupyter", {}).get("source_hidden", False) for cell in made.cells] == [folded, False]
