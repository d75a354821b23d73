"""A name that two cells define, or that is Python's own: a line that fails on it is told which cell has taken it."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.taken_names import at_what_was_taken, check_without, with_taken_names
from asynclab.expect import Failure, Outcome
from asynclab.observe.run import Place
from tests.unit.course.cell.test_cell_history import HELPER, Notebook


def notebook_with(source):
    """A notebook in which a later cell has taken a name."""
    notebook = Notebook()
    notebook.run("helper", HELPER.format(n=1))
    notebook.run("mine", source)
    return notebook


def told(line, source, error="`TypeError`: 'int' object is not callable."):
    """What is told of an error at a line."""
    failure = Failure(f"It raised {error}", place=Place("cell In[3]", 4, "ask", line))
    notebook = notebook_with(source)
    notebook.run("answer", f"def ask(tool):\n    {line}")
    (finding,) = with_taken_names([Finding(failure)], notebook.history, ["ask"])
    return finding.failure.cause, finding.failure.remedy


def test_a_name_of_pythons_own_is_told_with_the_cell_that_took_it():
    """And with the way back."""
    assert told("took = round(1.5, 3)", "round = 2") == (
        "`round` is not Python's own any more: cell In[2] has given the name to something else.",
        "Take another name there, and free this one: `del round`.",
    )


def test_a_name_of_another_cells_is_told_with_both():
    """Which of them is meant, whoever wrote them knows."""
    assert told("return fetch()", "fetch = []") == (
        "`fetch` is what cell In[2] has made of it, and cell In[1] defines it too.",
        "If that one is meant: take another name in cell In[2], and run cell In[1] again.",
    )


@pytest.mark.parametrize(
    ("line", "source", "error"),
    [
        ("took = round(1.5, 3)", "other = 2", "`TypeError`: no."),
        ("took = tool.round(1.5)", "round = 2", "`TypeError`: no."),
        ("took = round(1.5, 3)", "round = 2", "`ValueError`: no."),
    ],
    ids=["not taken", "an attribute", "another error"],
)
def test_what_is_not_known_to_be_of_that_is_not_told_so(line, source, error):
    """A missing cause is better than a wrong one."""
    assert told(line, source, error) == ("", "")


def test_a_check_whose_own_line_fails_on_a_taken_name_did_not_run_through():
    """That is the notebook's to mend, and no instructor's."""
    error = TypeError("'list' object is not callable")
    why = check_without("c.run(call('ask', fetch()))", error, notebook_with("fetch = []").history)
    assert (why.outcome, why.failure.cause) == (Outcome.CRASHED, "This check needs it as it was.")
    assert check_without("c.run(call('ask', other()))", error, notebook_with("fetch = []").history) is None
    assert check_without("fetch()", ZeroDivisionError(), notebook_with("fetch = []").history) is None


def test_a_name_of_a_functions_own_is_not_the_notebooks():
    """It is called as a taken one is, and has nothing to do with it."""
    notebook = notebook_with("fetch = []")
    notebook.run("answer", "def ask(fetch):\n    return fetch()")
    failure = Failure("It raised `TypeError`: no.", place=Place("cell In[3]", 2, "ask", "return fetch()"))
    assert with_taken_names([Finding(failure)], notebook.history, ["ask"]) == (Finding(failure),)


def test_what_is_told_already_is_not_told_with_another_cause():
    """Of two findings of one slip, the second has lost its cause to the first."""
    notebook = notebook_with("round = 2")
    notebook.run("answer", "def ask():\n    return round(1.5)")
    place = Place("cell In[3]", 2, "ask", "return round(1.5)")
    known = Finding(Failure("It raised `TypeError`: no.", "A known cause.", place=place))
    again = Finding(Failure("It raised `TypeError`: no.", place=place))
    assert with_taken_names([known, again], notebook.history, ["ask"]) == (known, again)


def test_a_taken_name_that_a_locked_cell_calls_is_told_at_the_line_that_took_it():
    """The answer has nothing to do with it, and may be right; of a name that is nobody's, nothing is told so."""
    notebook = notebook_with("other = 1\nround = 2")
    notebook.run("given", "def turn():\n    return round(1.5)")
    seen = "It raised `TypeError`: 'int' object is not callable."
    failed = Finding(Failure(seen, place=Place("cell In[3]", 2, "turn", "return round(1.5)")))
    (told,) = at_what_was_taken([failed], {"cell In[3]"}, notebook.history)
    assert told.failure.seen == f"{seen} That was in cell In[3], which is given."
    assert (
        told.failure.cause == "`round` is not Python's own any more: cell In[2] has given the name to something else."
    )
    assert str(told.failure.place) == "cell In[2], line 2, in <module>: round = 2"
    assert at_what_was_taken([failed], {"cell In[1]"}, notebook.history) == (failed,)
    other = Finding(Failure(seen, place=Place("cell In[3]", 2, "turn", "return len(1.5)")))
    assert at_what_was_taken([other], {"cell In[3]"}, notebook.history) == (other,)


def test_a_name_of_the_chapters_that_a_locked_cell_uses_is_told_at_the_line_that_took_it():
    """Of an answer's own name nothing is told so: it is the student's by right."""
    notebook = Notebook()
    notebook.run("imports", "import time", given=True)
    notebook.run("mine", "time = 0")
    notebook.run("given", "def turn():\n    return time.perf_counter()", given=True)
    seen = "It raised `AttributeError`: 'int' object has no attribute 'perf_counter'."
    failed = Finding(Failure(seen, place=Place("cell In[3]", 2, "turn", "return time.perf_counter()")))
    (told,) = at_what_was_taken([failed], {"cell In[3]"}, notebook.history, ["answer"])
    assert told.failure.seen == f"{seen} That was in cell In[3], which is given."
    assert str(told.failure.place) == "cell In[2], line 1, in <module>: time = 0"
    assert at_what_was_taken([failed], {"cell In[3]"}, notebook.history, ["time"]) == (failed,)
