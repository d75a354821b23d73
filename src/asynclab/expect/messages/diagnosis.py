"""Guessing the slip behind a number: a failure should name the mistake, not only the difference.

Each guess is a pure function of the run. It speaks only when the run shows the mistake, and says how.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from asynclab.expect.messages.stalls import STALLED, best_of, culprit
from asynclab.expect.messages.wording import code, count, listed, names, shown, stretch, times
from asynclab.observe.plain import KIND
from asynclab.observe.run import Ending, Plain, Run, Span, SpanEnd
from asynclab.observe.seconds import exact, number, seconds
from asynclab.observe.spans import length, let_in_singly, peak, work

SIDE_BY_SIDE = (
    "Start what can run side by side before you await any of it: "
    "with `asyncio.gather`, an `asyncio.TaskGroup`, or parallel branches of a graph."
)
LET_IN = (
    "Look at what lets them in, a lock, the count of a semaphore or of a pool, a queue with one worker: "
    "it has to let in as many as may run at once."
)
CLOSING = (
    "Close it where you stop reading it: `async with contextlib.aclosing(...)` around the loop; or cancel the task "
    "that reads it, and await that."
)


@dataclass(frozen=True)
class Guess:
    """The likely slip and its remedy; all empty where nothing is known. fact: what the run shows beside, and what does
    not say yet which slip is behind it: the author of a check may know."""

    cause: str = ""
    remedy: str = ""
    fact: str = ""

    def __bool__(self) -> bool:
        return bool(self.cause or self.fact or self.remedy)

    def after(self, seen: str) -> str:
        """Return what was seen, with the fact behind it."""
        return f"{seen} {self.fact}".rstrip()


_POOLS = "concurrent.futures.Future"
WRAPPED = (
    "Make it awaitable: `await asyncio.wrap_future(future)`; or let the loop ask the pool: "
    "`await asyncio.get_running_loop().run_in_executor(pool, function, ...)`."
)
_UNAWAITED = {
    "coroutine": "coroutine",
    "async_generator": "async generator",
    "Task": "task",
    "Future": "future",
    "_GatheringFuture": "`gather` future",
    _POOLS: "pool future",
    "async_generator_asend": "`anext(...)`",
    "anext_awaitable": "`anext(...)`",
}


_STARTED = {"Task", "Future", "_GatheringFuture"}
_RESULT = (
    "Put `await` before each, or give several of them to `asyncio.gather` and put `await` before that; of a task that "
    "is done, as behind the block of its `TaskGroup`, take `.result()`."
)


def unawaited(value: Plain, deep: int = 5) -> Guess:
    """Return a guess if a value holds a coroutine, or the like, where its result should be. This is the commonest slip
    of all.
    """
    found = list(islice(_handed_on(value, deep), 100))
    if not found:
        return Guess()
    told = listed([count(often, _UNAWAITED[kind]) for kind, often in Counter(found).items()])
    if set(found) == {_POOLS}:
        return Guess(f"What came back holds {told} in place of results: that is what `submit` gives.", WRAPPED)
    if set(found) <= _STARTED:  # and awaited, perhaps
        return Guess(f"What came back holds {told} in place of results.", _RESULT)
    return Guess(
        f"What came back holds {told} in place of results: it was handed on without being awaited.",
        "Put `await` before the call, or give several of them to `asyncio.gather` and await that; read a generator "
        "with `async for`. A function of yours that a library calls and does not await, a graph's reducer for "
        "instance, has to be a plain `def`.",
    )


def _handed_on(value: Plain, deep: int) -> Iterator[str]:
    if isinstance(value, dict) and value.get(KIND) in _UNAWAITED:
        yield str(value[KIND])
    elif deep and isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _handed_on(part, deep - 1)


def did_nothing(run: Run) -> bool:
    """Return whether an answer called nothing that was scripted, and gave nothing back."""
    return run.ending is Ending.RETURNED and run.value is None and not run.items and not work(run)


def first_of(run: Run, guesses: Sequence[Callable[[Run], Guess]]) -> Guess:
    """Return the first guess that has something to say."""
    for guess in guesses:
        found = guess(run)
        if found:
            return found
    return Guess()


def slow(run: Run) -> Guess:
    """Guess why a run took longer than it should."""
    return first_of(run, (blocked, called_after_cancel, one_after_another, tried_again_in, idle, late_starts))


def late(run: Run, at: float) -> Guess:
    """Guess why something in a run came late. at: when it did, in virtual seconds: what came after that is no reason.
    That calls ran one after another is told as no more than that: it may be what is asked for.
    """
    until = replace(
        run,
        elapsed=min(at, run.elapsed),
        spans=tuple(span for span in run.spans if span.start < at),
        blocking=tuple(each for each in run.blocking if each.time < at),
    )
    if held := blocked(run, until=at):
        return held
    found = slow(until)
    return Guess(fact=found.cause) if found.cause and found == one_after_another(until) else found


def fast(run: Run) -> Guess:
    """Guess why a run was over sooner than it should be."""
    return first_of(run, (not_waited_for, cut_short, nothing_done))


def blocked(run: Run, since: float = float("-inf"), until: float = float("inf")) -> Guess:
    """Return a guess if the loop stood still. since, until: only what did so between these, in virtual seconds; of the
    worst line it is told for how long it did in the whole run, as the picture has it."""
    stalls = [each for each in run.blocking if each.mine and each.time < until and each.time + each.stall > since]
    if not stalls:
        return Guess()
    worst = max(stalls, key=lambda finding: finding.stall)
    same = [finding for finding in stalls if (finding.place, finding.rule) == (worst.place, worst.rule)]
    every = [each for each in run.blocking if (each.place, each.rule) == (worst.place, worst.rule)]
    total = exact(sum(finding.stall for finding in every))
    how_long = f" for {seconds(total)}{' in all' if len(every) > 1 else ''}" if total else ""
    others = f", and {count(len(stalls) - len(same), 'other call')} did as well" if len(same) < len(stalls) else ""
    return Guess(f"{culprit(worst)} {STALLED}{how_long}{others}.", best_of(worst.remedies))


def one_after_another(run: Run) -> Guess:
    """Return a guess if no two pieces of work overlapped; attempts at one call, which have to, are none. It is the
    cause where they fill the time. Whether they could have run side by side, only the task knows.
    """
    spans = _work(run)
    again = tried_again(spans) and len({span.name for span in spans}) == 1
    found = Guess() if again else in_sequence(run, spans)
    if not found or found.remedy is LET_IN:
        return found
    if once := _once(spans):
        return replace(found, remedy=f"{once} Where several are: {SIDE_BY_SIDE[0].lower()}{SIDE_BY_SIDE[1:]}")
    between = idle(run)
    if between:
        return Guess(fact=f"{found.cause} {between.fact}", remedy=between.remedy)
    return found


def _once(spans: Sequence[Span]) -> str:
    """What to do about a call that was made again where one is due; "" if there is none."""
    if repeated := _asked_twice(spans):
        return f"Where one call of {code(repeated)} is due, make it once, and keep what it gives."
    ends = {(span.name, span.end) for span in spans if span.how is SpanEnd.ERROR}
    again = next((span for span in spans if (span.name, span.start) in ends), None)
    if again is None:
        return ""
    told = f"{code(again.name)} failed at {seconds(again.start)} and was called again at that instant."
    return f"{told} Where one call of it is due, make it once, whether it fails or not."


def _asked_twice(spans: Sequence[Span]) -> str:
    """The name of what was asked the same again although it had answered; "" if nothing was."""
    done = [(span.name, repr(span.data)) for span in spans if span.data and span.how is SpanEnd.DONE]
    return next((name for (name, _), often in Counter(done).items() if often > 1), "")


def _work(run: Run) -> list[Span]:
    """What takes time, without sinks: these are called one after another for good reason."""
    sinks = {mark.name for mark in run.marks if mark.kind == "used"}
    return [span for span in work(run) if span.name not in sinks and length(span, run) > 0]


def in_sequence(run: Run, spans: Sequence[Span]) -> Guess:
    """Several spans of which no two overlapped, with the arithmetic where it adds up to the whole."""
    lasting = [span for span in spans if length(span, run) > 0]
    if len(lasting) < 2 or peak(lasting).height > 1:
        return Guess()
    told = [f"{code(span.name)} {stretch(span)}" for span in lasting[:6]] + ["..."] * (len(lasting) > 6)
    lengths = [length(span, run) for span in lasting]
    total = exact(sum(lengths))
    adds_up = total == exact(run.elapsed) and len(lengths) <= 6
    arithmetic = f": {' + '.join(number(each) for each in lengths)} = {seconds(total)}" if adds_up else ""
    ran = f"ran one after another ({', '.join(told)}){arithmetic}."
    if let_in_singly(run, lasting):
        return Guess(f"All had been started, and they {ran}", LET_IN)
    return Guess(f"They {ran}", SIDE_BY_SIDE)


def late_starts(run: Run) -> Guess:
    """Say which pieces of work of those that made the run as long as it was began later than the first, and what had
    just ended then: whether it had to wait for that, as where a limit is full or a plan comes first, only the task
    knows.
    """
    spans = _work(run)
    path = {segment.span for segment in run.critical_path().segments} | {s.id for s in spans if s.end == run.elapsed}
    late = [span for span in spans if span.start > spans[0].start and span.id in path]
    if not late:
        return Guess()
    told = listed([_begun(span, spans) for span in late[:3]] + ["more"] * (len(late) > 3))
    remedy = (
        "Where one could have begun sooner, look for the await that held it up. Where one is not due, leave it out."
    )
    return Guess(fact=f"Later than the first began {told}.", remedy=remedy)


def _begun(span: Span, spans: Sequence[Span]) -> str:
    before = names(each.name for each in spans if each is not span and each.end == span.start and each.last is not None)
    return f"{code(span.name)} at {seconds(span.start)}" + (f" (when {before} had ended)" if before else "")


def tried_again_in(run: Run) -> Guess:
    """Return a guess if a call of the run failed, and was made again."""
    return tried_again(work(run))


def tried_again(spans: Sequence[Span]) -> Guess:
    """Return a guess if one of the calls failed, and the same was asked again after that."""
    for name in dict.fromkeys(span.name for span in spans if span.how is SpanEnd.ERROR):
        same = [span for span in spans if span.name == name]
        if _asked_again(same, SpanEnd.ERROR):
            failed = sum(span.how is SpanEnd.ERROR for span in same)
            return Guess(fact=f"{code(name)} failed {count(failed, 'time')} and was called {count(len(same), 'time')}.")
    return Guess()


def called_after_cancel(run: Run) -> Guess:
    """Return a guess if a call was cancelled, and the same was asked again after that. Whether its own deadline or the
    reader's leaving had cancelled it, only the reader's leaving tells.
    """
    spans = work(run)
    for name in dict.fromkeys(span.name for span in spans if span.how is SpanEnd.CANCELLED):
        again = _asked_again([span for span in spans if span.name == name], SpanEnd.CANCELLED)
        if again:
            first, second = again
            told = f"{code(name)} was cancelled at {seconds(first.end)} and called again at {seconds(second.start)}"
            if run.left_early is None or (first.end or 0.0) < run.left_early:
                return Guess(fact=f"{told}.")
            return Guess(
                f"{told}: the cancellation was taken for a failed attempt.",
                "Let `CancelledError` through: catch the errors that a second attempt may mend, and no others.",
            )
    return Guess()


def _asked_again(same: Sequence[Span], how: SpanEnd) -> tuple[Span, Span] | None:
    """A call that ended in this way, and a later one that asks the same."""
    for at, span in enumerate(same):
        if span.how is how and span.last is not None:
            for later in same[at + 1 :]:
                if later.first > span.last and later.data == span.data:
                    return span, later
    return None


def idle(run: Run) -> Guess:
    """Return a guess if there is a stretch in which nothing was in flight; a pause before another attempt is none."""
    gaps, busy_until, spans = [], 0.0, work(run)
    failed = _failed(spans)
    for span in spans:
        if span.data not in failed.get((span.name, busy_until), ()):  # else the same is asked again
            gaps.append((busy_until, span.start))
        busy_until = max(busy_until, run.elapsed if span.end is None else span.end)
    gaps.append((busy_until, run.elapsed))
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    if not run.spans or exact(end - start) <= 0:
        return Guess()
    return Guess(
        fact=f"From {seconds(start)} to {seconds(end)} nothing was in flight.",
        remedy="Look for a sleep of yours, or a timeout that is waited out: what you were given may wait as well.",
    )


def _failed(spans: Sequence[Span]) -> dict[tuple[str, float | None], list[dict[str, Plain]]]:
    """What was asked by calls that failed, each once, by their name and when that was."""
    found: dict[tuple[str, float | None], list[dict[str, Plain]]] = defaultdict(list)
    for span in spans:
        if span.how is SpanEnd.ERROR and span.data not in found[span.name, span.end]:
            found[span.name, span.end].append(span.data)
    return found


def not_waited_for(run: Run) -> Guess:
    """Work went on after the answer had returned."""
    still = [span for span in work(run) if span.end is None or span.end > run.elapsed]
    unclosed = [span for span in still if span.kind == "stream"]
    if still and len(unclosed) == len(still):
        told = names(span.name for span in still)
        return Guess(f"It did not wait until {told} was closed.", CLOSING)
    if still:
        return Guess(f"It did not wait for {names(span.name for span in still)}.", "Await all that you start.")
    if dropped := names(each.dropped for each in run.left if each.dropped):
        return Guess(f"It did not wait until {dropped} was closed.", CLOSING)
    if run.left:
        kinds = Counter(each.kind for each in run.left)
        told = listed([count(often, kind) for kind, often in kinds.items()])
        return Guess(
            f"It left {told} behind.", "Await the tasks that you start, join the threads, close the generators."
        )
    return Guess()


def cut_short(run: Run) -> Guess:
    """Work was cancelled or failed before its time."""
    spans = work(run)
    cut = [span for span in spans if span.how in (SpanEnd.CANCELLED, SpanEnd.CLOSED, SpanEnd.ERROR)]
    if not cut:
        return Guess()
    if run.ending is Ending.RETURNED and all(span.how is SpanEnd.ERROR for span in cut):
        return _after_failures(spans, cut)  # each was waited for, and cut nothing short
    ends = [f"{code(span.name)} {_ended[span.how]} at {seconds(span.end)}" for span in cut[:6]]
    return Guess(fact=f"Not everything ran to its end: {listed(ends)}.")


def _after_failures(spans: Sequence[Span], failed: Sequence[Span]) -> Guess:
    """Say of calls that failed how long it was until they were made again, or that they were not."""
    if not (again := tried_again(spans)):
        return Guess(fact=f"{names(span.name for span in failed)} failed, and nothing of that was tried again.")
    first = next(span for span in failed if tried_again([each for each in spans if each.name == span.name]))
    same = [span for span in spans if (span.name, span.data) == (first.name, first.data)]
    waits = [exact(later.start - (one.end or 0.0)) for one, later in pairwise(same) if one.how is SpanEnd.ERROR]
    if len(waits) > _MOST or min(waits, default=-1.0) < 0:  # several of that name were asked side by side
        return again
    return replace(again, fact=f"{again.fact} In between it waited {times(waits)}.")


_MOST = 8  # waits that are told
_ended = {SpanEnd.CANCELLED: "was cancelled", SpanEnd.CLOSED: "was closed", SpanEnd.ERROR: "failed"}


def nothing_done(run: Run) -> Guess:
    """Return a guess if nothing that takes time was called."""
    if work(run):
        return Guess()
    return Guess("None of the tools and models it was given was called.")


_AFTER_LEAVING = "Where the reader has left, call what cleans up, once, and nothing else."


def late_after(run: Run, until: float) -> Guess:
    """Guess what went on from when the reader had left until an instant, in virtual seconds: by what the run shows."""
    left = run.left_early
    if left is None:
        return Guess()
    if run.ending is Ending.RETURNED and run.value is not None:
        return Guess(
            f"It returned {shown(run.value)} to a caller who had left: the cancellation was caught, and not raised "
            "again.",
            "Clean up in `finally`, and `raise` the `CancelledError` again.",
        )
    again = called_after_cancel(run)
    if again.cause:
        return again
    begun = [span for span in work(run) if left < span.start < until]
    if begun:
        told = listed([f"{code(span.name)} ({stretch(span)})" for span in begun[:3]])
        return Guess(f"After the reader had left at {seconds(left)}, it still called {told}.", _AFTER_LEAVING)
    more = [mark for mark in run.marks if mark.kind == "made" and left < mark.time <= until]
    if more:
        return Guess(
            f"After the reader had left at {seconds(left)}, {code(more[0].name)} still made "
            f"{count(len(more), 'item')}.",
            "Stop reading it when the reader leaves, and close it.",
        )
    return again


def at_work(run: Run, since: float) -> Guess:
    """Say what was in flight from an instant to the end, in virtual seconds."""
    still = [span for span in work(run) if span.start < run.elapsed and (span.end is None or span.end > since)]
    if still:
        told = f"In that time {names(span.name for span in still)} was in flight."
        return Guess(told, "When the reader leaves, cancel what you have started, and close what you read.")
    return Guess(
        "In that time nothing was in flight.",
        "Look for a sleep behind an `except` or in a `finally`, and `raise` the `CancelledError` again.",
    )
