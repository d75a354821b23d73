"""Matchers promise a part of a value, and tell which."""

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from asynclab.expect import any_order, anything, between, contains, each, lacks, length, like, one_of, returned, subset
from asynclab.expect.matching import accepts, described, first_difference, frozen
from asynclab.observe.plain import plain

NAN = float("nan")


@pytest.mark.parametrize(
    ("expected", "good", "bad"),
    [
        (1, [1, 1.0], [True, 2, "1", None, NAN]),
        (True, [True], [1, "True", None]),
        (None, [None], [False, 0, "", []]),
        (NAN, [plain(NAN)], [NAN, 0.0]),
        ([1, 2], [[1, 2]], [[2, 1], [1], [1, 2, 3], "12", {"0": 1}]),
        ((1, 2), [[1, 2]], [[2, 1]]),
        ({"a": [1]}, [{"a": [1]}], [{"a": [True]}, {"a": [1], "b": 2}, {}, [["a", [1]]]]),
        ({1: "a"}, [plain({1: "a"})], [{"1": "a"}]),
        pytest.param({"a", "b"}, [plain({"b", "a"})], [["a", "b"]], id="a set"),
        (anything(), [None, NAN, {}], []),
        (contains("ell", "h"), ["hello"], ["elf", "", None, 7, ["hello"]]),
        (contains(1, 2), [[2, 3, 1]], [[True, 2], [1], 12, "12"]),
        (contains("key"), [{"key": 1}, ["key"], "a key"], [{"other": "key"}]),
        (lacks("secret"), ["open", [], {}], ["a secret", ["secret"], {"secret": 1}, None, 5]),
        (lacks(subset(tag="other")), [[{"tag": "mine"}]], [[{"tag": "mine"}, {"tag": "other"}]]),
        (subset(a=1), [{"a": 1, "b": 2}], [{"a": 2}, {"b": 1}, [1], None]),
        (subset({"a": subset(b=like("x*"))}), [{"a": {"b": "xy"}}], [{"a": {"b": "yx"}}, {"a": None}]),
        (length(2), ["ab", [1, 2], {"a": 1, "b": 2}], ["a", [], 2, None]),
        (length(least=1, most=2), ["a", "ab"], ["", "abc"]),
        (any_order("a", "b"), [["a", "b"], ["b", "a"]], [["a"], ["a", "a"], ["a", "b", "b"], "ab", None]),
        (any_order(anything(), "b"), [["b", "a"], ["a", "b"], ["b", "b"]], [["a", "a"]]),
        (any_order(), [[]], [["a"], None]),
        (each(between(0, 1)), [[0, 0.5, 1]], [[], [2], [True], [NAN], None]),
        (one_of("a", None), ["a", None], ["b", 0]),
        (like("could not *"), ["could not reach it"], ["Could not", None, 3]),
        (between(1, 2), [1, 1.5, 2], [0.9, NAN, True, "1", None]),
    ],
    ids=repr,
)
def test_a_matcher_accepts_what_it_says_and_nothing_else(expected, good, bad):
    """Exact by default, strict about bools, closed to NaN, and never an error for any JSON."""
    wanted = frozen(expected)
    assert [value for value in good if not accepts(wanted, value)] == []
    assert [value for value in bad if accepts(wanted, value)] == []


def test_messages_are_compared_as_plain_data():
    """An author writes the message; the run holds its plain form."""
    run_value = plain({"messages": [HumanMessage("hi"), AIMessage("hello", id="x")]})
    assert accepts(frozen({"messages": [HumanMessage("hi"), AIMessage("hello")]}), run_value)
    assert not accepts(frozen({"messages": [AIMessage("hi"), AIMessage("hello")]}), run_value)


def test_an_expected_value_is_copied():
    """What an author changes later does not change the promise."""
    values = ["a"]
    wanted = returned(values)
    values.append("b")
    assert wanted.expected == ["a"]


def test_overlapping_matchers_each_find_a_value_of_their_own():
    """The first that fits gives way where another needs the value more."""
    wanted = frozen(any_order(anything(), like("a*"), "ab"))
    assert accepts(wanted, ["ab", "ac", "z"])
    assert not accepts(wanted, ["ab", "z", "z"])


@pytest.mark.parametrize("empty", [contains, lacks, subset, one_of])
def test_a_matcher_that_promises_nothing_is_an_error(empty):
    """It would hold of everything."""
    with pytest.raises(ValueError, match="promises nothing"):
        empty()


@pytest.mark.parametrize(
    ("matcher", "told"),
    [
        (contains("a", "b"), "something that contains 'a' and 'b'"),
        (lacks("a"), "something without 'a'"),
        (subset(kind="token"), "a dict with {'kind': 'token'}"),
        (length(3), "something of length 3"),
        (length(least=1, most=3), "something of length at least 1 and at most 3"),
        (any_order(1, 2), "1 and 2, in any order"),
        (each("a"), "a list, not empty, of which every item is 'a'"),
        (one_of("a", None), "'a' or None"),
        (like("x*"), "text like 'x*'"),
        (between(0, 1.5), "a number from 0 to 1.5"),
    ],
    ids=lambda each: str(each)[:20],
)
def test_a_matcher_tells_what_it_promises(matcher, told):
    """In words that follow "should be"."""
    assert described(matcher) == told


@pytest.mark.parametrize(
    ("expected", "value", "path"),
    [
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, "['a'][1]['b']"),
        ([1, 2], [1, 3], "[1]"),
        ([1, 2], [1], ""),
        ({"a": 1}, {"b": 1}, ""),
        (1, 2, ""),
        ({"a": length(2)}, {"a": "abc"}, "['a']"),
    ],
)
def test_the_place_of_the_first_difference_is_named(expected, value, path):
    """A path into the value, or nothing for the value as a whole."""
    assert first_difference(expected, value).path == path
