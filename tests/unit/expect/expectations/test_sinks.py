"""What a sink was handed."""

from asynclab.expect import anything, handed
from asynclab.observe.run import Ending, Run
from tests.unit.expect.by_hand import call, run

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
    assert "the order of finishing" in failure.cause
    assert only(handed("door"), GIVEN)


def test_a_sink_that_was_never_called_is_told():
    """A name that nobody bears proves nothing."""
    assert "Nothing named `door` was called." in only(handed("door", "a"), Run(Ending.RETURNED)).seen
