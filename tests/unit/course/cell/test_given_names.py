"""What a cell of the chapter's has defined, and is something else by now, is told before the answer is blamed."""

from dataclasses import replace

import pytest

from asynclab.course.cell.session.given_names import GivenNames, names_from_outside
from asynclab.course.cell.session.history.absences import loss
from tests.unit.course.cell.test_cell_history import Notebook

GIVEN = "LETTER = {'text': 'late', 'into': ['Finnish']}\ndef order(letter):\n    return 1\nempty = []"


def notebook_with(source):
    """A notebook in which a cell was run after the chapter's; and what is known of the chapter's."""
    notebook, names = Notebook(), GivenNames()
    notebook.run("cell-003", GIVEN)
    names.learn("cell In[1]", {name: notebook.namespace[name] for name in ("LETTER", "order", "empty")})
    notebook.run("mine", source)
    return notebook, names


def told(source, *used):
    """What is told of these names after a student's cell."""
    notebook, names = notebook_with(source)
    return {
        name: (failure.seen, failure.remedy)
        for name, failure in names.changed(used, notebook.namespace, notebook.history)
    }


@pytest.mark.parametrize("source", ["LETTER['text'] = 'Hello'", "LETTER['into'].append('Latin')"])
def test_contents_that_were_changed_are_told_with_the_way_back(source):
    """At any depth: the answer is asked about what stands there."""
    ((seen, remedy),) = told(source, "LETTER", "order").values()
    assert seen.startswith("`LETTER` has other contents than cell In[1], a cell of the chapter's, has put into it")
    assert remedy.startswith("Run cell In[1] again")


@pytest.mark.parametrize("source", ["order = lambda letter: 2", "def order(letter):\n    return 1", "order = None"])
def test_a_name_that_was_taken_is_told_with_the_cell_that_took_it(source):
    """Whatever it is now."""
    assert told(source, "order") == {
        "order": (
            "`order` is not what cell In[1], a cell of the chapter's, has made of it: cell In[2] has given the name to "
            "something else.",
            "Take another name in cell In[2], and run cell In[1] again.",
        )
    }


@pytest.mark.parametrize("source", ["x = 1", "empty.append(1)", "same = order", "del order"])
def test_nothing_is_told_of_what_is_as_it_was(source):
    """A list that was handed out empty is for others to fill; and a name that is gone is told elsewhere."""
    assert told(source, "LETTER", "order", "empty", "unknown") == {}
    assert told("order = 1", "LETTER") == {}  # nobody uses it


def test_a_name_that_was_taken_and_freed_leads_back_to_the_chapters_cell():
    """And not to the one that took it, though the notebook knows that as well."""
    notebook, _ = notebook_with("order = 'Into Finnish'")
    runs = notebook.history._by_cell["order"]
    runs["cell-003"] = replace(runs["cell-003"], given=True)
    notebook.run("mine too", "del order")
    assert loss(notebook.history, "order").failure.remedy == "Run the cell that defines it again, cell In[1]."


OWN_FIRST = [
    "with check('a') as c:\n    door = 'in finally'\n    c.run(door)",
    "door = 1\nprint(door)",
    "with opened() as door:\n    door.close()",
    "def door():\n    return 1\ndoor()",
    "door, other = 1, 2\nfor each in door:\n    pass",
]
TAKEN_FROM_OUTSIDE = [
    "c.run(door)\ndoor = 1",
    "door = door + 1",
    "if late:\n    door = 1\nprint(door)",
    "def look():\n    return door\ndoor = 1",
    "with door as door:\n    pass",
    "for door in doors:\n    pass\nprint(door)",
]


@pytest.mark.parametrize("source", OWN_FIRST)
def test_a_name_that_a_check_gives_its_own_value_first_is_not_taken_from_the_notebook(source):
    """Whatever else has that name: the check does not ask for it."""
    assert "door" not in names_from_outside(source)


@pytest.mark.parametrize("source", TAKEN_FROM_OUTSIDE)
def test_a_name_that_is_read_before_it_is_certain_to_be_given_a_value_is_the_notebooks(source):
    """Under an `if`, in a function above it, or on the right side of its own line."""
    assert "door" in names_from_outside(source)


def test_of_a_cell_whose_text_is_gone_nobody_is_told_to_change_it():
    """The name it took is still another: only to run the chapter's cell again is of use."""
    notebook, names = notebook_with("order = 1")
    notebook.run("mine", "x = 1")
    ((name, failure),) = names.changed(["order"], notebook.namespace, notebook.history)
    assert (name, failure.place, failure.remedy) == ("order", None, "Run cell In[1] again.")
    assert failure.seen == "`order` is not what cell In[1], a cell of the chapter's, has made of it."
