"""A None in a line of a student's own is told by what that line reads it from."""

import pytest

from asynclab.expect.messages.crashes import by_kind
from asynclab.observe.run import Place, Problem


def told(message, line, kind="TypeError"):
    """What is guessed of such an error."""
    return by_kind(Problem(kind, message, place=Place("cell In[1]", 1, "ask", line)))


@pytest.mark.parametrize(
    ("message", "line", "remedy"),
    [
        ("'NoneType' object is not a mapping", 'own = {**config, "tags": []}', "`config = config or {}`"),
        ("'NoneType' object has no attribute 'get'", 'config.get("tags")', "`config = config or {}`"),
        ("'NoneType' object is not subscriptable", 'config["tags"]', "`config = config or {}`"),
        ("'NoneType' object does not support item assignment", 'config["tags"] = 1', "`config = config or {}`"),
        ("argument of type 'NoneType' is not iterable", '"tags" in config', "`config = config or {}`"),
        ("'NoneType' object has no attribute 'ainvoke'", "by_name.get(room).ainvoke(x)", "which keys there are"),
        ("'NoneType' object is not iterable", 'config["metadata"].get("x")', "which keys there are"),
        ("unsupported operand type(s) for +=: 'NoneType' and 'str'", "told += text", "begin with an empty one"),
        ('can only concatenate str (not "NoneType") to str', 'said = "" + found', "a function without `return`"),
        ("sequence item 0: expected str instance, NoneType found", '"".join(said)', "a function without `return`"),
        ("'NoneType' object is not iterable", "for each in rooms.sort():", "changes a list in place"),
        ("'<' not supported between instances of 'NoneType' and 'int'", "if limit < 3:", "a function without"),
        ("'NoneType' object is not a mapping", "{*old.get(t, [])} | {**old, **new}", "a function without `return`"),
        ("'NoneType' object is not iterable", "for each in (old.get(t) or rooms()):", "a function without `return`"),
        ("object of type 'NoneType' has no len()", "len(said)", "a function without `return`"),
    ],
)
def test_a_none_is_told_with_what_may_have_given_it(message, line, remedy):
    """A `config` that nobody gave, a key that is not there, a name that begins with nothing; else what gives None."""
    guess = told(message, line)
    assert "None" in guess.cause
    assert remedy in guess.remedy


@pytest.mark.parametrize("message", ["'list' object has no attribute 'get'", "no NoneType here", "None"])
def test_of_what_is_no_none_nothing_is_said(message):
    """Though the word may stand in it."""
    assert not told(message, 'config.get("tags")')


@pytest.mark.parametrize(
    ("key", "line", "meant"),
    [
        ("langraph_node", 'event["metadata"]["langraph_node"]', "langgraph_node"),
        ("chunks", "event['data']['chunks']", "chunk"),
        ("parent_id", 'if not event["parent_id"]:', "parent_ids"),
        ("tag", 'if "spoken" in event["tag"]:', "tags"),
    ],
)
def test_a_key_that_is_much_like_one_of_an_events_is_told_with_that(key, line, meant):
    """As one that may be meant."""
    assert told(repr(key), line, "KeyError").remedy.startswith(f"Perhaps `{meant}` is meant")


@pytest.mark.parametrize(("key", "line"), [("chunks", "event[key]"), ("rooms", 'state["rooms"]'), (7, "seen[7]")])
def test_of_any_other_key_no_other_is_guessed(key, line):
    """What stands in no text of that line may be anything, and so may a number."""
    assert "Perhaps" not in told(repr(key), line, "KeyError").remedy
