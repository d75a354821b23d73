"""Regions are cut out as nbgrader cuts them, and what does not pair up is told with its line."""

import pytest

from asynclab.course.authoring.regions import (
    RegionKind,
    Unbalanced,
    inside,
    regions,
    stub,
    unmarked,
    without,
    without_fences,
)

CELL = """\
async def ask(tools):
    # TODO: ask them all
    ### BEGIN SOLUTION
    return await gather(
        *tools)
    ### END SOLUTION"""


def test_a_stub_names_its_task_where_the_solution_stood():
    """With the indentation of its function."""
    assert stub(CELL, "ask") == 'async def ask(tools):\n    # TODO: ask them all\n    raise NotAttempted("ask")'


def test_a_region_at_the_left_margin_leaves_nothing():
    """An error there would stop the notebook: a quiz answer keeps its first line."""
    assert stub('a = None  # TODO\n### BEGIN SOLUTION\na = "b"\n### END SOLUTION', "a") == "a = None  # TODO"


def test_two_regions_are_two_stubs():
    """A task may have two functions."""
    assert stub(f"{CELL}\n{CELL}", "ask").count("NotAttempted") == 2


def test_the_solution_is_read_without_its_markers_and_its_todo():
    """What a student sees after passing is code."""
    assert unmarked(CELL) == "async def ask(tools):\n    return await gather(\n        *tools)"


def test_what_is_inside_and_what_is_left_make_the_whole():
    """Nothing is lost between them but the markers."""
    assert inside(CELL, RegionKind.SOLUTION) == ("    return await gather(", "        *tools)")
    assert without(CELL, RegionKind.SOLUTION) == "async def ask(tools):\n    # TODO: ask them all"


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("x\n### BEGIN SOLUTION\ny", 1, "no END"),
        ("x\n### END SOLUTION", 1, "no BEGIN"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", 1, "inside another"),
    ],
)
def test_markers_that_do_not_pair_up_are_told_with_their_line(source, line, says):
    """The line is counted within the cell."""
    with pytest.raises(Unbalanced, match=says) as caught:
        regions(source, RegionKind.SOLUTION)
    assert caught.value.line == line


def test_prose_loses_what_is_for_authors_and_nothing_else():
    """Other fences stay, comments go, no gap is left behind."""
    prose = "Promise.\n\n```toml task\nid = 'ask'\n```\n\n<!-- a note\n to authors -->\n\n```toml\nx = 1\n```\nEnd."
    assert without_fences(prose) == "Promise.\n\n```toml\nx = 1\n```\nEnd."
