"""Numbers, names and values as a student reads them."""

import pytest
from langchain_core.messages import AIMessage

import asynclab.observe.langchain_values  # noqa: F401 - registers the shapes of messages
from asynclab.expect.messages.wording import at, count, listed, names, shown, stretch, times
from asynclab.observe.plain import plain
from asynclab.observe.run import Place
from tests.unit.expect.by_hand import LINE, call, run


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [1, "x", None, True]}, "{'a': [1, 'x', None, True]}"),
        (plain(AIMessage("hello")), "AIMessage(content='hello')"),
        ([plain(int)], "[<type int>]"),
        (plain({1, 2}), "set(items=[1, 2])"),
        ({"$": "coroutine", "name": "ask"}, "<coroutine ask>"),
        ({"$": "cut"}, "..."),
        (plain("y" * 10_000_000), f"a text of 10,000,000 characters, {'y' * 40!r} ..."),
        ("x" * 500, "'" + "x" * 155 + " ..."),
    ],
    ids=["json", "message", "type", "set", "coroutine", "cut", "longer than is kept", "long"],
)
def test_a_plain_value_is_shown_as_what_it_stands_for(value, text):
    """In Python's own notation, on one line, cut where it is long."""
    assert shown(value) == text


def test_lists_read_as_english():
    """With an and; names as code, each once; many are counted."""
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert names(["web", "wiki", "web"]) == "`web` and `wiki`"
    assert names(f"t{number}" for number in range(9)) == "`t0`, `t1`, `t2`, `t3`, `t4`, `t5` and 3 more"
    assert [count(number, "item") for number in (0, 1, 2)] == ["no item", "1 item", "2 items"]


def test_times_read_as_seconds():
    """One unit at the end; none is never."""
    assert (times([]), times([1.0]), times([0.5, 1.0, 2.25])) == ("never", "1 s", "0.5, 1 and 2.25 s")
    open_one, done = run(call("a", 1.0), call("b", 1.5, 2.0)).spans
    assert (stretch(open_one), stretch(done)) == ("from 1 s, never ended", "1.5-2 s")


def test_a_place_reads_as_a_line_of_the_students_own():
    """Or as nothing, where none is known."""
    assert at(LINE) == " (cell 3, line 7, in `search`: `time.sleep(2)`)"
    assert at(Place("answer.py", 1, "ask")) == " (answer.py, line 1, in `ask`)"
    assert at(None) == ""
