"""How samples become the name of one line."""

from __future__ import annotations

from asynclab.observe.blocking.cpu_sampler import Spot, hot_path, loop_head


def _loops(items):
    total = 0  # +1
    for item in items:  # +2
        total += item  # +3
        while total > 10:  # +4
            total -= 1  # +5
    return sorted(items)  # +6


async def _pauses(items):
    for item in items:  # +1
        await item  # +2
        while item:  # +3
            item -= 1  # +4


def spot(function, offset: int) -> Spot:
    return Spot(function.__code__, function.__code__.co_firstlineno + offset)


def test_a_loop_is_one_place() -> None:
    """Any line of a loop, however deep, stands for the head of the outermost loop around it."""
    assert {loop_head(spot(_loops, n)) for n in (2, 3, 4, 5)} == {spot(_loops, 2)}


def test_a_line_outside_of_loops_stands_for_itself() -> None:
    """A call into C that computes for long is its own line."""
    assert loop_head(spot(_loops, 6)) == spot(_loops, 6)


def test_a_loop_that_awaits_gives_others_their_turn() -> None:
    """It is not what stalls the loop: the loop inside of it is."""
    assert loop_head(spot(_pauses, 2)) == spot(_pauses, 2)
    assert loop_head(spot(_pauses, 4)) == spot(_pauses, 3)


def test_samples_agree_as_far_inwards_as_three_quarters_of_them_do() -> None:
    """The helper is named where the time is spent there; the loop that calls several, where it is not."""
    outer, inner, other = spot(_pauses, 3), spot(_loops, 6), spot(_loops, 2)
    assert hot_path([(outer, inner)] * 3 + [(outer,)]) == (outer, inner)
    assert hot_path([(outer, inner)] * 2 + [(outer, other)] * 2) == (outer,)
    assert hot_path([(inner,), (other,)] * 4) == (other,)


def test_no_samples_name_no_line() -> None:
    """A library's own work leaves none of the student's lines."""
    assert hot_path([]) == ()
