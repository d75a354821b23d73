"""The order of events: steps in order, the events of a set in any."""

import pytest

from asynclab.expect import attempts, item, items_at, order, subset
from asynclab.expect.messages.hidden_texts import HiddenTexts, hiding
from asynclab.observe.run import Ending, Run
from tests.unit.expect.by_hand import call, mark, read, run, stream

DESK = run(
    call("plan", 0.0, 1.0),
    call("web", 1.0, 4.0),
    call("wiki", 1.0, 3.0, "error"),
    stream("model", 4.0, 6.0, "closed", made=(4.5, 5.0)),
    mark("progress", "event", 2.0),
    read(({"kind": "progress"}, 2.0), ({"kind": "token"}, 4.5), ({"kind": "token"}, 5.0)),
)


def only(expectation, given=DESK):
    (failure,) = expectation.judge(given)
    return failure


@pytest.mark.parametrize(
    "steps",
    [
        ("plan starts", "plan ends", {"web starts", "wiki starts"}, {"wiki fails", "web succeeds"}, "model starts"),
        ("web starts", "progress event", "web ends"),
        ("last model made", "model closed"),
        ("first model made", "last reader used"),
        ("w* ends", "model starts"),
        (item(subset(kind="progress")), "web ends", item(subset(kind="token"))),
        ("call:plan starts", "call:web starts"),
    ],
)
def test_an_order_that_was_kept_holds(steps):
    """Starts, ends of every kind, marks and items, over names and patterns."""
    assert order(*steps).judge(DESK) == ()


def test_events_of_a_set_come_in_any_order():
    """Who ends first is nobody's promise."""
    assert order({"web ends", "wiki ends"}, "model starts").judge(DESK) == ()
    assert order("web ends", "wiki ends").judge(DESK)


def test_what_came_too_early_is_named_with_both_times():
    """Which, before which, and when."""
    failure = only(order("web ends", "wiki ends"))
    assert failure.seen == "`wiki ends` (3 s) came before `web ends` (4 s)."
    assert failure.expected == "The order should be: web ends, then wiki ends."


def test_all_occurrences_count_unless_one_is_named():
    """All tokens must come after, or the first, or the last."""
    assert order("first model made", "last model made").judge(DESK) == ()
    assert only(order("model made", "reader used"))
    assert order("first reader used", "model made").judge(DESK) == ()


def test_what_happens_at_one_instant_is_ordered_by_the_run():
    """The end of one and the start of the next share a time; the run knows who was first."""
    assert order("plan ends", "web starts").judge(DESK) == ()
    assert "at one instant" in only(order("web starts", "plan ends")).seen


def test_an_event_that_never_happened_fails_and_says_what_ran():
    """A wrong name, or a right one that ended otherwise."""
    failure = only(order("plan ends", "web fails"))
    assert failure.seen.startswith("This never happened: `web fails`. What ran: `plan`, `web`")
    nothing = only(order("plan ends", "web starts"), Run(Ending.RETURNED))
    assert "Nothing that this check hands over was called." in nothing.seen


def test_the_item_that_never_came_is_told_only_where_it_may_be():
    """What the item should be is an expected value."""
    failure = only(order("plan ends", item({"kind": "answer"})))
    assert "answer" not in failure.sentence
    assert "answer" in failure.expected


def test_of_items_that_never_came_it_is_told_which_and_what_came_instead():
    """Which were due is an expected value; what the reader got is not."""
    given = run(read(("web: asking", 0.0), ("web: finished", 1.0)))
    failure = only(order(item("web: asking"), item("web: done"), item("all done")), given)
    assert failure.seen == (
        "Of what is due, 2 items never came. The reader got 2 items: ['web: asking', 'web: finished']."
    )
    assert failure.expected.startswith("These should come: 'web: done' and 'all done'. The order should be: ")
    one = only(order(item("web: asking"), item("web: done")), given)
    assert one.seen.startswith("Of what is due, 1 item never came.")


def test_where_no_item_came_it_is_told_as_every_expectation_of_items_tells_it():
    """One sentence, and one fact: who tells it twice is read once."""
    failure, other = only(order(item("a"), item("b")), run()), only(items_at(0.0, 1.0), run())
    assert failure.seen == other.seen == "No item came."
    assert failure.fact == other.fact != ""
    assert failure.remedy == other.remedy != ""


def test_what_came_in_place_of_a_hidden_item_is_not_told():
    """Of a hidden run neither what was due nor what its scenario chose is read."""
    with hiding(HiddenTexts(frozenset({"web: finished"}), frozenset())):
        failure = only(order(item("web: done"), item("end")), run(read(("web: finished", 1.0))))
    assert failure.seen == "Of what is due, 2 items never came. The reader got 1 item: …."


def test_that_nothing_was_called_so_is_told_once():
    """An order and a count know the same of it, by one fact."""
    never, counted = only(order("plan ends", "door starts")), only(attempts("door", 1))
    assert never.seen.startswith("This never happened: `door starts`.")
    assert never.fact == counted.fact != ""
    assert only(order("plan ends", "web fails")).fact == ""


@pytest.mark.parametrize("text", ["web", "web begins", "starts", "", "an item", "web  "])
def test_a_text_that_is_no_event_is_an_error_that_lists_the_verbs(text):
    """A slip of the author must not wait for an event that cannot be."""
    with pytest.raises(ValueError, match="verbs: starts, ends, succeeds"):
        order(text, "web ends")


def test_something_may_be_called_first():
    """Only before a name and a verb does "first" mean the first of several."""
    assert order("first starts", "last ends").judge(run(call("first", 0.0, 1.0), call("last", 1.0, 2.0))) == ()


def test_an_order_needs_two_steps():
    """One event, or an empty set, promises no order."""
    for steps in ((), ("web starts",), ("web starts", set())):
        with pytest.raises(ValueError, match="two steps"):
            order(*steps)
