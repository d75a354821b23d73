"""A source and a sink that take turns: what a run shows of who reads the next item only when the last one is used."""

from __future__ import annotations

from itertools import pairwise

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Run
from asynclab.observe.seconds import exact
from asynclab.observe.spans import length, work

_READ_AHEAD = "Read ahead in a task of its own, and hand the items over through an `asyncio.Queue` with a bound."
_FEWEST = 3  # items of which it is seen


def in_turns(run: Run) -> Guess:
    """Return a guess if one source made nothing while its items were used, though that took time, and each of its items
    took time as well."""
    made = [mark for mark in run.marks if mark.kind == "made"]
    sinks = {mark.name for mark in run.marks if mark.kind == "used"}
    used = [span for span in work(run) if span.kind == "call" and span.name in sinks and length(span, run) > 0]
    if len({mark.name for mark in made}) != 1 or len({span.name for span in used}) != 1 or len(made) < _FEWEST:
        return Guess()
    for before, after in pairwise(made):
        between = [span for span in used if before.time <= span.start < after.time]
        spent = exact(sum(length(span, run) for span in between))
        still = any((run.elapsed if span.end is None else span.end) > after.time for span in between)
        if not between or still or exact(after.time - before.time) <= spent:
            return Guess()
    source, sink = code(made[0].name), code(used[0].name)
    return Guess(fact=f"They took turns: while {sink} used an item, {source} made none.", remedy=_READ_AHEAD)
