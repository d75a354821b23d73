"""What the trace shows: tags, metadata, parents, errors, and the tree LangSmith would get."""

from dataclasses import replace

import pytest

from asynclab.expect import bears_only, between, failed, judge, like, nested, tagged, traced, untagged
from asynclab.observe.run import Ending, Run, Traced
from tests.unit.expect.by_hand import call, problem, run, span


def only(expectation, given):
    (failure,) = expectation.judge(given)
    return failure


def desk(*, parent=1, tags=("desk", "seq:step:1"), metadata=None):
    """A chain with a tool in it, and the tool's body."""
    given = run(
        span("chain", "desk", 0.0, 3.0, tags=("desk",), metadata={"chapter": 12}),
        span("tool", "web", 1.0, 2.0, tags=tags, metadata={"chapter": 12} if metadata is None else metadata),
        call("web", 1.0, 2.0),
    )
    first, second, third = given.spans
    return replace(given, spans=(first, replace(second, parent=parent), replace(third, parent=second.id)))


STRAY = desk(parent=None, tags=(), metadata={})


def test_tags_and_metadata_reach_the_runs_they_should():
    """On the run itself or inherited; other tags do not matter, matchers may be used."""
    assert tagged("web", "desk").judge(desk()) == ()
    assert tagged("*", "desk", chapter=12).judge(desk()) == ()
    assert tagged("web", chapter=between(1, 12)).judge(desk()) == ()


def test_a_tag_that_is_spelt_otherwise_is_not_told_to_be_missing():
    """It did arrive: advice on what hands a config on would not fit."""
    failure = only(tagged("web", "branch:web"), desk(tags=("desk", "branch: web")))
    assert "'branch: web' is spelt otherwise." in failure.seen
    assert failure.remedy == "Compare it with what it should be, sign for sign."
    assert "something is missing" in only(tagged("web", "branch:web", "x"), desk(tags=("branch: web",))).seen


def test_a_run_without_its_tags_is_told_with_what_it_bears():
    """LangChain's own tags are left out; what is missing is told only where it may be."""
    failure = only(tagged("web", "boss", chapter=11), desk())
    assert (
        failure.seen == "`web` bears the tags ['desk'] and the metadata {'chapter': 12}: 'chapter' is another one and "
        "something is missing among its tags."
    )
    assert failure.expected == "It should bear the tag 'boss' and metadata 'chapter': 11."
    assert "boss" not in failure.sentence


def test_a_value_that_is_another_is_no_missing_key():
    """The key is there: how a config is passed on is not what went wrong."""
    failure = only(tagged("web", "desk", chapter=11), desk())
    assert failure.seen.endswith("'chapter' is another one.")
    assert (failure.cause, failure.remedy) == ("", "")
    assert failure.expected == "It should bear metadata 'chapter': 11."


def test_a_run_that_lost_its_config_is_told_how_to_pass_it():
    """No tags, no metadata, no parent: the config did not reach it."""
    failure = only(tagged("web", "desk"), STRAY)
    assert "a run of its own" in failure.seen
    assert "`config: RunnableConfig`" in failure.remedy


def test_a_parameter_of_a_step_is_told_of_where_there_is_a_step():
    """A plain function that calls a model is given its config by whoever calls it."""
    alone = run(span("model", "desk", 0.0, 1.0))
    remedy = only(tagged("desk", "night"), alone).remedy
    assert "`astream(x, config)`" in remedy
    assert "a chain or a graph" not in remedy


def test_where_the_config_is_to_be_handed_on_as_it_is_nothing_else_is_advised():
    """How to set something beside it would be the contrary. It is told once, of the first of its failures."""
    own = run(span("model", "desk", 0.0, 1.0, tags=("mine",), data={"heard": False}))
    promises = [tagged("desk", "night"), bears_only("desk", "night")]
    told = judge(own, promises).failures
    assert [each.remedy for each in told] == ["Hand on the request's `config` as it is.", "", ""]
    assert "callbacks" in told[0].seen
    beside = judge(own, promises[:1]).failures
    assert [".with_config" in each.remedy for each in beside] == [False, True]


def test_a_run_under_nothing_that_bears_labels_has_lost_no_config():
    """It was called beside the run that it belongs to, with a config; no other cause is told."""
    failure = only(nested("tool:web", under="desk"), desk(parent=None))
    assert failure.seen.endswith("the trace breaks here. It does bear tags or metadata.")
    assert (failure.cause, "inside that run" in failure.remedy) == ("", True)


def test_a_run_that_lost_its_config_is_told_of_that_alone():
    """Its callbacks are lost as well, and nothing was done to them."""
    lost = replace(STRAY, spans=tuple(replace(each, data={"heard": False}) for each in STRAY.spans))
    assert only(tagged("web", "desk"), lost).cause == "The caller's `config` did not reach it."
    assert only(nested("web", under="desk"), lost).cause == "The caller's `config` did not reach it."


def test_only_what_was_traced_can_bear_tags():
    """The body of a tool is no run of LangChain's."""
    failure = only(tagged("web", "desk"), run(call("web", 0.0, 1.0)))
    assert failure.seen == "`web` ran, and left no trace: no callback was told of it."
    assert (failure.cause, '"callbacks": []' in failure.remedy) == ("", True)
    assert "Nothing named `wiki` was traced." in only(tagged("wiki", "desk"), run(call("web", 0.0, 1.0))).seen
    with pytest.raises(ValueError, match="neither a tag nor metadata"):
        tagged("web")


def test_a_run_inside_another_is_nested_at_any_depth():
    """The body inside the tool inside the chain."""
    assert nested("web", under="desk").judge(desk()) == ()
    assert nested("call:web", under="desk").judge(desk()) == ()


def test_a_run_of_its_own_breaks_the_trace():
    """Under nothing, or under something else."""
    failure = only(nested("web", under="desk"), STRAY)
    assert failure.seen == "`web` is a run of its own, under nothing: the trace breaks here."
    other = only(nested("call:web", under="desk"), STRAY)
    assert other.seen == "`web` ran inside `web`."


def test_names_that_nobody_bears_prove_nothing():
    """Neither inside nor outside."""
    assert "Nothing named `wiki` was traced." in only(nested("wiki", under="desk"), desk()).seen
    failure = only(nested("web", under="den"), desk())
    assert failure.seen == "No run is named `den`. The outermost is `desk`."
    assert "run_name" in failure.remedy


def test_a_failed_call_shows_its_error():
    """By its class or one it derives from, and its message."""
    error = problem("ToolDown", "wiki is down", "ConnectionError")
    given = run(call("wiki", 0.0, 1.0, "error", error=error), call("wiki", 1.0, 2.0))
    assert failed("wiki").judge(given) == ()
    assert failed("wiki", "ConnectionError", saying="down").judge(given) == ()
    failure = only(failed("wiki", "KeyError"), given)
    assert (
        failure.seen == "None failed as it should: `wiki` failed with `ToolDown`: wiki is down and `wiki` ended “done”."
    )
    assert "Nothing named" in only(failed("web"), given).seen


TREE = Run(
    Ending.RETURNED,
    traced=(
        Traced(1, None, "desk", "chain", 0.0, 3.0, ("desk",), {"chapter": 12}),
        Traced(2, 1, "web", "tool", 1.0, 2.0, ("desk", "io"), {"chapter": 12}, "ConnectionError('reset')"),
        Traced(3, None, "web", "tool", 1.0, 2.0),
    ),
)


def test_the_run_tree_has_what_langsmith_would_get():
    """Name, kind, tags, metadata, parent, error: one run that has them all is enough."""
    assert traced("desk", run_type="chain", error=None, metadata={"chapter": 12}).judge(TREE) == ()
    assert traced("web", "io", "desk", run_type="tool", under="desk", error=like("*reset*")).judge(TREE) == ()


@pytest.mark.parametrize(
    ("wanted", "seen", "expected"),
    [
        (traced("wiki"), "The run tree has nothing named `wiki`. It has `desk` and `web`.", ""),
        (traced("desk", run_type="tool"), "`desk` is a `chain`.", "the run type `tool`"),
        (traced("desk", "io"), "`desk` bears the tags ['desk'].", "the tags ['io']"),
        (traced("desk", metadata={"a": 1}), "`desk` has the metadata {'chapter': 12}.", "the metadata {'a': 1}"),
        (traced("desk", under="web"), "`desk` is a root.", "a parent `web`"),
        (traced("web", under="den", error=like("*")), "`web` stands inside `desk`.", "a parent `den`"),
        (traced("desk", error="x"), "`desk` has no error.", "as error 'x'"),
    ],
)
def test_what_the_nearest_run_lacks_is_told(wanted, seen, expected):
    """The run that lacks least, and what it lacks."""
    failure = only(wanted, TREE)
    assert seen in failure.seen
    assert expected in failure.expected


def test_of_several_runs_the_nearest_is_named():
    """A pattern may mean many: what is told is of one of them."""
    failure = only(traced("*", "io", under="desk", error=None), TREE)
    assert failure.seen.startswith("In the run tree, `web` ")


def test_an_empty_tree_says_so():
    """Tracing was off, or nothing ran."""
    assert "nothing was traced" in only(traced("desk"), Run(Ending.RETURNED)).seen


def test_of_a_run_that_is_not_in_the_tree_the_authors_guess_is_not_told():
    """It is about how the run was made, and there is none."""
    failure = only(traced("wiki").because("Its tag was forgotten.", "The record"), TREE)
    assert (failure.cause, failure.section) == ("", "The record")
    worked = replace(TREE, spans=run(call("web", 0.0, 1.0)).spans)
    assert only(traced("web", "x").because("Its tag was forgotten."), worked).cause == "Perhaps: Its tag was forgotten."


def test_a_tree_that_goes_in_circles_is_walked_once():
    """A record from another process may be no tree."""
    circle = Run(Ending.RETURNED, traced=(Traced(1, 2, "a", "chain", 0.0, 1.0), Traced(2, 1, "b", "chain", 0.0, 1.0)))
    assert only(traced("a", under="c"), circle).seen == "In the run tree, `a` stands inside `b` and `a`."


def test_a_tag_of_another_branch_is_told():
    """On no run of that name; other tags do not matter."""
    assert untagged("web", "boss", "night").judge(desk()) == ()
    failure = only(untagged("web", "desk", "boss"), desk())
    assert failure.seen == ("`web` bears the tag 'desk', which belongs to another run. So does `desk`, around it.")
    assert failure.cause == "What is set on a run reaches every run in it."


def test_metadata_of_another_request_is_told():
    """The key with that value; another value of it is nobody's, and a key that is not there is no None."""
    assert untagged("web", chapter=11, buyer=None).judge(desk()) == ()
    failure = only(untagged("web", chapter=between(1, 12)), desk())
    assert failure.seen.startswith("`web` bears the metadata 'chapter': 12, which belongs to another run.")


def test_what_nothing_around_a_run_bears_did_not_come_from_there():
    """It was set on something that several runs share, and no cause is told that the run does not show."""
    failure = only(untagged("web", "night"), desk(tags=("desk", "night")))
    assert failure.seen.endswith("No run around it bears that.")
    assert (failure.cause, "serve others too" in failure.remedy) == ("", True)


def test_only_what_was_traced_can_be_without_a_tag():
    """The body of a tool is no run of LangChain's, and no tag at all is no promise."""
    assert "`web` ran, and left no trace" in only(untagged("web", "desk"), run(call("web", 0.0, 1.0))).seen
    with pytest.raises(ValueError, match="names neither a tag nor metadata"):
        untagged("web")


def test_a_request_that_is_handed_on_as_it_is_gains_nothing():
    """What LangChain and LangGraph set themselves is their own affair."""
    assert bears_only("web", "desk", "boss", keys=["chapter"]).judge(desk()) == ()
    theirs = desk(tags=("desk", "graph:step:2"), metadata={"ls_model_type": "chat", "langgraph_node": "web"})
    assert bears_only("web", "desk").judge(theirs) == ()
    failure = only(bears_only("web", "boss"), desk(tags=("boss", "mine"), metadata={"at": 3}))
    assert failure.seen == "`web` bears the tag 'mine' and the metadata 'at', which the request does not."
    assert "left no trace" in only(bears_only("web"), run(call("web", 0.0, 1.0))).seen


def test_a_run_that_the_requests_callbacks_were_not_told_of_is_no_evidence():
    """Its tags and its parent may be right all the same: empty callbacks keep it from the caller's own tracer."""
    given = desk()
    silenced = replace(given, spans=(given.spans[0], replace(given.spans[1], data={"heard": False}), given.spans[2]))
    for expectation in (tagged("web", "desk"), nested("tool:web", under="desk")):
        failure = only(expectation, silenced)
        assert failure.seen.endswith("were not told of `web`. They were told of `desk`, around it.")
        assert "take the place of the request's" in failure.cause


def test_a_run_to_which_no_config_came_is_not_told_of_callbacks_of_its_own():
    """It bears nothing of what the run around it does: it was asked by a method that takes no `config` along."""
    given = desk()
    outer, web, model = given.spans
    bare = replace(web, data={"heard": False}, tags=(), metadata={"langgraph_node": "web"})
    asked = replace(given, spans=(replace(outer, tags=("desk", "graph:step:1")), bare, model))
    failure = only(nested("tool:web", under="desk"), asked)
    assert failure.seen == "No `config` came to `web`, not even that of `desk`, around it."
    assert "`arun`" in failure.cause
    own = replace(asked, spans=(asked.spans[0], replace(bare, tags=("desk",)), model))
    assert "take the place of the request's" in only(nested("tool:web", under="desk"), own).cause


def test_where_no_run_around_was_heard_of_either_the_cause_is_not_known():
    """The config was dropped, or its callbacks were replaced further out: the run does not show which."""
    given = desk()
    deaf = replace(given, spans=tuple(replace(each, data={"heard": False}) for each in given.spans))
    failure = only(tagged("web", "desk"), deaf)
    assert failure.seen.endswith("were not told of `web`. Nor were they of any run around it.")
    assert (failure.cause, "Hand on the request's `config`" in failure.remedy) == ("", True)
    assert only(tagged("chain:desk", "desk"), deaf).seen.endswith("were not told of `desk`.")
