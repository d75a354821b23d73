"""A student may call things what they like: a graded cell still means what its author meant."""

import weakref

import pytest

from asynclab import scenario
from asynclab.course import CheckFailed, check, using
from asynclab.course.cell.namespace import Vocabulary
from asynclab.course.proof.notebook import Notebook
from tests.unit.course.fakes import FAST, SLOW, desk

CELL = """
with check("ask-time", "It takes a second.") as c:
    c.run(call("ask", "why", tools=[tool("web", takes=3.0)]), took(1.0))
"""


def notebook_with(at, answer):
    """Run a student's cell, then the graded cell, on a bench."""
    with Notebook() as notebook, using(at.bench):
        notebook.namespace.update(check=check, **{name: getattr(scenario, name) for name in ("call", "tool")})
        notebook.run("from asynclab.expect import took", "<cell imports>")
        notebook.run(answer, "<cell ask>")
        try:
            notebook.run(CELL, "<check ask-time>")
        finally:
            at.left = dict(notebook.namespace)


def test_langchains_tool_does_not_replace_the_courses():
    """`from langchain_core.tools import tool` in a solution leaves the graded cell as it was."""
    at = desk(FAST)
    notebook_with(at, "from langchain_core.tools import tool")
    assert at.verdict.passed
    assert at.performer.scenarios[0].kwargs["tools"] == [scenario.tool("web", takes=3.0)]


def test_an_expectation_cannot_be_redefined_to_pass():
    """`def took(seconds): ...` in a solution does not soften the check."""
    at = desk(SLOW)
    with pytest.raises(CheckFailed):
        notebook_with(at, "from asynclab.expect import returned\ndef took(seconds): return returned('slow')")


def test_the_students_names_are_theirs_while_the_answer_runs_and_afterwards():
    """An answer that calls LangChain's `tool` finds LangChain's."""
    seen = []

    def look(scenario):
        seen.append(namespace["tool"])
        return FAST

    namespace = {"tool": "mine", "other": 1}
    vocabulary = Vocabulary(namespace)
    vocabulary.speak()
    assert namespace["tool"] is scenario.tool
    with vocabulary.hushed():
        look(None)
    assert namespace["tool"] is scenario.tool
    vocabulary.hush()
    assert seen == ["mine"]
    assert namespace == {"tool": "mine", "other": 1}


def test_a_name_that_an_answer_changes_while_it_runs_stays_changed():
    """`global call; call = ...` inside an answer is the student's own affair, and is kept."""
    namespace = {"call": "first"}
    vocabulary = Vocabulary(namespace)
    vocabulary.speak()
    with vocabulary.hushed():
        namespace["call"] = "second"
    assert namespace["call"] is scenario.call
    vocabulary.hush()
    assert namespace["call"] == "second"


def test_a_checks_own_names_do_not_replace_the_students():
    """A check that says `tools = ...` or `as c` leaves a student's helpers of these names as they were."""
    namespace = {"tools": "a helper of the student's"}
    vocabulary = Vocabulary(namespace)
    vocabulary.speak()
    namespace |= {"tools": ["the check's"], "c": "the check"}
    with vocabulary.hushed():
        assert namespace == {"tools": "a helper of the student's"}
    assert namespace == {"tools": ["the check's"], "c": "the check"}
    vocabulary.hush()
    assert namespace == {"tools": "a helper of the student's"}


def test_what_a_student_deletes_after_a_check_is_gone():
    """A check keeps none of their values: a coroutine nobody awaited is warned of where it is let go of."""
    at = desk(FAST)
    with Notebook() as notebook, using(at.bench):
        notebook.namespace.update(check=check, **{name: getattr(scenario, name) for name in ("call", "tool")})
        notebook.run("from asynclab.expect import took\nclass Kept: ...\nkept = Kept()", "<cell ask>")
        kept = weakref.ref(notebook.namespace["kept"])
        notebook.run(CELL, "<check ask-time>")
        notebook.run("del kept", "<cell scratch>")
        assert kept() is None
