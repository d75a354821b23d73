"""What comes of a reducer is told as that, at a line of its own."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.reducers import at_reducers
from asynclab.expect import Failure
from asynclab.observe.plain import KIND
from asynclab.observe.run import Place
from tests.unit.course.cell.test_cell_history import Notebook
from tests.unit.expect.by_hand import run

GRAPH = """
def build(checks):
    {before} merge(old, new):
        out = old | new
        {ends}

    class Dossier(TypedDict):
        plot: str
        other: Annotated[list, operator.add]
        dossier: {typed}

    graph = StateGraph(Dossier)
    return graph.compile(name="dossier",
        checkpointer=saver)
"""
NONE = "It raised `AttributeError`: 'NoneType' object has no attribute 'items'."
LIST = "It raised `TypeError`: 'list' object is not a mapping."
ONE_VALUE = "It raised `InvalidUpdateError`: At key 'dossier': Can receive only one value per step. Use"
NO_REDUCER = "It raised `ValueError`: no signature found for builtin type <class 'dict'>."
THREAD = "It raised `ValueError`: Checkpointer requires one or more of the following 'configurable' keys: thread_id"


def told(seen, place=None, value=None, remedy="", **parts):
    """What is told of a failure of an answer with such a reducer: why, what to do, and the text of the line."""
    notebook = Notebook()
    written = {"before": "def", "ends": "return out", "typed": "Annotated[dict, merge]", **parts}
    notebook.run("answer", GRAPH.format(**written))
    owner = notebook.history.owner("build")
    place = place and Place(owner.label, 4, place, "out = old | new")
    finding = Finding(Failure(seen, remedy=remedy, place=place), run(value=value))
    (found,) = at_reducers([finding], {"cell In[9]"}, ["build"], notebook.history)
    return found.failure.cause, found.failure.remedy, found.failure.place.text if found.failure.place else ""


def test_a_reducer_without_return_is_told_at_its_first_line():
    """It is given the None that it gave itself, and the line that meets it is right."""
    cause, remedy, line = told(NONE, "merge", ends="out.clear()")
    assert cause == "`merge` is a reducer, and has no `return`: so it gives None, and is given that the next time."
    assert remedy == "Let it `return` what the two make together."
    assert line == "def merge(old, new):"


@pytest.mark.parametrize("seen", [NONE, LIST])
def test_a_reducer_that_returns_something_is_told_what_it_is_given(seen):
    """Which of its values was of the wrong kind is not known, so that its line stays."""
    cause, remedy, line = told(seen, "merge")
    assert cause.startswith("`merge` is a reducer: it is given what is there, after the first time what it gave itself")
    assert "each `return`" in remedy
    assert line == "out = old | new"


@pytest.mark.parametrize(
    ("place", "remedy", "typed"),
    [("other", "", "Annotated[dict, merge]"), ("merge", "Mend it.", "Annotated[dict, merge]"), ("merge", "", "dict")],
)
def test_of_what_is_no_reducer_or_has_its_remedy_nothing_is_said(place, remedy, typed):
    """The error of any other function is not a reducer's."""
    assert told(LIST, place, remedy=remedy, typed=typed) == ("", remedy, "out = old | new")


def test_a_reducer_that_is_an_async_def_is_told_to_be_a_plain_one():
    """Where the coroutine that came back is its own."""
    seen, value = "What came back holds 1 coroutine in place of results: it was", {KIND: "coroutine", "name": "merge"}
    cause, remedy, line = told(seen, value={"dossier": value}, before="async def")
    assert cause.startswith("`merge` is a reducer, and an `async def`")
    assert remedy == "Begin it with `def`."
    assert line == "async def merge(old, new):"
    other = {KIND: "coroutine", "name": "ask"}
    assert told(seen, value=[other], before="async def") == ("", "", "")


@pytest.mark.parametrize(
    ("seen", "typed", "line"),
    [
        (ONE_VALUE, "dict", "dossier: dict"),
        (ONE_VALUE, "Annotated[dict, merge]", ""),
        (NO_REDUCER, "Annotated[merge, dict]", "dossier: Annotated[merge, dict]"),
        (NO_REDUCER, "typing.Annotated[merge, dict]", "dossier: typing.Annotated[merge, dict]"),
        (NO_REDUCER, "Annotated[dict, merge]", ""),
        (THREAD, "dict", "checkpointer=saver)"),
    ],
)
def test_what_langgraph_says_of_a_key_is_told_where_that_key_is_written(seen, typed, line):
    """And what it says of a checkpointer, where that is given; without such a line there is none."""
    assert told(seen, typed=typed)[2] == line


def test_a_reducer_that_takes_no_two_values_is_told_where_the_class_names_it():
    """Its own first line has the parameters, and the class says what it is for."""
    seen = "It raised `ValueError`: Invalid reducer signature. Expected (a, b) -> c. Got (old)."
    assert told(seen, before="def lone(old): pass\n    def", typed="Annotated[dict, lone]")[2] == (
        "dossier: Annotated[dict, lone]"
    )
    assert told(seen)[2] == ""


MISSED = "It raised `KeyError`: 'wells'."
LAST = "The reducer of `dossier` gives back what has come, and nothing of what was there"


@pytest.mark.parametrize(
    ("typed", "of_that"),
    [
        ("Annotated[dict, lambda old, new: new]", True),
        ("Annotated[dict, lambda old, new: {**old, **new}]", False),
        ("Annotated[dict, merge]", False),
        ("dict", False),
    ],
)
def test_a_reducer_that_keeps_the_last_alone_is_told_where_a_key_is_missing(typed, of_that):
    """At its line in the class; only of the key that was read there."""
    notebook = Notebook()
    notebook.run("answer", GRAPH.format(before="def", ends="return out", typed=typed))
    for key in ("dossier", "plot"):
        read = Place("cell In[1]", 2, "write", f"state['{key}']['wells']")
        (found,) = at_reducers([Finding(Failure(MISSED, place=read))], (), ["build"], notebook.history)
        told_of_it = found.failure.cause.startswith(LAST)
        assert told_of_it == (of_that and key == "dossier")
        assert found.failure.place.text == (f"dossier: {typed}" if told_of_it else read.text)
