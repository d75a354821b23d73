"""What is nearly right is told as that, and its author's guess of another slip stays where it may be true."""

import pytest

from asynclab.expect import judge, returned
from asynclab.expect.matching import frozen
from asynclab.expect.messages.of_values.near_values import left_out, nearly
from tests.unit.expect.by_hand import mark, run

ITEMS = [{"who": "lear", "does": "enters"}, {"who": "lear", "does": "exits", "took": 2.1}]
SPOKEN = run(mark("actor", "token", 1.0, text=" bears"))


def told(expected, value, of=SPOKEN):
    """What is guessed of a value."""
    return nearly(frozen(expected), value, of)


def test_a_number_that_is_not_rounded_is_told_to_be_rounded():
    """It is the right one."""
    guess = told(ITEMS, [ITEMS[0], {**ITEMS[1], "took": 2.100000023841858}])
    assert guess.cause == "The number is right there, and not rounded."
    assert guess.remedy.startswith("Round it to as many places as the task says")


@pytest.mark.parametrize("wrong", [2.2, 2.101, 2.1, 2, True, "2.1", float("nan")])
def test_any_other_number_is_not_told_to_be_rounded(wrong):
    """What is as far away as a thousandth may be another time."""
    assert "rounded" not in told(2.1, wrong).cause


def test_the_last_piece_of_a_text_is_told_as_that():
    """A name that is given each piece anew, and not added to; what no piece was is told as the end alone."""
    assert told({"told": "exit with bears"}, {"told": " bears"}).cause.startswith("What stands there is the last piece")
    assert told({"told": "exit with bears"}, {"told": "with bears"}).fact.startswith(
        "What stands there is only the end"
    )
    assert told({"told": "exit with bears"}, {"told": "exit"}).fact.endswith("only the beginning of what is due.")
    assert not told({"told": "exit with bears"}, {"told": " "})


@pytest.mark.parametrize(
    ("expected", "value", "fact", "cause"),
    [
        (ITEMS, [{"who": "lear", "does": "enter"}, ITEMS[1]], "All else in it is right.", ""),
        (
            [{"kind": "cue"}] * 2,
            [{"kind": "custom"}] * 2,
            "All else in it is right: it is the same word each time.",
            "",
        ),
        (
            ITEMS,
            [ITEMS[0], {"who": "lear", "does": "exits"}],
            "All else in it is right: that key stands nowhere in it.",
            "",
        ),
        ([ITEMS[1]] * 2, [{"who": "lear", "does": "exits"}, ITEMS[1]], "", ""),
        ([{"kind": "cue"}, {"kind": "tool"}], [{"kind": "custom"}, {"kind": "cue"}], "", ""),
        (ITEMS, [{"who": "lear"}, {"who": "lear", "does": "exits"}], "", ""),
        (ITEMS, [ITEMS[0]], "", ""),
        ([1, 2], [1, 3], "", ""),
    ],
)
def test_one_thing_that_is_wrong_in_one_way_is_told_with_all_else_that_is_right(expected, value, fact, cause):
    """Where two are wrong, or one in two ways, nothing is."""
    guess = told(expected, value)
    assert guess.fact == fact
    assert guess.cause.startswith(cause)
    assert bool(guess.cause) == bool(cause)


def test_an_authors_guess_stands_where_only_what_is_seen_is_known():
    """And gives way to what the value shows to be the slip."""
    word, number = returned([{"kind": "cue"}]), returned(2.1)
    (failure,) = judge(run(value=[{"kind": "custom"}]), [word.because("Keep them apart.")]).failures
    assert failure.cause == "Perhaps: Keep them apart."
    (failure,) = judge(run(value=2.1000001), [number.because("Keep them apart.")]).failures
    assert failure.cause == "The number is right there, and not rounded."


@pytest.mark.parametrize(
    ("due", "came", "said"),
    [
        (["One", "\n", " two "], ["One", " two "], "Texts of nothing but white space were left out"),
        (["a", "", "b"], ["a", "b"], "Texts that are empty were left out"),
        (["a", "", " ", "b"], ["a", "b"], "Texts that are empty, or nothing but white space, were left out"),
        ([1, 0, 3, None], [1, 3], "What is empty, zero or None was left out"),
        ([["a"], []], [["a"]], "What is empty, zero or None was left out"),
    ],
)
def test_what_a_condition_takes_for_nothing_is_told_to_be_left_out(due, came, said):
    """White space is a text, and only where it is missing is its `strip` to be blamed."""
    assert left_out(due, came).cause.startswith(said)


@pytest.mark.parametrize(
    ("due", "came"),
    [
        (["a", "", "b"], ["a", "", "b"]),
        (["a", "b"], ["a"]),
        (["a", "", "b", ""], ["a", "", "b"]),
        (["a", "", "b"], ["b", "a"]),
        ([1, False, 2], [1, 2]),
        (["a", " ", 0], ["a"]),
    ],
)
def test_of_what_is_missing_for_another_reason_nothing_of_that_is_told(due, came):
    """Another item, one of several alike, or an order that is another."""
    assert not left_out(due, came)
