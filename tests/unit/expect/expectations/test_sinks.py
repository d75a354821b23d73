"""What a sink was handed."""

import pytest

from asynclab.expect import anything, asked, handed, like
from asynclab.observe.run import Ending, Run
from tests.unit.expect.by_hand import call, run, span

GIVEN = run(call("door", 0.0, 1.0, data={"item": "a"}), call("door", 1.0, 2.0, data={"item": "b"}))


def only(expectation, given):
    (failure,) = expectation.judge(given)
    return failure


def test_a_sink_is_handed_exactly_these_items_in_this_order():
    """Matchers may stand among them, and no item at all is a promise too."""
    assert handed("door", "a", "b").judge(GIVEN) == ()
    assert handed("door", "a", anything()).judge(GIVEN) == ()
    assert handed("window").judge(GIVEN) == ()


def test_other_items_are_shown_with_the_slip_behind_them():
    """Which, and how they differ."""
    failure = only(handed("door", "b", "a"), GIVEN)
    assert failure.seen == "`door` was handed 2 items: ['a', 'b']. It goes wrong at `[0]`."
    assert "their order is not" in failure.cause
    assert only(handed("door"), GIVEN)


def test_a_sink_that_was_never_called_is_told():
    """A name that nobody bears proves nothing."""
    assert "Nothing named `door` was called." in only(handed("door", "a"), Run(Ending.RETURNED)).seen


ASKED = run(
    call("web", 0.0, 1.0, data={"query": "why?"}),
    call("web", 0.0, 1.0, data={"query": "how?"}),
    span("stream", "model", 1.0, 2.0, data={"asked": "a brief"}),
)


def test_a_tool_and_a_model_are_asked_exactly_these_things():
    """In any order, each as often as it stands there; matchers may stand among them."""
    assert asked("web", "how?", "why?").judge(ASKED) == ()
    assert asked("web", like("wh*"), "how?").judge(ASKED) == ()
    assert asked("model", "a brief").judge(ASKED) == ()
    assert asked("wiki").judge(ASKED) == ()


@pytest.mark.parametrize("values", [("why?", "why?"), ("why?", "how?", "how?"), ("why?", "who?"), ()])
def test_whoever_was_asked_other_things_is_told_what_they_were(values):
    """Too few of them, others, or anything at all."""
    failure = only(asked("web", *values), ASKED)
    assert failure.seen == "`web` was asked ['why?', 'how?']."
    assert failure.expected.startswith("It should be asked ")


def test_who_was_never_asked_is_told():
    """A name that nobody bears proves nothing."""
    assert "Nothing named `wiki` was called." in only(asked("wiki", "why?"), ASKED).seen


def test_two_long_lists_are_told_where_they_part():
    """Cut as they are, both would look alike: the piece that is missing is named, and only beside what was expected."""
    notes = [{"who": f"actor number {n}", "does": "enters the stage", "where": "from the wings"} for n in range(6)]
    calls = [call("desk", n, n + 1, data={"item": note}) for n, note in enumerate(notes) if n != 3]
    (failure,) = handed("desk", *notes).judge(run(*calls))
    assert " At `[3]` stands {'who': 'actor number 4'," in failure.seen
    assert failure.expected == (
        "There should be {'who': 'actor number 3', 'does': 'enters the stage', 'where': 'from the wings'}: 6 in all."
    )
    (short,) = handed("desk", *notes).judge(run(*calls[:3]))
    assert "It ends before `[3]`." in short.seen


def test_what_is_asked_beside_what_is_due_is_counted():
    """What is due is there: who asks once more looks for another slip than who asks for another thing."""
    failure = only(asked("web", "why?"), ASKED)
    assert failure.seen == "`web` was asked ['why?', 'how?']. What is due is among it, and 1 call more."
    assert "among it" not in only(asked("web", "what?"), ASKED).seen


def test_what_is_nearly_what_should_be_asked_is_told_as_a_value_is():
    """White space, or a line of it: what is wrong is a piece of it."""
    assert only(asked("model", "a  brief"), ASKED).cause == "The words are right there, and the white space is not."
    assert only(asked("model", "another brief"), ASKED).cause == ""
