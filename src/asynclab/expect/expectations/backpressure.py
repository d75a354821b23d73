"""Backpressure: that a fast maker waits for a slow reader, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.arrivals import read_first
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.of_values.near_values import left_out
from asynclab.expect.messages.wording import at, code, count, sentence, shown, times
from asynclab.expect.outcome import Failure
from asynclab.expect.query import calls, marks, nothing_named
from asynclab.expect.same_facts import never_called
from asynclab.observe.run import READER, HighWater, Mark, Plain, Run, SpanEnd
from asynclab.observe.seconds import seconds
from asynclab.observe.spans import peak


@dataclass(frozen=True)
class NeverAhead(Expectation):
    """`made` was never further ahead of `used` than `by` items."""

    made: str
    used: str
    by: int

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure, with the instant at which it was furthest ahead."""
        made, used = marks(run, self.made, "made"), marks(run, self.used, "used")
        if not made:
            yield nothing_named(run, self.made, "made an item")
        if not used:
            yield nothing_named(run, self.used, "used an item")
        if not made or not used:
            return
        ahead, time, taken = _furthest(made, used)
        if ahead > self.by:
            lost = left_out([_value(mark) for mark in made], [_value(mark) for mark in used])
            guess = lost or _no_brake(run, self.used, self.by)
            so_far = f"had made {count(ahead + taken, 'item')} and {code(self.used)} had used {taken or 'none'}"
            yield Failure(
                guess.after(f"At {seconds(time)}, {code(self.made)} {so_far}: {ahead} ahead."),
                guess.cause,
                guess.remedy,
                f"It may be at most {self.by} ahead.",
                timeline=True,
            )


def _furthest(made: Iterable[Mark], used: Iterable[Mark]) -> tuple[int, float, int]:
    """The greatest lead, when it was first reached, and how many items had been used by then."""
    steps = sorted([(mark.seq, 1, mark.time) for mark in made] + [(mark.seq, -1, mark.time) for mark in used])
    lead = taken = 0
    best = (0, 0.0, 0)
    for _, step, time in steps:
        lead += step
        taken += step < 0
        if lead > best[0]:
            best = (lead, time, taken)
    return best


def _no_brake(run: Run, used: str, by: int) -> Guess:
    """Return a guess that names a queue without a bound, if it did hold more than the maker may be ahead; or what else
    let it go ahead: several calls of who uses them at once, or the only queue, which was full."""
    remedy = "Give the queue a bound (`asyncio.Queue(maxsize=...)`) and `await` its `put`."
    for queue in sorted(run.queues, key=lambda each: -each.most):
        if queue.bound == 0 and queue.most > by:
            return Guess(
                f"The queue{at(queue.place)} has no bound, and held {count(queue.most, 'item')} at once.", remedy
            )
    at_once = peak(calls(run, used)).height if used != READER else 0
    if at_once > 1:
        return Guess(
            fact=f"{at_once} calls of {code(used)} were in flight at once.",
            remedy=f"Await each call of {code(used)} before you take the next item.",
        )
    if len(run.queues) == 1 and run.queues[0].most == run.queues[0].bound:
        full = run.queues[0]
        fact = f"The queue{at(full.place)} has room for {full.bound}, and was full."
        return Guess(fact=fact, remedy="Compare that with how far ahead it may be: what is in hand counts as well.")
    return Guess(remedy="Take the next item only when the reader is ready for it.")


@dataclass(frozen=True)
class QueueBounded(Expectation):
    """Every queue the answer made has a bound, and none held more than `most` items."""

    most: int | None

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each queue that has no bound or held too much; one if there is no queue."""
        if not run.queues:
            yield Failure(
                "No `asyncio.Queue` was used, so that nothing shows a bound.",
                remedy="Put a bounded queue between the maker and the reader.",
            )
        for queue in run.queues:
            if queue.bound == 0:
                yield self._failure(queue, "It has no bound: a slow reader lets it grow until memory ends.")
            elif self.most is not None and queue.most > self.most:
                yield self._failure(queue, f"Its bound is {queue.bound}.")

    def _failure(self, queue: HighWater, cause: str) -> Failure:
        limit = "" if self.most is None else f" and hold at most {count(self.most, 'item')}"
        return Failure(
            f"The queue{at(queue.place)} held {count(queue.most, 'item')} at once.",
            cause,
            "Give it a bound: `asyncio.Queue(maxsize=...)`.",
            f"It should have a bound{limit}.",
            place=queue.place,
        )


@dataclass(frozen=True)
class UsedAll(Expectation):
    """Everything that was made was used, once and in order."""

    made: str
    used: str

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: lost, repeated or reordered items."""
        made, used = marks(run, self.made, "made"), marks(run, self.used, "used")
        if not made:
            yield nothing_named(run, self.made, "made an item")
            return
        before = [_value(mark) for mark in made]
        # The reader's marks bear no value: what it used is what it received.
        after = [item.value for item in run.items] if self.used == READER else [_value(mark) for mark in used]
        if before == after:
            return
        wanted = "Every item should be used once, in the order it was made."
        if len(after) < len(before):
            guess = self._lost(before, after)
            yield Failure(guess.after(self._counted(before, after)), guess.cause, guess.remedy, wanted, timeline=True)
        elif len(after) > len(before):
            twice = " Items were used twice." if all(after.count(each) >= before.count(each) for each in before) else ""
            yield Failure(f"{self._counted(before, after)}{twice}", "", "", wanted, timeline=True)
        else:
            slot = next(index for index in range(len(before)) if before[index] != after[index])
            seen = f"As item {slot + 1}, {code(self.made)} made {shown(before[slot])}"
            moved = sorted(map(shown, before)) == sorted(map(shown, after))
            cause = "Items overtook one another." if moved else "Items were changed on the way."
            remedy = "Several workers on one queue keep no order." if moved else ""
            yield Failure(
                sentence(f"{seen} and {code(self.used)} used {shown(after[slot])}"),
                cause,
                remedy,
                wanted,
                timeline=True,
            )

    def _lost(self, before: list[Plain], after: list[Plain]) -> Guess:
        """Say which items were lost: all from one on that a loop may take for the end, or others."""
        first = next((at for at, value in enumerate(after) if value != before[at]), len(after))
        fact = f"Items were lost: the first is item {first + 1}, {shown(before[first])}."
        if after == before[: len(after)] and not before[first]:
            return Guess(
                fact=fact,
                remedy="If your loop takes such an item for the end: mark the end with an object that no item can be, "
                "`done = object()`, and ask `is done`.",
            )
        if nothing := left_out(before, after):
            return replace(nothing, fact=fact)
        return Guess(fact=fact, remedy="Look for what drops them, or leaves them in a queue when everything stops.")

    def _counted(self, before: list[Plain], after: list[Plain]) -> str:
        made = f"{code(self.made)} made {count(len(before), 'item')}"
        return f"{made} and {code(self.used)} used {len(after) or 'none'}."


def _value(mark: Mark) -> Plain:
    return mark.data.get("item", mark.data.get("text"))


_LEAVE = (
    "Look at what decides that there is enough: the loop is left there, and `async with contextlib.aclosing(...)` "
    "around it closes what it read."
)


@dataclass(frozen=True)
class Made(Expectation):
    """A source or model made a number of items within bounds."""

    name: str
    least: int
    most: int

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: it made too many, or too few."""
        how_many = len(marks(run, self.name, "made"))
        if self.least <= how_many <= self.most:
            return
        why = self._too_many(run) if how_many > self.most else self._too_few(run)
        seen = f"{code(self.name)} made {count(how_many, 'item')}."
        never = "" if calls(run, self.name) else never_called(self.name)
        wanted = f"It should make {self._wanted()}."
        yield Failure(why.after(seen), why.cause, why.remedy, wanted, timeline=True, fact=never)

    def _too_many(self, run: Run) -> Guess:
        if first := read_first(run, self.name):
            return first
        endings = {span.how for span in run.find(self.name, "stream")}
        if endings & {SpanEnd.DONE, SpanEnd.OPEN}:
            return Guess("Nobody told it to stop, and every item is paid for.", _LEAVE)
        return Guess(
            fact="It was read further than was needed.", remedy="Look at what asks for one more after the last one."
        )

    def _too_few(self, run: Run) -> Guess:
        left = [span for span in run.find(self.name, "stream") if span.how in (SpanEnd.CLOSED, SpanEnd.CANCELLED)]
        if not left:
            return Guess()
        return Guess(fact=f"It was left before its end, at {times([span.end or 0.0 for span in left])}.")

    def _wanted(self) -> str:
        if self.least == self.most:
            return str(self.least)
        if self.least == 0:
            return f"at most {self.most}"
        return f"at least {self.least}" if self.most >= 1 << 30 else f"{self.least} to {self.most}"


def never_ahead(made: str, used: str, by: int) -> Expectation:
    """Expect that the source or model `made` was never more than `by` items ahead of the reader or sink `used`."""
    return NeverAhead(made, used, by)


def queue_bounded(most: int | None = None) -> Expectation:
    """Expect that every `asyncio.Queue` the answer made has a bound. If `most` is given, expect too that no queue held
    more than `most` items at once.
    """
    return QueueBounded(most)


def used_all(made: str, used: str) -> Expectation:
    """Expect that `used` used everything that `made` made, once and in order: nothing lost, nothing overtaken."""
    return UsedAll(made, used)


def made(name: str, exactly: int | None = None, *, least: int = 0, most: int = 1 << 30) -> Expectation:
    """Expect that the source or model `name` made so many items: what was paid for. 0 means that it stayed silent."""
    if exactly is None and not least and most == 1 << 30:
        raise ValueError(f"made({name!r}) promises nothing. Give the number, or `least=`, or `most=`.")
    return Made(name, least, most) if exactly is None else Made(name, exactly, exactly)
