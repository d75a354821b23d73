"""Which spans a pattern means."""

import pytest

from asynclab.expect import tagged
from asynclab.expect.query import calls, evidence, marks, not_traced, nothing_named
from asynclab.observe.run import Traced

from .by_hand import call, mark, run, span, stream

GIVEN = run(
    span("chain", "desk", 0.0, 9.0),
    span("chain", "ask_web", 0.0, 3.0),
    span("tool", "web", 0.0, 3.0),
    call("web", 0.0, 3.0),
    span("task", "fetch", 0.0, 3.0),
    stream("model", 3.0, 5.0, made=(4.0, 5.0)),
    mark("model", "token", 4.0),
)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*", ["call web", "stream model"]),
        ("web", ["call web"]),
        ("tool:web", ["tool web"]),
        ("tool:*", ["tool web"]),
        ("ask_*", ["chain ask_web"]),
        ("fetch", ["task fetch"]),
        ("chain:*", ["chain desk", "chain ask_web"]),
        ("nobody", []),
        ("what:ever", []),
        ("WEB", []),
    ],
)
def test_a_pattern_means_calls_first(pattern, found):
    """Only where it matches no call does it mean nodes, tasks and the like; a kind before it decides."""
    assert [f"{each.kind} {each.name}" for each in calls(GIVEN, pattern)] == found


def test_evidence_is_what_callbacks_reported():
    """Only these have tags and metadata."""
    assert [each.kind for each in evidence(GIVEN, "*")] == ["chain", "chain", "tool"]


def test_marks_are_chosen_by_name_and_kind():
    """In order."""
    assert [each.kind for each in marks(GIVEN, "mod*")] == ["made", "token", "made"]
    assert [each.time for each in marks(GIVEN, "model", "made")] == [4.0, 5.0]


def test_what_ran_under_the_name_is_not_called_missing():
    """It ran, and no callback heard of it; a name that nobody bears is told with what ran instead."""
    given = run(call("web", 0.0, 3.0))
    told = "`web` ran, and left no trace: no callback was told of it."
    assert [nothing_named(given, "tool:web").seen, not_traced(given, "web").seen] == [told, told]
    assert nothing_named(given, "call:wiki").seen == "Nothing named `wiki` was called. What ran: `web`."
    assert not_traced(given, "wiki").seen == "Nothing named `wiki` was traced. What ran: `web`."
    assert nothing_named(given, "tool:*").seen == "No tool was called. What ran: `web`."


def test_a_name_that_differs_by_its_capitals_or_a_letter_is_asked_for():
    """Who has mistyped the name of a run reads the one that it has; another number is another one."""
    given = run(span("chain", "Registry", 0.0, 3.0), call("desk 1", 0.0, 3.0))
    near = not_traced(given, "chain:registry")
    assert near.seen == "Nothing named `registry` was traced, and `Registry` was: is that the one?"
    assert near.remedy == "Give it the name `registry`, letter by letter."
    assert "`Registri`" in not_traced(run(span("chain", "Registri", 0.0, 3.0)), "Registry").seen
    assert nothing_named(given, "desk 2").seen == "Nothing named `desk 2` was called. What ran: `desk 1`."


def test_what_was_not_traced_is_told_with_all_that_was():
    """Chains as well as calls: the run that was meant may be among them."""
    given = run(span("chain", "office", 0.0, 3.0), span("tool", "web", 0.0, 1.0), call("web", 0.0, 1.0))
    assert not_traced(given, "registry").seen == "Nothing named `registry` was traced. What ran: `office` and `web`."


def test_what_langsmith_alone_was_told_of_is_not_called_missing():
    """It is there, and by LangSmith's own decorator; a run of another type is none of those looked for."""
    alone = (Traced(1, None, "desk", "chain", 0.0, 1.0), Traced(2, 1, "web", "tool", 0.0, 1.0))
    given = run(call("model", 0.0, 1.0), traced=alone)
    assert not_traced(given, "desk").seen == (
        "LangSmith was told of `desk`, and the callbacks in the `config` were not."
    )
    assert "`traceable`" in not_traced(given, "chain:*").cause
    hinted = tagged("desk", "night").because(remedy="Hand the tags on.").judge(given)
    assert [failure.remedy[:32] for failure in hinted] == ["Make it a run of LangChain's, wh"]
    assert not_traced(given, "tool:desk").seen == "Nothing named `desk` was traced. What ran: `model`."


def test_what_ran_inside_a_tool_of_another_name_is_told_with_that_name():
    """The name may be all that is wrong."""
    for kind in ("tool", "model"):
        assert (
            "ran inside `sdk`" in not_traced(run(span(kind, "sdk", 0.0, 3.0), call("search", 1.0, 2.0)), "search").seen
        )
    failure = not_traced(run(span("tool", "sdk", 0.0, 3.0), call("search", 1.0, 2.0)), "search")
    assert failure.seen.startswith("`search` ran inside `sdk`, and no run in the trace bears its name")
    assert failure.cause == ""
    assert "if `sdk` should bear that name" in failure.remedy


def test_what_began_and_never_called_its_function_is_not_called_missing():
    """Its own name stands among what ran."""
    told = nothing_named(run(span("tool", "search", 0.0, 0.0)), "call:search").seen
    assert told == "A run named `search` began, and the function behind it was never called."


def test_a_run_of_another_kind_that_bears_the_name_is_told_as_that():
    """It left its trace; where what is meant runs inside of it, that is to bear the name."""
    given = run(span("chain", "finding", 0.0, 3.0), span("model", "coroner", 1.0, 2.0))
    failure = nothing_named(given, "model:finding")
    assert failure.seen == (
        "The run named `finding` is a chain's, and not a model's. The model's own is `coroner`, inside of it."
    )
    assert "to the call of the model itself" in failure.remedy
    alone = nothing_named(run(span("chain", "finding", 0.0, 3.0)), "tool:finding")
    assert (alone.seen, alone.remedy) == ("The run named `finding` is a chain's, and not a tool's.", "")
