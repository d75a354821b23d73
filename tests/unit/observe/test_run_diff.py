"""Where two runs part is told by the first thing that happened in one of them alone."""

from dataclasses import replace

import pytest

from asynclab.observe import record
from asynclab.observe.run import Ending, Run
from tests.unit.expect.by_hand import call, left, mark, read, run

from .desk import answer
from .run_files.runs import busy

TOGETHER = run(call("web", 0.0, 3.0), call("wiki", 0.0, 1.0), read(("a", 1.0)))
IN_TURN = run(call("web", 0.0, 3.0), call("wiki", 3.0, 4.0), read(("a", 4.0)))


def test_the_first_divergence_is_told_with_its_time_its_lane_and_both_sides():
    """One began a call where the other went on; what is common before stands above it."""
    parting = TOGETHER.diff(IN_TURN)
    assert (parting.equal, parting.time, parting.lane, parting.common) == (False, 0.0, "wiki", 1)
    assert (parting.here, parting.there) == ("wiki: call begins", "web: call ends (done) (at 3 s)")
    assert str(parting).splitlines() == [
        "The runs part at 0 s, in `wiki`, after 1 event in common.",
        "                  0 s  web: call begins",
        "≠  here           0 s  wiki: call begins",
        "≠  there          0 s  web: call ends (done) (at 3 s)",
    ]


def test_the_other_way_round_the_sides_are_exchanged():
    """The time and the lane are the same: of what happened first."""
    one, other = TOGETHER.diff(IN_TURN), IN_TURN.diff(TOGETHER)
    assert (one.time, one.lane, one.here, one.there) == (other.time, other.lane, other.there, other.here)


@pytest.mark.parametrize("made", [busy, lambda: Run(Ending.RETURNED), lambda: record(answer)[0]])
def test_equal_runs_say_so(made):
    """With how much was compared."""
    parting = made().diff(made())
    assert parting.equal
    assert str(parting).startswith("The runs are equal: ")


@pytest.mark.parametrize(
    ("other", "lane", "there"),
    [
        (run(call("web", 0.0, 3.0), call("wiki", 0.0, 1.0, "error"), read(("a", 1.0))), "wiki", "call ends (error)"),
        (run(call("web", 0.0, 3.0), call("wiki", 0.0, 1.0), read(("b", 1.0))), "reader", "item 'b'"),
        (run(call("web", 0.0, 3.0), call("wiki", 0.0, 1.0, tags=("t",)), read(("a", 1.0))), "wiki", "begins tags t"),
        (run(call("web", 0.0, 3.0), call("wiki", 0.0, 1.0), read(("a", 1.0)), value=7), "run", "returned 7"),
        (
            run(call("web", 0.0, 3.0), call("wiki", 0.0, 1.0), read(("a", 1.0)), mark("m", "user", 9.0)),
            "run",
            "m: user",
        ),
        (replace(TOGETHER, left=(left(),)), "left", "feeder"),
        (replace(TOGETHER, seed=3), "seed", "3"),
    ],
)
def test_whatever_differs_is_found(other, lane, there):
    """An ending, an item, a tag, the value, a mark more, and what no event has."""
    parting = TOGETHER.diff(other)
    assert not parting.equal
    assert parting.lane == lane
    assert there in parting.there
    assert str(parting).count("≠") == 2


def test_a_change_that_no_event_tells_is_told_by_its_field():
    """A span's place in the code is part of a run, and of no event."""
    changed = replace(TOGETHER, spans=(replace(TOGETHER.spans[0], stalled=1.0), *TOGETHER.spans[1:]))
    parting = TOGETHER.diff(changed)
    assert (parting.time, parting.lane) == (None, "spans")
    assert parting.here != parting.there


def test_long_texts_are_cut_to_where_they_part():
    """The beginning of a value of a thousand letters says nothing of its end."""
    one, other = (run(call("web", 0.0, 1.0), read(("x" * 1000 + end, 1.0))) for end in "ab")
    parting = one.diff(other)
    assert parting.here.endswith("xa'")
    assert parting.there.endswith("xb'")
    assert len(str(parting).splitlines()[-1]) < 200
