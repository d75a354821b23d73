"""What the answer gave back: returned, raised, awaited."""

from dataclasses import replace

import pytest

from asynclab.expect import any_order, awaited, contains, raised, raised_inside, returned
from asynclab.expect.messages.hidden_texts import HiddenTexts, hiding
from asynclab.observe.plain import plain
from asynclab.observe.run import Ending, Run
from tests.unit.expect.by_hand import LINE, call, problem, read, run


def ended(value):
    return Run(Ending.RETURNED, value=value)


def failed(*args, **kwargs):
    return Run(Ending.RAISED, problem=problem(*args, **kwargs))


def only(expectation, run):
    (failure,) = expectation.judge(run)
    return failure


def test_a_value_as_expected_holds():
    """Tuples and lists are one; matchers may stand inside."""
    assert returned(("a", {"n": any_order(1, 2)})).judge(ended(["a", {"n": [2, 1]}])) == ()


def test_another_value_is_shown_with_the_place_where_it_goes_wrong():
    """What was seen, and where; what was expected stands apart."""
    failure = only(returned({"answers": ["a", "b"]}), ended({"answers": ["a", "c"]}))
    assert failure.seen == "It returned {'answers': ['a', 'c']}. It goes wrong at `['answers'][1]`."
    assert failure.expected == "It should return {'answers': ['a', 'b']}."


def test_what_stands_at_the_wrong_place_of_a_long_value_is_shown():
    """Of a value that is cut, the part that matters may be behind the cut."""
    long = [{"who": "actor", "took": 1.0} for _ in range(20)]
    failure = only(returned(long), ended([*long[:-1], {"who": "actor", "took": 3.0}]))
    assert failure.seen.endswith(" ... It goes wrong at `[19]['took']`: 3.0 stands there.")
    assert failure.expected == "There it should be 1.0."


@pytest.mark.parametrize(
    ("expected", "value", "said"),
    [
        ("a", None, "where a function ends without `return`, it returns None."),
        (["a"], {"$": "coroutine", "name": "ask"}, "without being awaited"),
        (["a", "b"], ["a", {"$": "coroutine", "name": "ask"}], "without being awaited"),
        (["a", "b"], {"$": "async_generator"}, "`async for`"),
        ({"told": ["x", "a b"]}, {"told": ["x", "ab"]}, "the white space is not"),
        ("a b", "a  b", "the white space is not"),
        (["a", "b"], ["b", "a"], "it is reversed"),
        (["b", "a", "c"], ["a", "b", "c"], "it is the alphabet's"),
        (["b", "a", "c"], ["a", "c", "b"], "The values are right and their order is not."),
        ("web: a\nall: b", "all: b\nweb: a", "The lines are right there and their order is not: it is the alphabet's."),
        (["b: 1\na: 2\nc: 3"], ["c: 3\nb: 1\na: 2"], "The lines are right there and their order is not."),
        ({"brief": "a: 1\nb: \nc: 3"}, {"brief": "a: 1\nc: 3"}, "that stand there are right, and one is missing."),
        ("a\nb\nc\nd", "b\nd", "The lines that stand there are right, and others are missing."),
        (["a", "b"], ["a", None], "A None stands where a result should be"),
        (["a", "b"], ["a"], "some of it is missing"),
        (
            [{"w": ["b", "a", "c"]}],
            [{"w": ["a", "b", "c"]}],
            "At `[0]['w']` the values are right and their order is not",
        ),
        ({"w": ["", "dry"]}, {"w": ["dry"]}, "At `['w']` what is there is right, and some of it is missing."),
        ({"w": ["dry"]}, {"w": ["d", "r", "y"]}, "At `['w']` each of these is a single letter."),
        (["a", "b", "see"], ["a", "b"], "What is there is right, and some of it is missing."),
        (["a", "b"], ["x", "a", "b"], "What is due stands at the end of it."),
        ({"w": "flood: dry"}, {"w": "Flood - dry"}, "the signs between them, or capital letters, are not"),
        ("-", "+", "It returned '+'."),
    ],
)
def test_the_slip_behind_a_wrong_value_is_guessed(expected, value, said):
    """The message names the likely mistake."""
    assert said in only(returned(expected), ended(value)).sentence


def test_an_error_instead_of_a_value_is_told():
    """Where another expectation judges the error, `returned` still fails."""
    assert only(returned(1), failed("ValueError", "no")).seen == "It returned nothing: `ValueError`: no."


def test_a_long_value_is_cut():
    """A message stays readable."""
    assert len(only(returned("a"), ended("b" * 10_000)).seen) < 200


def test_the_named_error_holds_and_so_does_one_derived_from_it():
    """As `except` has it; the message need only contain the text."""
    given = failed("ToolDown", "wiki is down", "ConnectionError", "OSError")
    assert raised("ToolDown", saying="wiki").judge(given) == ()
    assert raised("OSError").judge(given) == ()


def test_no_error_where_one_was_due_was_swallowed():
    """And what was returned in its place; that it was caught only where the run shows who raised it."""
    failure = only(raised("ValueError"), ended("fine"))
    assert failure.seen == "It raised no error, and returned 'fine'."
    assert not failure.cause
    given = run(call("web", 0.0, 1.0, "error", error=problem("ValueError", "no")), value="fine")
    assert only(raised("ValueError"), given).seen == (
        "It raised no error, and returned 'fine'. "
        "`web` failed with `ValueError` at 1 s, and something caught that and went on, "
        "unless a thread that you started ended with it, and lost it."
    )
    stream = run(read(("a", 1.0), ("b", 2.0)))
    assert only(raised("ValueError"), stream).seen == "It raised no error, and ended after 2 items."
    left = run(call("web", 0.0, 1.0), left_early=0.5)
    assert "that was caught, and not raised again" in only(raised("CancelledError"), left).seen


@pytest.mark.parametrize(
    ("value", "seen", "wanted"),
    [
        ({"answer": "a", "frist": 1}, "It has the key 'frist'.", "It should have the key 'first' in its place."),
        (
            {"answer": "a"},
            "It has no more than the key 'answer'. All else in it is right: that key stands nowhere in it.",
            "It should have the key 'first'.",
        ),
        ({"answer": "a", "first": 1, "x": 2}, "It has the key 'x'.", "no such key: only 'answer' and 'first'."),
        (("a", 1), "It is a list or a tuple.", "It should be a dict."),
        ("a", "It is a text.", "It should be a dict."),
        ({1: "a"}, "It is a dict with keys that are no texts.", "It should be a dict."),
        ({"answer": ["a"], "first": 1}, "At `['answer']` it is a list or a tuple.", "There it should be a text."),
    ],
)
def test_a_wrong_key_or_type_is_named(value, seen, wanted):
    """And in place of two long values, what of them differs."""
    failure = only(returned({"answer": "a", "first": 1}), ended(plain(value)))
    assert failure.seen.endswith(f". {seen}")
    assert failure.expected.endswith(wanted)
    assert len(failure.told()) < 200


@pytest.mark.parametrize(
    ("value", "seen", "wanted"),
    [
        ({"report": "two on board"}, "At `[1]` it is {'report': 'two on board'}.", "be {'raises': 'Storm: no ink'}."),
        ({"asks": "Kanzel"}, "At `[1]` it is {'asks': 'Kanzel'}.", "There it should be {'raises': 'Storm: no ink'}."),
        ({"a": 1, "b": 2}, "At `[1]` it is {'a': 1, 'b': 2}.", "There it should be {'raises': 'Storm: no ink'}."),
        ({"raise": "no"}, "At `[1]` it has the key 'raise'.", "There it should have the key 'raises' in its place."),
        ({"said": "Storm: no ink"}, "At `[1]` it has the key 'said'.", "have the key 'raises' in its place."),
    ],
    ids=[
        "another",
        "another with letters in common",
        "another with more keys",
        "spelt like it",
        "the value under another key",
    ],
)
def test_another_thing_in_place_of_one_is_shown_and_a_misspelt_key_named(value, seen, wanted):
    """Of what came under a name of its own, names and types are not what is wrong."""
    failure = only(returned([{"asks": "Kanzel"}, {"raises": "Storm: no ink"}]), ended([{"asks": "Kanzel"}, value]))
    assert failure.seen.endswith(seen)
    assert failure.expected.endswith(wanted)
    assert bool(failure.cause) == ("it has the key" in seen)


def test_of_a_hidden_run_the_key_is_told_and_no_value():
    """What was expected may not be shown there, and the key alone says what kind of thing has come."""
    with hiding(HiddenTexts(frozenset({"two on board"}), frozenset({"report"}))):
        failure = only(returned([{"raises": "Storm"}]), ended([{"report": "two on board"}]))
        assert failure.seen.endswith("At `[0]` it has the key 'report'.")


def test_an_object_in_place_of_a_value_is_called_by_its_type():
    """And not what stands for it in a record."""
    assert only(returned("a"), ended({"$": "AIMessage"})).seen.endswith("It is of the type `AIMessage`.")


def test_the_order_of_finishing_is_told_where_the_calls_ended_in_that_order():
    """Of another order of the right values it is not."""
    calls = (call("a", 0.0, 2.0), call("b", 0.0, 1.0), call("c", 0.0, 3.0))
    orders = (["b", "a", "c"], ["b", "c", "a"])
    told = [only(returned(["a", "b", "c"]), run(*calls, value=order)).sentence for order in orders]
    assert "The values are right and their order is not: it is the order of finishing." in told[0]
    assert "The values are right and their order is not. Keep the order that the task names." in told[1]
    after_a_plan = run(call("plan", 0.0, 0.0), *calls, value=["b", "a", "c"])
    assert "the order of finishing" in only(returned(["a", "b", "c"]), after_a_plan).cause


def test_another_error_is_shown_with_its_line():
    """Which one, and where."""
    failure = only(raised("ValueError"), failed("KeyError", "'web'"))
    assert failure.seen == "It raised another error: `KeyError`: 'web'."
    assert failure.place == LINE


def test_another_error_in_a_group_is_shown_with_the_line_that_raised_it():
    """And not with that of the group, at which nothing went wrong; one that is right, and wrapped, with the group's."""
    raising, group = replace(LINE, line=8), replace(LINE, line=11)
    inner = problem("KeyError", "'web'", place=raising)
    failure = only(raised("ValueError"), failed("ExceptionGroup", "in a TaskGroup", inner=(inner,), place=group))
    assert failure.place == raising
    wrapped = problem("ValueError", "no", place=raising)
    failure = only(raised("ValueError"), failed("ExceptionGroup", "in a TaskGroup", inner=(wrapped,), place=group))
    assert failure.place == group


def test_a_message_that_lacks_its_point_is_shown():
    """The type alone is not enough where a text is promised."""
    failure = only(raised("ValueError", saying="budget"), failed("ValueError", "oops"))
    assert failure.seen == "The `ValueError` it raised says 'oops'."
    assert "which error is to come out" in failure.remedy
    assert "budget" in failure.expected
    assert "budget" not in failure.sentence


def test_another_error_inside_a_group_is_told_at_its_own_line():
    """The group's is that of its `async with`: it says where the wrapping is, where that is all that is wrong."""
    inner = replace(problem("KeyError", "web"), place=replace(LINE, line=21))
    group = failed("ExceptionGroup", "unhandled", inner=(inner,))
    assert only(raised_inside("ValueError"), group).place == inner.place
    assert only(raised("KeyError"), group).place == LINE


def test_an_error_inside_a_group_is_no_match_unless_it_may_be():
    """`except ValueError` would not catch it; `raised_inside` says that this does not matter."""
    group = failed("ExceptionGroup", "unhandled", inner=(problem("ValueError", "no"),))
    assert "A TaskGroup wraps the errors of its tasks" in only(raised("ValueError"), group).cause
    assert raised_inside("ValueError", saying="no").judge(group) == ()
    assert raised_inside("ValueError").judge(failed("ValueError")) == ()
    assert only(raised_inside("ValueError"), failed("KeyError"))
    assert raised("ExceptionGroup").judge(group) == ()


def test_an_error_raised_on_top_of_the_right_one_is_told():
    """The right one is its cause."""
    failure = only(raised("ValueError"), failed("RuntimeError", "x", cause=problem("ValueError")))
    assert "The right error is there" in failure.seen


def test_an_answer_that_is_awaited_is_no_plain_function():
    """A plain function that gives its value at once says so."""
    assert awaited().judge(ended(1)) == ()
    assert "`async def`" in only(awaited(), Run(Ending.RETURNED, awaited=False)).remedy


def test_a_matcher_is_told_in_words_and_only_where_it_may_be():
    """Its description is what was expected, not what was seen."""
    failure = only(returned(contains("sources")), ended("none"))
    assert failure.expected == "It should return something that contains 'sources'."
    assert "sources" not in failure.sentence


def test_of_a_dict_that_should_be_empty_no_key_is_named():
    """There is none to name."""
    assert only(returned({"table": {}}), ended({"table": {"1 May": 1}})).expected == "There it should be empty."
