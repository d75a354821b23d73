"""Round numbers on an axis of virtual seconds."""

import pytest

from asynclab.observe.seconds import exact, number, seconds
from asynclab.observe.timeline.axis import MOST_TICKS, axis


@pytest.mark.parametrize(
    ("end", "ticks"),
    [
        (6.0, (0, 1, 2, 3, 4, 5, 6)),
        (3.5, (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5)),
        (0.3, (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)),
        (1.0, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (50.0, (0, 10, 20, 30, 40, 50)),
        (0.000003, (0, 0.000001, 0.000002, 0.000003)),
        (0.0, (0,)),
        (float("inf"), (0,)),
        (float("nan"), (0,)),
    ],
)
def test_ticks_are_round_and_few(end, ticks):
    """1, 2 or 5 times a power of ten; a run that took no time has one."""
    assert axis(end).ticks == ticks


@pytest.mark.parametrize("end", [10.0**power * factor for power in range(-5, 8) for factor in (1, 1.3, 2.7, 4.9, 9.99)])
def test_no_run_is_too_short_or_too_long(end):
    """From microseconds to months."""
    found = axis(end).ticks
    assert 2 <= len(found) <= MOST_TICKS + 1
    assert found[-1] <= end


def test_what_lies_outside_stands_at_the_edge():
    """Nothing is drawn outside the picture."""
    assert [axis(4.0).at(time, 100) for time in (-1.0, 0.0, 1.0, 4.0, 9.0)] == [0, 0, 25, 100, 100]
    assert axis(0.0).at(0.0, 100) == 0


def test_the_first_tick_bears_the_unit():
    """The others are bare numbers."""
    assert [axis(2.0).label(tick) for tick in (0.0, 0.5)] == ["0 s", "0.5"]


def test_a_time_is_rounded_to_the_clocks_own_microseconds():
    """Sums of floats come out equal, and there is no negative zero."""
    assert exact(0.1 + 0.2) == 0.3
    assert str(exact(-0.0)) == "0.0"
    assert [number(time) for time in (2.0, 0.5, 1.000001, 100.0, float("inf"))] == [
        "2",
        "0.5",
        "1.000001",
        "100",
        "inf",
    ]
    assert (seconds(2.5), seconds(None)) == ("2.5 s", "never")
