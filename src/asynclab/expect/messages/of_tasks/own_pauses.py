"""A line of the student's own that slept for just as long as something is late."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from asynclab.expect.messages.diagnosis import Guess, blocked, idle, late, slow
from asynclab.expect.messages.of_tasks.taking_turns import in_turns
from asynclab.expect.messages.wording import at, code
from asynclab.observe.critical_path import PathFinder, SegmentKind
from asynclab.observe.run import Pause, Place, Run, Span, SpanEnd
from asynclab.observe.seconds import exact, seconds
from asynclab.observe.spans import work

_LEAVE_OUT = "If nothing asks for a pause there, take it out."


def late_by(run: Run, came: float, due: float) -> Guess:
    """Guess why something came at an instant and not when it was due, both in virtual seconds: by a loop that stood
    still, a pause of the student's own, or what the run shows else."""
    if held := blocked(run, until=came):
        return held
    own, other = paused(run, came, came - due), late(run, came)
    return replace(own, fact=other.fact) if own else other


def too_long(run: Run, most: float) -> Guess:
    """Guess why a run took longer than it should at most, in virtual seconds."""
    if held := blocked(run):
        return held
    own = paused(run, run.elapsed, run.elapsed - most)
    return replace(own, fact=idle(run).fact) if own else slow(run) or in_turns(run)


def delayed(run: Run, until: float, late_by: float) -> Guess:
    """Return a guess if lines of the student's own have held the loop, or one has slept, until an instant, for as long
    as something is late then; both in virtual seconds."""
    held = [each for each in run.blocking if each.mine and exact(each.time + each.stall) <= exact(until)]
    as_long = held and exact(sum(each.stall for each in held)) == exact(late_by)
    return (blocked(run, until=until) if as_long else Guess()) or paused(run, until, late_by)


def paused(run: Run, until: float, late_by: float) -> Guess:
    """Return a guess if one line has slept, until an instant, for as long as something is late then, both in virtual
    seconds, and nothing else went on that would have taken the time. Whether a pause is due there, only the task
    knows."""
    if not run.pauses or late_by <= 0:
        return Guess()
    if for_nothing := _behind_the_last(run, until, late_by):
        return for_nothing
    waits = [each for each in PathFinder(run).until(until) if each.kind is SegmentKind.WAIT]
    slept: dict[Place, float] = defaultdict(float)
    for pause in (each for each in run.pauses if not _before_another_attempt(run, each)):
        slept[pause.place] += sum(max(0.0, min(pause.end, w.end) - max(pause.start, w.start)) for w in waits)
    as_long = [place for place, length in slept.items() if exact(length) == exact(late_by)]
    if len(as_long) != 1:
        return Guess()
    how_long = f"had slept for {seconds(late_by)} until then, and it is late by as much"
    return Guess(f"Perhaps a pause too many: `asyncio.sleep`{at(as_long[0])} {how_long}.", _LEAVE_OUT)


_AFTER_EACH = "Pause only where another attempt follows: ask that before you sleep."


def _behind_the_last(run: Run, until: float, late_by: float) -> Guess:
    """Return a guess if a line slept until an instant, from when a call had failed that was not made again."""
    for pause in run.pauses:
        in_time = exact(pause.start) <= exact(until - late_by) and exact(pause.end) == exact(until)
        failed = _failed_at(run, pause.start) if in_time else ()
        if failed and not any(_made_again(run, each, pause.end) for each in failed):
            last = failed[-1]
            slept = f"`asyncio.sleep`{at(pause.place)} waited {seconds(exact(pause.end - pause.start))} more"
            told = f"{code(last.name)} had failed for the last time at {seconds(pause.start)}"
            return Guess(f"After {told}, {slept}, and nothing came of it.", _AFTER_EACH)
    return Guess()


def _before_another_attempt(run: Run, pause: Pause) -> bool:
    """Whether a pause lies between a call that failed and the next attempt at it."""
    return any(_made_again(run, each, pause.end, at_once=True) for each in _failed_at(run, pause.start))


def _failed_at(run: Run, time: float) -> tuple[Span, ...]:
    return tuple(each for each in work(run) if each.how is SpanEnd.ERROR and exact(each.end or 0.0) == exact(time))


def _made_again(run: Run, failed: Span, since: float, *, at_once: bool = False) -> bool:
    """Whether the same was asked from an instant on; at_once: at that very instant."""
    again = (each for each in work(run) if (each.name, each.data) == (failed.name, failed.data))
    return any(exact(each.start) == exact(since) if at_once else each.start >= since for each in again)
