"""Whatever a submission's file holds, the chapter stays the chapter's and cleaning does not fail."""

import contextlib
import copy
import json

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from asynclab.grade.intake.clean import OWN_TEXT, clean
from asynclab.grade.intake.parse import NotANotebook, extract, load
from tests.unit.grade.notebooks import ANSWER, ASK, WORDS, from_file, released, submission

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from("ask ask-check words demo title imports mine".split()) | st.text(max_size=5)
TEXTS = st.sampled_from([ANSWER, "demo()", "check_ask()", "x = 1", "", "def ask(", "%magic", "\x00\ud800"]) | st.text(
    st.characters(), max_size=30
)
MARKS = st.fixed_dictionaries(
    {},
    optional={
        "grade_id": NAMES | JUNK,
        "grade": st.booleans() | JUNK,
        "solution": st.booleans() | JUNK,
        "points": st.floats() | st.integers() | JUNK,
        "schema_version": st.integers() | JUNK,
        "task": st.booleans(),
    },
)
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from("code markdown raw heading".split()) | JUNK,
        "id": NAMES | JUNK,
        "source": TEXTS | st.lists(TEXTS | JUNK, max_size=3) | JUNK,
        "metadata": st.fixed_dictionaries({}, optional={"nbgrader": MARKS | JUNK, "tags": JUNK}) | JUNK,
        "attachments": JUNK,
        "outputs": JUNK,
    },
)
PAPERS = st.fixed_dictionaries(
    {"cells": st.lists(CELLS | JUNK, max_size=12)},
    optional={"metadata": JUNK, "nbformat": JUNK, "worksheets": JUNK},
)
SWAPS = st.tuples(st.integers(0, 5), st.integers(0, 5))
TURNS = st.sampled_from(("delete", "double", "swap", "edit", "rename", "retype"))


def mangled(cells, turn, first, second, text):
    """One accident that happens to the cells."""
    if not cells:
        return
    first, second = first % len(cells), second % len(cells)
    if turn == "delete":
        del cells[first]
    elif turn == "double":
        cells.insert(second, copy.deepcopy(cells[first]))
    elif turn == "swap":
        cells[first], cells[second] = cells[second], cells[first]
    elif turn == "edit":
        cells[first]["source"] = text
    elif turn == "rename":
        cells[first]["metadata"] = {"nbgrader": {"grade_id": cells[second]["id"], "grade": True, "points": 9}}
    else:
        cells[first]["cell_type"] = "markdown" if cells[first]["cell_type"] == "code" else "code"


def the_chapters_stays(made):
    """All cells but solutions are the release's, in its order; the rest is plain code, and text that is marked; the
    notebook can be written."""
    wanted = released()
    ids = {cell.id for cell in wanted.cells}
    own = [cell for cell in made.notebook.cells if cell.id not in ids]
    kept = [cell for cell in made.notebook.cells if cell.id in ids]
    for at in (ASK, WORDS):
        kept[at].source = wanted.cells[at].source
    assert kept == wanted.cells
    assert {(cell.cell_type, str(cell.metadata)) for cell in own} <= {
        ("code", "{}"),
        ("markdown", str({OWN_TEXT: True})),
    }
    assert made.notebook.metadata == wanted.metadata
    nbformat.validate(made.notebook)
    nbformat.writes(made.notebook).encode("utf-8")
    "".join(made.notes).encode("utf-8")


@settings(deadline=None)
@given(PAPERS)
def test_any_data_is_cleaned(data):
    """A file that has a list of cells, whatever is in it, gives the chapter."""
    the_chapters_stays(clean(released(), extract(data)))


@settings(deadline=None)
@given(st.lists(st.tuples(TURNS, SWAPS, TEXTS), max_size=8))
def test_any_accident_leaves_the_chapter_whole(accidents):
    """Cells deleted, doubled, moved, edited, renamed and retyped, one after another."""
    data = json.loads(nbformat.writes(submission()))
    for turn, (first, second), text in accidents:
        mangled(data["cells"], turn, first, second, text)
    the_chapters_stays(from_file(data))


@settings(deadline=None)
@given(st.binary(max_size=200) | JUNK.map(lambda data: json.dumps(data).encode()))
def test_any_bytes_are_a_notebook_or_none(raw):
    """Nothing else comes of a file but a paper, or that it is no notebook."""
    with contextlib.suppress(NotANotebook):
        the_chapters_stays(clean(released(), load(raw)))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_any_answer_comes_through_to_the_letter(text):
    """What a student wrote into a solution is there as it was written; a line end of Windows' is one character."""
    made = from_file({"cells": [{"cell_type": "code", "id": "ask", "source": f"{text}."}]})
    assert made.notebook.cells[ASK].source == f"{text}.".replace("\r\n", "\n")
    assert made.attempted
