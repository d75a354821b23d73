"""A line of the student's own that slept for just as long as something is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from asynclab.expect.messages.diagnosis import Guess, blocked, idle, late, slow
from asynclab.expect.messages.of_tasks.taking_turns import in_turns
from asynclab.expect.messages.wording import at, code
from asynclab.observe.critical_path import PathFinder, SegmentKind
from asynclab.observe.run import Pause, Place, Run, SpanEnd
from asynclab.observe.seconds import exact, seconds
from asynclab.observe.spans import work

A_PAUSE = "Perhaps a pause too many: `asyncio.sleep`"
LEAVE_OUT = "If nothing asks for a pause there, take it out."


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
    attempts = _Attempts.of(run)
    if for_nothing := _behind_the_last(run, attempts, until, late_by):
        return for_nothing
    waits = [each for each in PathFinder(run).until(until) if each.kind is SegmentKind.WAIT]
    slept: dict[Place, float] = defaultdict(float)
    for pause in (each for each in run.pauses if not attempts.between(each)):
        slept[pause.place] += sum(max(0.0, min(pause.end, w.end) - max(pause.start, w.start)) for w in waits)
    as_long = [place for place, length in slept.items() if exact(length) == exact(late_by)]
    if len(as_long) != 1:
        return Guess()
    how_long = f"had slept for {seconds(late_by)} until then, and it is late by as much"
    return Guess(f"{A_PAUSE}{at(as_long[0])} {how_long}.", LEAVE_OUT)


_AFTER_EACH = "Pause only where another attempt follows: ask that before you sleep."
_NamedCall = tuple[str, str]  # what was called, and with what


@dataclass(frozen=True)
class _Attempts:
    """The calls of a run. failed: what failed at an instant; begun: what was called at one; last: when each was called
    for the last time."""

    failed: Mapping[float, tuple[_NamedCall, ...]]
    begun: frozenset[tuple[_NamedCall, float]]
    last: Mapping[_NamedCall, float]

    @classmethod
    def of(cls, run: Run) -> _Attempts:
        """Look through a run, once."""
        failed: dict[float, tuple[_NamedCall, ...]] = {}
        calls = [((span.name, repr(span.data)), span) for span in work(run)]
        for asked, span in calls:
            if span.how is SpanEnd.ERROR and span.end is not None:
                failed[exact(span.end)] = (*failed.get(exact(span.end), ()), asked)
        begun = frozenset((asked, exact(span.start)) for asked, span in calls)
        return cls(failed, begun, {asked: exact(span.start) for asked, span in calls})

    def between(self, pause: Pause) -> bool:
        """Return whether a pause lies between a call that failed and the next attempt at it."""
        failed = self.failed.get(exact(pause.start), ())
        return any((asked, exact(pause.end)) in self.begun for asked in failed)


def _behind_the_last(run: Run, attempts: _Attempts, until: float, late_by: float) -> Guess:
    """Return a guess if a line that sleeps between attempts slept until an instant, from when a call had failed that
    was not made again."""
    between = {each.place for each in run.pauses if attempts.between(each)}
    for pause in (each for each in run.pauses if each.place in between):
        in_time = exact(pause.start) <= exact(until - late_by) and exact(pause.end) == exact(until)
        failed = attempts.failed.get(exact(pause.start), ()) if in_time else ()
        if failed and all(attempts.last[asked] < exact(pause.end) for asked in failed):
            slept = f"`asyncio.sleep`{at(pause.place)} waited {seconds(exact(pause.end - pause.start))} more"
            told = f"{code(failed[-1][0])} had failed for the last time at {seconds(pause.start)}"
            return Guess(f"After {told}, {slept}, and nothing came of it.", _AFTER_EACH)
    return Guess()
