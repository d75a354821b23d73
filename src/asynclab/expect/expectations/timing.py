"""How long things took, and when they began. Virtual time is exact, so these compare with `==`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.diagnosis import Guess, blocked, fast, tried_again
from asynclab.expect.messages.of_tasks.own_pauses import late_by, too_long
from asynclab.expect.messages.wording import code, count, stretch, times
from asynclab.expect.outcome import Failure
from asynclab.expect.query import called, calls, maker_of_left, marks, nothing_named
from asynclab.expect.same_facts import another_number
from asynclab.observe.run import MarkKind, Run, Span, SpanEnd
from asynclab.observe.seconds import exact, seconds
from asynclab.observe.spans import length


@dataclass(frozen=True)
class Took(Expectation):
    """The run took a time from `least` to `most` seconds; `==` where both are the same."""

    least: float
    most: float

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure, with the arithmetic behind the time where it is known."""
        spent = exact(run.elapsed)
        if self.least <= spent <= self.most:
            return
        guess = too_long(run, self.most) if spent > self.most else fast(run)
        wanted = f"It should take {_bounds(self.least, self.most)}."
        due = self.least if self.least == self.most else None
        seen, place = guess.after(f"It took {seconds(spent)}."), maker_of_left(run) if spent < self.least else None
        yield Failure(seen, guess.cause, guess.remedy, wanted, timeline=True, place=place, due=due)


@dataclass(frozen=True)
class Lasted(Expectation):
    """Each span that matches took a time from `least` to `most` seconds."""

    pattern: str
    least: float
    most: float

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each span that did not."""
        spans = calls(run, self.pattern)
        if not spans:
            yield nothing_named(run, self.pattern)
        for span in spans:
            if not self.least <= length(span, run) <= self.most:
                seen = f"{code(span.name)} took {seconds(length(span, run))} ({stretch(span)})."
                ended = run.elapsed if span.end is None else span.end
                guess = blocked(run, span.start, ended) if length(span, run) > self.most else Guess()
                wanted = f"It should take {_bounds(self.least, self.most)}."
                yield Failure(guess.after(seen), guess.cause, guess.remedy, wanted, timeline=True)


@dataclass(frozen=True)
class Began(Expectation):
    """The spans that match began at exactly these times."""

    pattern: str
    times: tuple[float, ...]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure."""
        spans = calls(run, self.pattern)
        began = tuple(exact(span.start) for span in spans)
        if not spans:
            yield nothing_named(run, self.pattern)
        elif began != self.times:
            guess = self._mistimed(began, run)
            wanted = f"It should begin at {times(self.times)}."
            yield Failure(
                guess.after(f"{called(self.pattern)} began at {times(began)}."),
                guess.cause,
                guess.remedy,
                wanted,
                timeline=True,
                absent=began == self.times[: len(began)],  # what was not called did not begin too late
                fact=another_number(self.pattern, self.times, began),
            )

    def _mistimed(self, began: tuple[float, ...], run: Run) -> Guess:
        if len(began) != len(self.times):
            than_due = "more" if len(began) > len(self.times) else "less"
            return Guess(fact=f"That is {than_due} often than is due.")
        if len(began) > 1 and len(set(began)) == 1:
            return blocked(run) or Guess(fact="All of them at one instant.")
        overdue = _last_late(began, self.times)
        return Guess() if overdue is None else late_by(run, *overdue)


@dataclass(frozen=True)
class TimesCalled(Expectation):
    """Calls were made this often, and (if told) at exactly these times."""

    name: str
    often: int
    at: tuple[float, ...] | None

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: another number of calls, or other times."""
        spans = calls(run, self.name)
        began = tuple(exact(span.start) for span in spans)
        if not spans and self.often:
            yield nothing_named(run, self.name)
        elif len(spans) != self.often:
            wanted = f"It should be called {count(self.often, 'time')}."
            seen = f"{called(self.name)} was called {count(len(spans), 'time')}, at {times(began)}."
            guess = self._miscounted(spans)
            yield Failure(guess.after(seen), guess.cause, guess.remedy, wanted, timeline=True)
        elif self.at is not None and began != self.at:
            guess = self._mistimed(began, run)
            seen = f"{called(self.name)} was called at {times(began)}."
            wanted = f"It should be called at {times(self.at)}."
            yield Failure(guess.after(seen), guess.cause, guess.remedy, wanted, timeline=True)

    def _mistimed(self, began: tuple[float, ...], run: Run) -> Guess:
        """The right number of calls at other times: either the waits between them differ, or when they begin."""
        waits = [[exact(later - earlier) for earlier, later in pairwise(each)] for each in (began, self.at or ())]
        if waits[0] != waits[1]:
            return Guess(fact="The number of calls is right and the waits between them are not.")
        overdue = _last_late(began, self.at or ())
        return Guess() if overdue is None else late_by(run, *overdue)

    def _miscounted(self, spans: Sequence[Span]) -> Guess:
        """Another number of calls. Of retries only where a call failed, and was made again."""
        often, again = len(spans), tried_again(spans)
        if often > self.often:
            if again and often == self.often + 1 and self.often > 1:  # what is to be called once has no budget
                counted = "Where attempts are counted, the first call counts too: n are one call and n - 1 retries."
                return Guess(remedy=counted, fact=f"{_failures(spans)} That is one too many.")
            return Guess(fact=_failures(spans)) if again else again
        if not any(span.how is SpanEnd.ERROR for span in spans):
            return Guess()
        if often == self.often - 1 and again:
            return Guess(fact="That is one too few.", remedy="Does your count take the first call for a retry?")
        return Guess(fact="It was given up too early.")


@dataclass(frozen=True)
class Marked(Expectation):
    """Marks of a name (and of a kind, if told) happened at exactly these times."""

    pattern: str
    times: tuple[float, ...]
    kinds: tuple[MarkKind, ...]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure."""
        happened = tuple(exact(mark.time) for mark in marks(run, self.pattern, *self.kinds))
        if happened == self.times and happened:
            return
        past, due = _DOES.get(self.kinds, ("happened", "happen"))
        wanted = f"It should {due} at {times(self.times)}."
        overdue = _last_late(happened, self.times)
        guess = Guess() if overdue is None else late_by(run, *overdue)
        seen = (
            f"{code(self.pattern)} {past} at {times(happened)}." if happened else f"{code(self.pattern)} never {past}."
        )
        yield Failure(guess.after(seen), guess.cause, guess.remedy, wanted, timeline=True)


_DOES: dict[tuple[MarkKind, ...], tuple[str, str]] = {
    ("made",): ("made an item", "make one"),
    ("used",): ("took an item", "take one"),
}


def _failures(spans: Sequence[Span]) -> str:
    return f"It failed {count(sum(span.how is SpanEnd.ERROR for span in spans), 'time')}."


def _last_late(seen: Sequence[float], due: Sequence[float]) -> tuple[float, float] | None:
    """The last time that is later than the one which is due in its place, and that one."""
    return max(((time, wanted) for time, wanted in zip(seen, due, strict=False) if time > wanted), default=None)


def _bounds(least: float, most: float) -> str:
    if least == most:
        return f"exactly {seconds(least)}"
    if most == float("inf"):
        return f"at least {seconds(least)}"
    return f"at most {seconds(most)}" if not least else f"from {seconds(least)} to {seconds(most)}"


def _range(exactly: float | None, least: float, most: float) -> tuple[float, float]:
    if exactly is None and not least and most == float("inf"):
        raise ValueError("This promises no time at all. Give the time, or `least=`, or `most=`.")
    return (exact(least), exact(most)) if exactly is None else (exact(exactly), exact(exactly))


def took(exactly: float | None = None, *, least: float = 0.0, most: float = float("inf")) -> Expectation:
    """Expect that the whole run took exactly so many virtual seconds, or a time within bounds."""
    return Took(*_range(exactly, least, most))


def lasted(
    pattern: str, exactly: float | None = None, *, least: float = 0.0, most: float = float("inf")
) -> Expectation:
    """Expect that each call that matches took exactly so many virtual seconds, or a time within bounds."""
    return Lasted(pattern, *_range(exactly, least, most))


def began(pattern: str, *at: float) -> Expectation:
    """Expect that the calls that match began at exactly these virtual times, in this order."""
    if not at:
        raise ValueError(
            f"began({pattern!r}) names no time. For what must not be called, write attempts({pattern!r}, 0)."
        )
    return Began(pattern, tuple(exact(each) for each in at))


def attempts(name: str, often: int, at: Iterable[float] | None = None) -> Expectation:
    """Expect that `name` was called exactly so often, the first call included; 0 means never called. If `at` is given,
    expect too that the calls were at exactly these virtual times.
    """
    moments = None if at is None else tuple(exact(each) for each in at)
    if often < 0 or (moments is not None and len(moments) != often):
        raise ValueError(f"attempts({name!r}, {often}) needs a count, and as many times as that.")
    return TimesCalled(name, often, moments)


def marked_at(pattern: str, *at: float, kind: MarkKind | None = None) -> Expectation:
    """Expect that marks of this name happened at exactly these virtual times: a heartbeat's beats, a custom event."""
    if not at:
        raise ValueError(f"marked_at({pattern!r}) names no time.")
    return Marked(pattern, tuple(exact(each) for each in at), () if kind is None else (kind,))
