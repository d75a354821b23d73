"""How long, how often, and when: compared with `==`, explained with arithmetic."""

import pytest

from asynclab.expect import attempts, began, lasted, marked_at, took
from asynclab.observe.run import Ending, Run
from tests.unit.expect.by_hand import call, left, mark, read, run, span, stall, stream


def only(expectation, given):
    (failure,) = expectation.judge(given)
    return failure


IN_TURN = run(call("web", 0.0, 3.0), call("wiki", 3.0, 5.0), call("news", 5.0, 6.0))
AT_ONCE = run(call("web", 0.0, 3.0), call("wiki", 0.0, 2.0), call("news", 0.0, 1.0))


def test_the_time_is_compared_with_equality():
    """One microsecond more is more; sums of floats are the same to the microsecond."""
    assert took(3.0).judge(AT_ONCE) == ()
    assert took(0.3).judge(Run(Ending.RETURNED, elapsed=0.1 + 0.2)) == ()
    assert took(3.0).judge(Run(Ending.RETURNED, elapsed=3.000001))


def test_bounds_include_their_ends():
    """`most` and `least` are promises too."""
    assert took(most=3.0).judge(AT_ONCE) == ()
    assert took(least=3.0).judge(AT_ONCE) == ()
    assert took(least=1.0, most=2.0).judge(AT_ONCE)
    assert only(took(least=4.0), AT_ONCE).expected == "It should take at least 4 s."
    assert only(took(most=2.0), AT_ONCE).expected == "It should take at most 2 s."


def test_waiting_in_turn_is_told_as_a_sum():
    """3 + 2 + 1 = 6 s: the arithmetic is the message."""
    failure = only(took(3.0), IN_TURN)
    assert failure.seen == "It took 6 s."
    assert failure.cause == "They ran one after another (`web` 0-3 s, `wiki` 3-5 s, `news` 5-6 s): 3 + 2 + 1 = 6 s."
    assert "asyncio.gather" in failure.remedy
    assert failure.expected == "It should take exactly 3 s."
    assert failure.timeline


@pytest.mark.parametrize(
    ("slow", "said"),
    [
        (
            run(call("web", 0.0, 2.0), call("wiki", 2.0, 4.0), blocking=(stall(seconds=2.0),)),
            "`time.sleep` (cell 3, line 7",
        ),
        (run(call("web", 0.0, 1.0, "error"), call("web", 3.0, 4.0)), "`web` failed 1 time and was called 2 times."),
        (run(call("web", 0.0, 1.0), elapsed=5.0), "From 1 s to 5 s nothing was in flight."),
        (run(call("web", 0.0, 1.0), call("wiki", 0.0, 1.0), call("news", 1.0, 4.0)), "`news` at 1 s"),
        (run(call("sink", 0.0, 1.0), call("sink", 1.0, 2.0), mark("sink", "used", 2.0)), ""),
    ],
)
def test_the_reason_for_lost_time_is_guessed(slow, said):
    """A stalled loop, a retry, a sleep, a late start: whichever the run shows. Sinks called in turn are no mistake."""
    assert said in only(took(0.5), slow).sentence
    if not said:
        assert only(took(0.5), slow).sentence == "It took 2 s."


@pytest.mark.parametrize(
    ("early", "said"),
    [
        (run(call("web", 0.0), elapsed=0.0), "It did not wait for `web`."),
        (Run(Ending.RETURNED, left=(left(),)), "It left 1 task behind."),
        (run(call("web", 0.0, 1.0, "cancelled")), "`web` was cancelled at 1 s"),
        (Run(Ending.RETURNED), "None of the tools and models it was given was called."),
    ],
)
def test_the_reason_for_too_little_time_is_guessed(early, said):
    """Not awaited, cut short, never called."""
    assert said in only(took(3.0), early).sentence


def test_a_promise_about_no_time_is_an_error():
    """It would hold of every run."""
    for empty in (lambda: took(), lambda: lasted("web"), lambda: began("web"), lambda: marked_at("beat")):
        with pytest.raises(ValueError, match=r"no time"):
            empty()


def test_each_call_lasts_as_long_as_promised():
    """Every one that matches is looked at, and none at all is a failure."""
    given = run(call("web", 0.0, 1.0), call("web", 1.0, 3.0))
    assert lasted("web", least=1.0, most=2.0).judge(given) == ()
    assert only(lasted("web", 1.0), given).seen == "`web` took 2 s (1-3 s)."
    assert "Nothing named `wiki` was called." in only(lasted("wiki", 1.0), given).seen


def test_beginnings_are_exact():
    """In order, all of them."""
    given = run(call("web", 0.0, 1.0), call("web", 1.5, 2.0))
    assert began("web", 0.0, 1.5).judge(given) == ()
    assert only(began("web", 0.0), given).seen == "`web` began at 0 and 1.5 s. That is more often than is due."
    assert "Nothing named" in only(began("wiki", 0.0), given).seen


def test_attempts_are_counted_and_timed():
    """The waits between them are part of the promise."""
    given = run(call("web", 0.0, 1.0, "error"), call("web", 2.0, 3.0, "error"), call("web", 5.0, 6.0))
    assert attempts("web", 3).judge(given) == ()
    assert attempts("web", 3, at=[0.0, 2.0, 5.0]).judge(given) == ()
    failure = only(attempts("web", 3, at=[0.0, 2.0, 4.0]), given)
    assert failure.seen == (
        "`web` was called at 0, 2 and 5 s. The number of calls is right and the waits between them are not."
    )
    assert only(attempts("web", 3, at=[1.0, 3.0, 6.0]), given).seen == "`web` was called at 0, 2 and 5 s."
    assert only(attempts("call:web", 1, at=[0.0]), given).seen.startswith("`web` was called 3 times")


def test_a_budget_off_by_one_is_named():
    """The commonest slip with retries: whether the first call counts."""
    given = run(call("web", 0.0, 1.0, "error"), call("web", 1.0, 2.0, "error"), call("web", 2.0, 3.0, "error"))
    assert "the first call counts too" in only(attempts("web", 2), given).sentence
    assert "one too few" in only(attempts("web", 4), given).sentence
    assert only(attempts("web", 1), given).seen.endswith("It failed 3 times.")
    assert "It was given up too early." in only(attempts("web", 9), given).seen


def test_of_retries_is_spoken_only_where_something_was_tried_again():
    """Two questions to one tool are no second attempt, though one of them failed."""
    given = run(call("web", 0.0, 1.0, "error", data={"query": "a"}), call("web", 0.0, 1.0, data={"query": "b"}))
    assert only(attempts("web", 1), given).sentence == "`web` was called 2 times, at 0 and 0 s."
    assert only(took(0.5), given).sentence == "It took 1 s."


def test_a_call_that_was_cancelled_and_made_again_is_told():
    """Whoever takes its caller's leaving for a failed attempt; a deadline of the answer's own may be what cancelled it,
    and then it is a second attempt as it should be."""
    parts = call("web", 0.0, 1.0, "cancelled"), call("web", 2.0, 11.0)
    told = "`web` was cancelled at 1 s and called again at 2 s"
    assert only(took(1.0), run(*parts, left_early=1.0)).cause == (
        f"{told}: the cancellation was taken for a failed attempt."
    )
    own = only(took(1.0), run(*parts))
    assert (own.cause, own.seen) == ("", f"It took 11 s. {told}.")


def test_another_number_of_calls_is_told_before_their_times():
    """And that all of them began at one instant, where they did."""
    given = run(call("web", 1.0, 2.0), call("web", 1.0, 3.0))
    assert only(began("web", 1.0), given).seen.endswith(" That is more often than is due.")
    assert only(began("web", 0.0, 1.0), given).seen.endswith("All of them at one instant.")


def test_never_called_is_zero_attempts():
    """Before any work is done, bad input is refused."""
    assert attempts("web", 0).judge(Run(Ending.RETURNED)) == ()
    assert only(attempts("web", 0), run(call("web", 0.0, 1.0))).seen == "`web` was called 1 time, at 0 s."
    assert "Nor was anything else that this check hands over." in only(attempts("web", 1), Run(Ending.RETURNED)).seen


def test_attempts_and_times_must_agree():
    """Three attempts have three times."""
    with pytest.raises(ValueError, match="as many times"):
        attempts("web", 3, at=[0.0])


def test_a_tool_seen_twice_is_one_attempt():
    """LangChain's span and that of the body are one call; the body's time counts."""
    given = run(span("tool", "web", 0.0, 6.0), call("web", 0.0, 1.0, "error"), call("web", 2.0, 6.0))
    assert attempts("web", 2, at=[0.0, 2.0]).judge(given) == ()
    assert attempts("tool:web", 1).judge(given) == ()


def test_marks_happen_at_their_times():
    """A heartbeat that misses a beat is late for it."""
    given = run(
        mark("beat", "user", 1.0), mark("beat", "user", 2.0), mark("beat", "event", 2.0), stream("model", 0.0, 2.0)
    )
    assert marked_at("beat", 1.0, 2.0, kind="user").judge(given) == ()
    assert only(marked_at("beat", 1.0, 2.0), given).seen == "`beat` happened at 1, 2 and 2 s."
    assert only(marked_at("pulse", 1.0), given).seen == "`pulse` never happened."
    made = run(mark("source", "made", 1.0))
    told = only(marked_at("source", 2.0, kind="made"), made)
    assert (told.seen, told.expected) == ("`source` made an item at 1 s.", "It should make one at 2 s.")


def test_long_lists_of_times_are_cut():
    """A thousand calls make one readable line."""
    given = run(*[call("web", float(n), n + 1.0) for n in range(100)], read(("a", 1.0)))
    assert "(100 in all)" in only(attempts("web", 1), given).seen
