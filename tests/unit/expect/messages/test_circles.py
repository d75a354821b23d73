"""A graph that goes in a circle is told as that, with the nodes that go round."""

from dataclasses import replace

import pytest

from asynclab.expect import judge, returned
from asynclab.expect.messages.graphs.graph_edges import goes_round
from asynclab.expect.outcome import Outcome
from asynclab.observe.run import Ending, ErrorParts, Place, Problem, Run, Span, SpanEnd

PLACE = Place("cell In[3]", 4, "cook", "return await stove.ainvoke(dish)")
ENDLESS = Problem("RealTimeLimit", "No end.", place=PLACE, parts=ErrorParts("No end.", "a loop.", "Look at it."))


def run_of(*nodes: str, ending: Ending = Ending.STOPPED, problem: Problem | None = ENDLESS) -> Run:
    """A graph's run, with these nodes in this order; "a b" is two of them side by side."""
    spans = [Span(1, "chain", "kitchen", 0.0, 0)]
    for at, step in enumerate(nodes, start=1):
        for place, name in enumerate(step.split()):
            first, last = at * 100 + place, at * 100 + 50 + place
            node = Span(len(spans) + 1, "chain", name, 0.0, first, parent=1, metadata={"langgraph_node": name})
            spans.append(replace(node, end=0.0, last=last, how=SpanEnd.DONE))
    return Run(ending, problem=problem, spans=tuple(spans))


def test_the_nodes_of_the_circle_are_named_and_what_would_end_it() -> None:
    """No loop of the student's is spoken of, and no line: no line is wrong but the edge."""
    verdict = judge(run_of("plan", *["cook", "dress"] * 40), [returned(1)])
    (failure,) = verdict.failures
    assert verdict.outcome is Outcome.TIMED_OUT
    assert failure.seen == "The graph goes in a circle, `cook`, `dress` and `cook` again, and never comes to `END`."
    assert failure.cause == "Every way out of `dress` that was taken leads back to `cook`."
    assert failure.remedy.startswith("Look at the edge from `dress`: lead it to `END`;")
    assert failure.place is None


def test_a_node_that_leads_to_itself_is_named_once() -> None:
    """A circle of one is told in its own words."""
    assert goes_round(run_of(*["fly"] * 9)).fact.startswith("The graph runs `fly` again and again")


def test_nodes_side_by_side_are_not_told_to_come_after_each_other() -> None:
    """Each may lead back to itself: there is no edge from one to the next."""
    told = goes_round(run_of("start", *["a b c"] * 9))
    assert told.fact.startswith("The graph runs `a`, `b` and `c` side by side again and again")
    assert told.cause == "Each of them leads back to itself, or to another of them."
    mixed = goes_round(run_of(*["plan", "b a"] * 9))
    assert "goes in a circle, `plan`, `a` and `b` side by side and `plan` again" in mixed.fact


def test_the_circle_begins_with_the_node_that_came_first() -> None:
    """Wherever in the circle the run was stopped."""
    assert "circle, `a`, `b`, `c` and `a` again" in goes_round(run_of(*["a", "b", "c"] * 9, "a")).fact


def test_a_graph_that_gave_up_counting_its_steps_is_told_as_a_circle_as_well() -> None:
    """LangGraph's own limit may come before ours."""
    raised = Problem("GraphRecursionError", "Recursion limit of 25 reached")
    run = run_of(*["ask", "answer"] * 12, ending=Ending.RAISED, problem=raised)
    (failure,) = judge(run, [returned(1)]).failures
    assert "`GraphRecursionError`" in failure.seen
    assert "`ask`, `answer` and `ask` again" in failure.seen
    assert "`END`" in failure.remedy


@pytest.mark.parametrize("nodes", [["cook", "dress"], ["ask"] * 4, ["a", "b", "a", "c", "d", "b"]])
def test_a_loop_inside_of_a_node_is_no_circle(nodes: list[str]) -> None:
    """There the line is what counts."""
    (failure,) = judge(run_of(*nodes), [returned(1)]).failures
    assert (failure.seen, failure.cause, failure.place) == ("No end.", "Likely a loop.", PLACE)
