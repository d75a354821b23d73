"""What a reader got, and when: the difference between streaming and collecting."""

import pytest

from asynclab.expect import (
    anything,
    first_before_last,
    items,
    items_at,
    lacks,
    length,
    reads,
    received,
    subset,
    tokens_at,
)
from asynclab.expect.messages.arrivals import KEPT_BACK
from asynclab.observe.run import Ending, Run
from tests.unit.expect.by_hand import call, mark, read, run, span, stall, stream

MADE = (1.5, 2.0, 2.5)
STREAMED = run(stream("model", 0.0, 2.5, made=MADE), read(("a", 1.5), ("b", 2.0), ("c", 2.5)))
COLLECTED = run(stream("model", 0.0, 2.5, made=MADE), read(("a", 2.5), ("b", 2.5), ("c", 2.5)))
JOINED = run(stream("model", 0.0, 2.5, made=MADE), read(("t0t1t2", 2.5)))
SILENT = run(stream("model", 0.0, 2.5, made=MADE))


def only(expectation, given):
    (failure,) = expectation.judge(given)
    return failure


def test_items_are_exactly_these_in_this_order():
    """Matchers may stand among them; no item at all is an exact promise too."""
    assert items("a", "b", "c").judge(STREAMED) == ()
    assert items("a", anything(), "c").judge(STREAMED) == ()
    assert items().judge(SILENT) == ()
    assert items().judge(STREAMED)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (SILENT, "`model` made 3 items, and none of them was handed on."),
        (run(read(("abc", 2.5))), "The pieces were joined into one lump."),
        (run(read(("a", 1.0), ("b", 1.0), ("a", 2.0), ("b", 2.0), ("c", 2.0))), "Some came twice: 'a', 'b'."),
        (run(read(("b", 1.0), ("a", 1.0), ("c", 2.0))), "their order is not"),
        (run(read(("a", 1.0), ("b", 1.0))), "some of it is missing"),
    ],
)
def test_wrong_items_are_told_with_the_slip_behind_them(given, said):
    """Nothing, one lump, repeated, reordered, missing."""
    assert said in only(items("a", "b", "c"), given).sentence


def test_white_space_alone_is_named():
    """Around the right words."""
    given = run(read(("a", 1.0), (" b", 1.0), (" ", 1.0)))
    assert only(items("a", "b"), given).cause == "The words are right, and the white space around them is not."
    empty = run(read(("a", 1.0), ("", 1.0), ("b", 1.0)))
    assert only(items("a", "b"), empty).cause == "Empty texts were handed on as well."
    bare = run(read(("a", 1.0), ("b", 1.0)))
    assert "were left out" in only(items("a", "", "b"), bare).cause
    assert "were left out" in only(items("a", "\n", "", "b"), bare).cause
    first = only(items("a", "b", ""), run(read(("", 1.0), ("a", 1.0), ("b", 1.0))))
    assert "white space" not in first.sentence
    assert "their order is not" in first.sentence


def test_wrong_items_are_shown():
    """How many, and what."""
    failure = only(items("a"), run(read(("b", 1.0))))
    assert failure.seen == "The reader got 1 item: ['b']. It goes wrong at `[0]`."
    assert failure.expected == "It should get 1 item: ['a']."


def test_the_items_as_a_whole_can_be_matched():
    """No token of the wrong run, at least so many, ..."""
    assert received(length(3)).judge(STREAMED) == ()
    assert received(lacks("x")).judge(STREAMED) == ()
    failure = only(received(lacks("b")), STREAMED)
    assert failure.expected == "It should get something without 'b'."


PAIR = ["waiter", "Very good."]


@pytest.mark.parametrize(
    ("expected", "came", "said"),
    [
        (["a", "b"], ["a", "b"], "A whole list came as one item"),
        (["a", "b"], ["a", "x"], "A whole list came as one item"),
        ([{"a": 1}], [{"a": 1}, {"b": 2}], "A whole list came as one item"),
        ([["waiter", "Very"], ["waiter", " good."]], PAIR, "The pieces were joined into one lump."),
        ([["waiter", "Very"], ["chef", " good."]], PAIR, ""),
        ([["waiter", "Very"], ["waiter", 1]], PAIR, ""),
        ([], PAIR, ""),
        (["a", "b"], PAIR, ""),
        ([{"end": "done"}], PAIR, ""),
    ],
)
def test_one_item_that_is_a_list_is_many_at_once_only_where_these_are_due(expected, came, said):
    """A pair that is due nowhere is no list of what is due."""
    assert only(items(*expected), run(read((came, 2.5)))).cause.startswith(said)
    assert said or not only(items(*expected), run(read((came, 2.5)))).cause


def test_a_list_in_the_place_of_a_text_is_told_by_what_is_in_it():
    """All of the text at once, or the text with something beside it."""
    whole = only(reads("ab"), run(read((["a", "b"], 1.0))))
    beside = only(reads("ab"), run(read((["waiter", "ab"], 1.0))))
    assert "with no list in between" in whole.remedy
    assert beside.remedy == "Hand on the text itself, and no list or pair that has it in it."


def test_the_text_is_the_items_joined():
    """However it was cut into pieces."""
    assert reads("abc").judge(STREAMED) == ()
    assert reads("t0t1t2").judge(JOINED) == ()
    assert only(reads("abcd"), STREAMED).seen == "Joined, the reader got 'abc'."
    assert "white space" in only(reads("a b c"), STREAMED).seen
    assert "more than it should be" in only(reads("ab"), STREAMED).seen
    assert "Not every item is text" in only(reads("a"), run(read(("a", 1.0), ({"$": "AIMessageChunk"}, 2.0)))).seen
    assert only(reads("abc"), Run(Ending.RETURNED)).seen == "The reader got no item."


def test_items_come_at_their_times():
    """Exactly, all of them; or those of one sort."""
    assert items_at(1.5, 2.0, 2.5).judge(STREAMED) == ()
    feed = run(read(({"kind": "progress"}, 1.0), ({"kind": "token"}, 2.0), ({"kind": "progress"}, 3.0)))
    assert items_at(1.0, 3.0, of=subset(kind="progress")).judge(feed) == ()
    assert items_at(of=subset(kind="error")).judge(feed) == ()
    assert only(items_at(of=subset(kind="token")), feed).seen == "Such items came at 2 s. None was due."
    assert only(items_at(1.0, of=subset(kind="error")), feed).seen == "Of 3 items, none was such a one."


def test_what_comes_too_late_with_the_last_item_on_time_is_no_matter_of_speed():
    """Progress told after the work: that the work was done in turn is as it should be, and no cause."""
    told = run(call("stove", 0.0, 3.0), call("stove", 3.0, 6.0), read(("egg", 3.0), ("soup", 6.0), ("done", 6.0)))
    assert only(items_at(0.0, 3.0, 6.0), told).cause == ""
    assert "one after another" in only(items_at(0.0, 2.0, 3.0), told).seen


@pytest.mark.parametrize(
    ("times", "said"),
    [((1.5, 1.5, 2.5), "Item 2 came too early, at 1.5 s."), ((1.0, 2.0, 3.0), "Item 1 came too early, at 1 s.")],
)
def test_an_item_that_came_before_its_time_is_told_as_that(times, said):
    """Whatever came too late behind it: it did not wait for what it should have waited for."""
    given = run(stream("model", 0.0, 2.5, made=MADE), read(*zip("abc", times, strict=True)))
    failure = only(items_at(*MADE), given)
    assert said in failure.seen
    assert "should have waited for" in failure.remedy
    assert "too early" not in only(items_at(1.0, 2.0, 2.5), STREAMED).sentence


def test_items_of_one_instant_that_are_due_at_it_are_not_called_collected():
    """The stream broke off behind them."""
    broken = run(read(("a", 0.5), ("b", 0.5)))
    failure = only(items_at(0.5, 0.5, 1.0), broken)
    assert (failure.cause, failure.seen) == ("", "The items came at 0.5 and 0.5 s. Nothing came after that.")


def test_the_only_item_that_is_one_of_those_made_is_not_called_a_lump():
    """The others were left out, and joined with none: blanks, of which it has to be told, and words."""
    said = [mark("model", "made", time, text=text) for time, text in ((1.0, " "), (2.0, "\n"), (3.0, "He"))]
    failure = only(items_at(1.0, 2.0, 3.0), run(stream("model", 0.0, 3.0), said, read(("He", 3.0))))
    assert failure.seen == (
        "The items came at 3 s. The only item came at 3 s, when `model` had made its last item (3 s)."
    )
    assert (failure.cause, failure.remedy) == ("", KEPT_BACK)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (COLLECTED, "they were collected first, and “streamed” afterwards"),
        (JOINED, "joined into one lump"),
        (run(read(("a", 9.0), ("b", 9.0), ("c", 9.0))), "They all came at the same instant"),
        (run(read(("a", 1.5), ("b", 2.0))), "Nothing came after that"),
        (
            run(read(("a", 1.5), ("b", 2.0), ("c", 2.5), ("d", 3.0))),
            "came in time, and then 1 item more.",
        ),
        (run(read(("a", 1.5)), blocking=(stall(),)), "blocked the event loop"),
    ],
)
def test_wrong_times_are_told_with_the_slip_behind_them(given, said):
    """Collected, joined, short, long, blocked."""
    failure = only(items_at(1.5, 2.0, 2.5), given)
    assert said in failure.sentence
    assert failure.timeline


def test_tokens_of_a_model_come_at_their_times():
    """The callback's tokens, or what the script made where none was reported; never both."""
    assert tokens_at("model", *MADE).judge(STREAMED) == ()
    both = run(stream("model", 0.0, 2.5, made=MADE), [mark("model", "token", time, text="t") for time in MADE])
    assert tokens_at("model", *MADE).judge(both) == ()
    assert only(tokens_at("model", 1.0), STREAMED).seen == "The tokens of `model` came at 1.5, 2 and 2.5 s."


def test_a_model_that_was_not_streamed_has_no_tokens():
    """`ainvoke` gives the whole at once."""
    failure = only(tokens_at("model", 1.0), run(span("model", "model", 0.0, 2.5)))
    assert failure.seen == "No token of `model` was seen."
    assert "`astream`" in failure.remedy
    with pytest.raises(ValueError, match="names no time"):
        tokens_at("model")


def test_the_first_item_before_the_last_token_is_a_stream():
    """By the order of events, not by the clock alone."""
    assert first_before_last("model").judge(STREAMED) == ()
    at_once = run(stream("model", 0.0, 1.0, made=(1.0, 1.0)), read(("a", 1.0)))
    assert only(first_before_last("model"), at_once)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            COLLECTED,
            "The reader had its first item at 2.5 s, the instant at which `model` made its last, and after that.",
        ),
        (SILENT, "The reader got no item."),
        (run(stream("model", 0.0, 1.0, made=(1.0,)), read(("a", 1.0))), "`model` made only one item, at 1 s"),
        (run(stream("other", 0.0, 1.0, made=(1.0,)), read(("a", 1.0))), "Nothing named `model` made an item."),
        (run(read(("a", 1.0))), "Nor was anything else that this check hands over."),
    ],
)
def test_a_stream_that_proves_nothing_is_none(given, said):
    """Collected, silent, one lump, another source, no source: each fails with its own words."""
    assert said in only(first_before_last("model"), given).seen


def test_a_blocked_loop_is_told_as_the_reason_of_a_late_stream():
    """`for chunk in model.stream(...)` inside a coroutine: everything comes afterwards, since nobody could read."""
    blocked = run(stream("model", 0.0, 2.5, made=MADE), read(("a", 2.5)), blocking=(stall("Chat.stream"),))
    assert "`Chat.stream`" in only(first_before_last("model"), blocked).cause


def test_one_item_too_many_is_not_told_to_be_held_back():
    """All that is due is there: no condition keeps anything back."""
    given = run(stream("model", 0.0, 4.0, made=(1.0, 4.0)), read(("a", 4.0), ("b", 4.0)))
    (failure,) = items("a").judge(given)
    assert "What is due is there, and something beside it." in failure.seen
    assert failure.remedy == ""
