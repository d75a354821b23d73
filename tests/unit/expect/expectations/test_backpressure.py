"""Backpressure: never too far ahead, never without a bound, nothing lost, nothing overpaid."""

from dataclasses import replace

import pytest

from asynclab.expect import made, never_ahead, queue_bounded, used_all
from asynclab.observe.run import Ending, HighWater, Run, SpanEnd
from tests.unit.expect.by_hand import LINE, mark, read, run, stream

NOTHING = "Nothing named `source` made an item. Nor was anything else that this check hands over."


def only(expectation, given):
    (failure,) = expectation.judge(given)
    return failure


def pipe(made_at, used_at, values=None, **fields):
    """A source and a sink: when items were made and used, and which were used."""
    values = range(len(used_at)) if values is None else values
    source = [mark("source", "made", time, item=number) for number, time in enumerate(made_at)]
    sink = [mark("sink", "used", time, item=value) for value, time in zip(values, used_at, strict=True)]
    return run(stream("source", 0.0, max(made_at)), source, sink, **fields)


STEADY = pipe([1.0, 2.0, 3.0], [1.5, 2.5, 3.5])
RUNAWAY = pipe([1.0, 2.0, 3.0, 4.0], [3.5, 5.0, 6.0, 7.0], queues=(HighWater("feed", 0, 3, LINE),))


def test_a_maker_that_waits_is_never_too_far_ahead():
    """The bound itself is allowed."""
    assert never_ahead("source", "sink", by=1).judge(STEADY) == ()
    assert never_ahead("source", "sink", by=3).judge(RUNAWAY) == ()


def test_a_maker_that_runs_away_is_caught_at_its_furthest():
    """When, how many of each, and the queue without a bound."""
    failure = only(never_ahead("source", "sink", by=2), RUNAWAY)
    assert failure.seen == "At 3 s, `source` had made 3 items and `sink` had used none: 3 ahead."
    assert "has no bound" in failure.cause
    assert "cell 3, line 7" in failure.cause
    assert "maxsize" in failure.remedy
    late = pipe([1.0, 2.0, 3.0, 4.0], [1.5, 9.0, 9.0, 9.0])
    assert "had made 4 items and `sink` had used 1: 3 ahead." in only(never_ahead("source", "sink", by=2), late).seen


def test_a_queue_that_held_no_more_than_is_allowed_is_not_blamed():
    """Permits may bound a queue that has no bound of its own: the lead came from elsewhere."""
    failure = only(never_ahead("source", "sink", by=2), replace(RUNAWAY, queues=(HighWater("feed", 0, 2, LINE),)))
    assert failure.cause == ""
    assert failure.remedy == "Take the next item only when the reader is ready for it."


def test_a_pair_of_which_one_is_silent_proves_nothing():
    """Both must have happened."""
    assert len(never_ahead("source", "sink", by=1).judge(Run(Ending.RETURNED))) == 2
    silent = run(stream("source", 0.0, 1.0, made=(1.0,)))
    assert "Nothing named `sink` used an item." in only(never_ahead("source", "sink", by=9), silent).seen


def test_every_queue_has_a_bound():
    """And none held more than the most that is allowed."""
    assert queue_bounded(most=2).judge(Run(Ending.RETURNED, queues=(HighWater("q", 2, 2),))) == ()
    assert queue_bounded().judge(Run(Ending.RETURNED, queues=(HighWater("q", 9, 9),))) == ()
    failure = only(
        queue_bounded(most=2), Run(Ending.RETURNED, queues=(HighWater("q", 9, 5, LINE), HighWater("p", 1, 1)))
    )
    assert failure.seen.startswith("The queue (cell 3, line 7")
    assert "held 5 items at once." in failure.seen
    assert "It has no bound" in only(queue_bounded(), Run(Ending.RETURNED, queues=(HighWater("q", 0, 1),))).cause


def test_no_queue_shows_no_bound():
    """A pattern of work that needs no queue is for another expectation to judge."""
    assert "No `asyncio.Queue` was used" in only(queue_bounded(), Run(Ending.RETURNED)).seen


def test_everything_made_was_used_once_and_in_order():
    """By the values, of a sink or of the reader."""
    assert used_all("source", "sink").judge(STEADY) == ()
    to_reader = run(stream("model", 0.0, 2.0, made=(1.0, 2.0)), read(("t0", 1.0), ("t1", 2.0)))
    assert used_all("model", "reader").judge(to_reader) == ()


@pytest.mark.parametrize(
    ("given", "seen", "cause"),
    [
        (
            pipe([1.0, 2.0], [1.5]),
            "`source` made 2 items and `sink` used 1. Items were lost: the first is item 2, 1.",
            "",
        ),
        (
            pipe([1.0, 2.0], []),
            "`source` made 2 items and `sink` used none. Items were lost: the first is item 1, 0.",
            "",
        ),
        (pipe([1.0, 2.0], [1.5, 2.5, 3.0], [0, 7, 8]), "`source` made 2 items and `sink` used 3.", ""),
        (
            pipe([1.0, 2.0], [1.5, 2.5, 3.0], [0, 1, 1]),
            "`source` made 2 items and `sink` used 3. Items were used twice.",
            "",
        ),
        (pipe([1.0, 2.0], [1.5, 2.5], [1, 0]), "As item 1, `source` made 0 and `sink` used 1.", "overtook"),
        (pipe([1.0, 2.0], [1.5, 2.5], [0, 7]), "As item 2, `source` made 1 and `sink` used 7.", "changed on the way"),
        (Run(Ending.RETURNED), NOTHING, ""),
    ],
)
def test_lost_repeated_and_reordered_items_are_told(given, seen, cause):
    """Each with its own cause."""
    failure = only(used_all("source", "sink"), given)
    assert failure.seen == seen
    assert cause in failure.cause


def test_an_item_that_a_loop_may_take_for_the_end_is_told_as_that():
    """Only where all from it on are lost, and where it is one that counts as false."""
    ended = only(used_all("source", "sink"), pipe([1.0, 2.0, 3.0], []))
    assert "mark the end with an object" in ended.remedy
    for given in (pipe([1.0, 2.0], [1.5]), pipe([1.0, 2.0, 3.0], [2.5], [1])):
        assert "what drops them" in only(used_all("source", "sink"), given).remedy


def test_what_was_made_is_what_is_paid_for():
    """Exactly, or within bounds; 0 is silence."""
    assert made("source", 3).judge(STEADY) == ()
    assert made("source", most=3).judge(STEADY) == ()
    assert made("source", least=3).judge(STEADY) == ()
    assert made("model", 0).judge(STEADY) == ()
    failure = only(made("source", most=2), STEADY)
    assert failure.seen == "`source` made 3 items."
    assert "Nobody told it to stop" in failure.cause
    assert failure.remedy.startswith("Look at what decides that there is enough")
    assert failure.expected == "It should make at most 2."
    assert only(made("source", least=4), STEADY).expected == "It should make at least 4."
    assert only(made("source", 4), STEADY).expected == "It should make 4."
    with pytest.raises(ValueError, match="promises nothing"):
        made("source")


def test_one_item_too_many_is_not_mended_by_closing():
    """Who closed the source, and had read further than was needed, is told what shows."""
    closed = replace(STEADY, spans=tuple(replace(span, how=SpanEnd.CLOSED) for span in STEADY.spans))
    failure = only(made("source", most=2), closed)
    assert "It was read further than was needed." in failure.seen
    assert "aclosing" not in failure.remedy
