"""A stalled loop in words: who did it, and what to do instead."""

from __future__ import annotations

from collections import Counter

from asynclab.expect.messages.wording import at, code
from asynclab.expect.outcome import Failure
from asynclab.observe.blocking.rules import RULES
from asynclab.observe.run import Blocking, Ending, Run

LOOPS = "an endless loop"  # as the lab says it, which is not loaded where a command waits for a sandbox
STALLED = "blocked the event loop"  # in whatever says that something did


def culprit(finding: Blocking) -> str:
    """Say who blocks: "`time.sleep` (cell 3, line 7, ...)", or "Line ... kept the processor busy and"."""
    if finding.call:
        return f"{code(finding.call)}{at(finding.place)}"
    rule = RULES.get(finding.rule)
    return f"Your code{at(finding.place)} {rule.what if rule else 'did not let go'} and"


def best_of(remedies: tuple[str, ...]) -> str:
    """Return the remedies in a sentence, the best first."""
    if not remedies:
        return "Await an async version of it, or move it to a thread: `await asyncio.to_thread(...)`."
    return f"Instead: {'; or '.join(remedies[:3])}."


def used_up(run: Run, endless: Failure) -> tuple[Failure, ...]:
    """Return the failures of a run that was stopped: for the line that kept the processor busy most often, and came to
    its end each time, in place of what is told of a run that does not end. Both where they are of different functions,
    since there may be a loop without end as well."""
    busy = [each for each in run.blocking if each.cpu and each.mine] if run.ending is Ending.STOPPED else []
    if not busy:
        return (endless,)
    place, _ = Counter(each.place for each in busy).most_common(1)[0]
    worst = next(each for each in busy if each.place == place)
    ended = Failure(
        f"{culprit(worst)} {STALLED}. The run was stopped when it had used up the processor's time that one run has.",
        "An answer needs little of that time; and while a line computes, no other task has its turn.",
        "Compute less there, or less often, and see that each loop around it and behind it ends. What has to compute "
        "for long belongs out of the loop's thread: `await asyncio.to_thread(...)`.",
        place=place,
    )
    own = {at.function for at in (place, worst.coroutine) if at is not None}
    elsewhere = LOOPS in endless.cause and endless.place is not None and endless.place.function not in own
    return (ended, endless) if elsewhere else (ended,)
