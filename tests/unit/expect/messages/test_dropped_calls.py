"""What is told of calls that nobody awaited, and of everything else beside them."""

from dataclasses import replace

import pytest

from asynclab.expect import attempts, began, handed, judge, returned
from asynclab.observe.run import NeverAwaited
from tests.unit.expect.by_hand import LINE, call, run, span

WRITE, IN_A_THREAD = NeverAwaited("write", LINE), NeverAwaited("write", None)


def told(given, *promises):
    """What is told of a run, each failure's sentence."""
    return [failure.sentence for failure in judge(given, promises).failures]


@pytest.mark.parametrize("made", [WRITE, IN_A_THREAD, NeverAwaited("desk.write", LINE)])
def test_what_was_called_and_never_awaited_is_not_told_to_be_uncalled(made):
    """Whatever promise is about it: that nothing of it ran is said already."""
    given = run(call("model", 0.0, 1.0), never_awaited=(made, made), value="no")
    first, second = told(given, handed("write", "Pour"), began("write", 1.0), attempts("write", 1), returned("yes"))
    assert "2 times" in first
    assert second.startswith("It returned 'no'")


def test_of_another_name_it_is_told_that_it_did_not_run():
    """Which of them a method's name belongs to is not known, so that nobody is told that it was not called."""
    given = run(call("write", 0.0, 1.0), never_awaited=(NeverAwaited("ainvoke", LINE),))
    assert told(given, began("model", 1.0), began("write", 0.0))[1] == "Nothing named `model` ran. What ran: `write`."
    assert told(replace(given, never_awaited=()), began("model", 1.0)) == [
        "Nothing named `model` was called. What ran: `write`."
    ]


def test_tools_are_told_how_to_take_an_async_def_where_one_ran():
    """Elsewhere nobody asked for one."""
    given = run(call("model", 0.0, 1.0), never_awaited=(IN_A_THREAD,))
    assert "StructuredTool" not in told(given, began("write", 1.0))[0]
    with_tool = run(span("tool", "search", 0.0, 1.0), never_awaited=(IN_A_THREAD,))
    assert "StructuredTool.from_function(coroutine=...)" in told(with_tool, began("write", 1.0))[0]
