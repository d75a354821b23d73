"""How samples become the name of one line."""

from __future__ import annotations

import dis
from types import CodeType

from asynclab.course.cell.session.printing import LimitedStream
from asynclab.observe.blocking.cpu_sampler import SeenFrame, Spot, burst, hog, hot_path, is_unseen, loop_head


def _loops(items):
    total = 0  # +1
    for item in items:  # +2
        total += item  # +3
        while total > 10:  # +4
            total -= 1  # +5
    return sorted(items)  # +6


def _prints(items):
    _loops(items)  # +1
    while True:  # +2
        print(items)  # +3


async def _pauses(items):
    for item in items:  # +1
        await item  # +2
        while item:  # +3
            item -= 1  # +4


def _powers(n):
    powers = n**n  # +1
    return _loops(  # +2
        [n, powers]
    )


def _helped(n):
    _powers(n)  # +1
    return _loops([n])  # +2


def _chained(n):
    sorted(n)  # +1
    return _loops(_loops(n))  # +2


def seen(code: CodeType, call: str = "") -> SeenFrame:
    """A function's frame at its first instruction, or in its last call."""
    at = [each for each in dis.get_instructions(code) if each.opname.startswith(call or "RESUME")]
    line = code.co_firstlineno if not call else max(at.positions.lineno for at in at if at.positions)
    return SeenFrame(code, line, at[-1].offset, {})


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


def test_one_look_at_a_call_that_has_just_begun_names_what_was_before_it() -> None:
    """An operation gives nobody a turn: the look comes when the next function begins, which has not computed yet.
    Without an operation before it, it was one in the call before."""
    look = (seen(_loops.__code__), seen(_powers.__code__, "CALL"))
    assert hog([look], 0.2) == (spot(_powers, 1),)
    look = (seen(_loops.__code__), seen(_helped.__code__, "CALL"))
    assert hog([look], 0.2) == (spot(_helped, 1),)
    look = (seen(_loops.__code__), seen(_chained.__code__, "CALL"))
    assert hog([look], 0.2) == (spot(_chained, 1),)


def test_several_looks_name_the_call_itself() -> None:
    """Where others have their turn, the place at which they look is where the time goes."""
    inside, caller = seen(_loops.__code__), seen(_powers.__code__, "CALL")
    assert hog([(inside, caller)] * 9, 0.2)[0] == Spot(_powers.__code__, caller.line)


def test_a_step_of_less_processor_time_names_nothing() -> None:
    """However often it was looked at: the machine was slow, not the step."""
    assert hog([(seen(_loops.__code__),)] * 9, 0.19) == ()


def test_a_long_step_that_nobody_could_look_at_is_known_by_its_time() -> None:
    """Half a second of processor time without a look, or with one that came too late, was one operation."""
    assert is_unseen([], 0.5)
    assert is_unseen([(seen(dis.dis.__code__),)], 0.5)
    assert not is_unseen([], 0.49)
    assert not is_unseen([(seen(dis.dis.__code__),)] * 2, 0.5)
    assert not is_unseen([(seen(_powers.__code__, "CALL"),)], 0.5)


def test_what_has_gone_on_is_a_burst_and_where_a_step_still_is_none() -> None:
    """Of the first it is known that it came to its end. Who prints is still where it was, though a notebook's stream
    is ours, and we count for nothing elsewhere."""
    computing, printing = seen(_prints.__code__, "CALL"), seen(LimitedStream.write.__code__)
    before = SeenFrame(_prints.__code__, spot(_prints, 1).line, 0, {})
    assert burst([(before,)] * 9 + [(computing,)], 0.3) == (spot(_prints, 1),)
    assert burst([(computing,)] * 10, 0.3) == ()
    assert burst([(computing,)] * 9 + [(printing, computing)], 0.3) == ()
    assert burst([(before,)] * 9 + [(printing, computing)], 0.3) == (spot(_prints, 1),)
