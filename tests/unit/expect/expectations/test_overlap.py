"""Side by side, never side by side, and how many at once."""

import pytest

from asynclab.expect import in_flight, never_together, together
from tests.unit.expect.by_hand import call, run, span, stall

IN_TURN = run(call("web", 0.0, 3.0), call("wiki", 3.0, 5.0))
AT_ONCE = run(call("web", 0.0, 3.0), call("wiki", 1.0, 2.0))
THREE = run(call("web", 0.0, 3.0), call("wiki", 0.0, 1.0), call("news", 2.0, 3.0))


def only(expectation, given):
    (failure,) = expectation.judge(given)
    return failure


def test_what_was_in_flight_at_one_instant_was_together():
    """By name, or all that one pattern matches."""
    assert together("web", "wiki").judge(AT_ONCE) == ()
    assert together("w*").judge(AT_ONCE) == ()


def test_one_that_begins_as_another_ends_was_not_together():
    """They touch at 3 s and share no time."""
    failure = only(together("web", "wiki"), IN_TURN)
    assert failure.seen == "They were never all in flight at once: `web` 0-3 s and `wiki` 3-5 s."
    assert "one after another" in failure.cause
    assert failure.timeline


def test_pairs_that_overlap_are_not_all_together():
    """All must be in flight at one and the same instant."""
    assert together("web", "wiki").judge(THREE) == ()
    assert together("web", "news").judge(THREE) == ()
    assert only(together("web", "wiki", "news"), THREE)


def test_several_calls_of_a_name_count_if_one_of_them_was_there():
    """Each name needs one call in flight at the instant, not all of its calls."""
    given = run(call("web", 0.0, 1.0), call("web", 2.0, 4.0), call("wiki", 3.0, 5.0))
    assert together("web", "wiki").judge(given) == ()
    assert only(together("web"), given)


def test_one_call_alone_is_not_together():
    """Side by side needs two."""
    assert "nothing could run beside it" in only(together("web"), run(call("web", 0.0, 1.0))).seen


def test_a_blocked_loop_is_the_reason_where_it_is():
    """`gather` over a blocking function: the queue is the loop's."""
    given = run(call("web", 0.0, 2.0), call("wiki", 2.0, 4.0), blocking=(stall(),))
    assert "blocked the event loop" in only(together("web", "wiki"), given).cause


def test_calls_that_take_no_time_are_together_by_the_order_of_events():
    """Two that both began before either ended were in flight at once, though no time passed."""
    assert together("web", "wiki").judge(run(call("web", 0.0, 0.0), call("wiki", 0.0, 0.0))) == ()
    one_by_one = run(call("web", 0.0, 0.0), call("wiki", 1.0, 1.0))
    assert only(together("web", "wiki"), one_by_one)
    held = run(call("web", 0.0, 1.0), call("wiki", 1.0, 1.0), call("all", 0.5, 2.0))
    assert together("wiki", "all").judge(held) == ()


def test_exclusion_holds_where_no_two_meet():
    """A mutex, or a plan that must end before its steps begin."""
    assert never_together("web", "wiki").judge(IN_TURN) == ()
    failure = only(never_together("w*"), AT_ONCE)
    assert failure.seen == "`web` (0-3 s) and `wiki` (1-2 s) ran side by side."


def test_exclusion_finds_the_two_however_far_apart_they_began():
    """A long call meets a late one."""
    assert only(never_together("*"), run(call("web", 0.0, 9.0), call("b", 8.0, 9.0), call("a", 10.0, 11.0)))


def test_a_pattern_that_matches_nothing_never_holds():
    """Not even where nothing would be fine: a name with a slip in it proves nothing."""
    for expectation in (together("web", "wikki"), never_together("web", "wikki"), in_flight("wikki", most=2)):
        assert "Nothing named `wikki`" in only(expectation, AT_ONCE).seen


def test_calls_in_flight_are_counted_at_their_peak():
    """Both bounds include their ends."""
    six = run(*[call("web", float(n // 2), n // 2 + 1.0) for n in range(6)])
    assert in_flight("web", most=2, least=2).judge(six) == ()
    failure = only(in_flight("web", most=1), six)
    assert failure.seen == "At 0 s, 2 calls of `web` were in flight at once."
    assert (
        only(in_flight("web", least=3), six).seen
        == "Of 6 calls of `web`, never more than 2 at once. Some of the room lies idle."
    )


def test_an_unbounded_fan_out_is_named():
    """All at once: nothing bounds it."""
    all_at_once = run(*[call("web", 0.0, 1.0) for _ in range(6)])
    failure = only(in_flight("web", most=2), all_at_once)
    assert failure.cause == "That is all of them: nothing held one back."
    assert "Semaphore" in failure.remedy


def test_calls_that_are_to_be_made_in_turn_are_told_to_be_awaited_in_turn():
    """A semaphore is for several tasks, of which a plain loop has none."""
    given = run(call("web", 0.0, 1.0), call("web", 0.0, 1.0))
    (failure,) = in_flight("web", most=1).judge(given)
    assert failure.remedy.startswith("One after another: `await` each call before you make the next one")
    assert "asyncio.Semaphore" in failure.remedy
    (failure,) = in_flight("web", most=2).judge(run(*(call("web", 0.0, 1.0) for _ in range(3))))
    assert failure.remedy.startswith("Hold an `asyncio.Semaphore`")


def test_calls_in_turn_waste_the_capacity():
    """A cap of one keeps `most`, and loses `least`."""
    assert "one after another" in only(in_flight("w*", least=2), IN_TURN).cause


def test_a_tool_and_its_body_are_one_call():
    """The callback's span and the body's are the same work."""
    given = run(span("tool", "web", 0.0, 1.0), call("web", 0.0, 1.0))
    assert in_flight("*", most=1).judge(given) == ()


@pytest.mark.parametrize("empty", [together, never_together, lambda: in_flight("web")])
def test_a_promise_about_nothing_is_an_error(empty):
    """It would always hold."""
    with pytest.raises(ValueError, match="nothing"):
        empty()
