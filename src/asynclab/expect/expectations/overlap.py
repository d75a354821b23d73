"""What ran side by side, and how much of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise

from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.diagnosis import LET_IN, SIDE_BY_SIDE, Guess, blocked, in_sequence
from asynclab.expect.messages.wording import code, count, listed, names, stretch
from asynclab.expect.outcome import Failure
from asynclab.expect.query import called, calls, nothing_named
from asynclab.observe.run import Run, Span
from asynclab.observe.seconds import seconds
from asynclab.observe.spans import last_position, overlap, peak


@dataclass(frozen=True)
class Together(Expectation):
    """At some instant, every one of these was in flight."""

    patterns: tuple[str, ...]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for a name that never ran, or one that shows when each ran."""
        groups = [calls(run, pattern) for pattern in self.patterns]
        missing = [
            nothing_named(run, pattern) for pattern, found in zip(self.patterns, groups, strict=True) if not found
        ]
        if missing:
            yield from missing
            return
        if len(groups) == 1:
            groups = [(span,) for span in groups[0]]
        if len(groups) < 2:
            only = groups[0][0]
            yield Failure(
                f"Only one call of {called(self.patterns[0])} was made ({stretch(only)}): nothing could run beside it.",
                expected="Several calls should run side by side.",
                timeline=True,
            )
        elif not _meet(groups):
            spans = sorted({span.id: span for group in groups for span in group}.values(), key=lambda span: span.first)
            yield _apart(run, spans)


def _meet(groups: Sequence[Sequence[Span]]) -> bool:
    """True if each group has a span in flight at some common instant (it is the beginning of one of them)."""
    flights = [_GroupInFlight(group) for group in groups]
    every = sorted((span for group in groups for span in group), key=lambda span: span.first)
    return any(all(each.covers(started) for each in flights) for started in every)


class _GroupInFlight:
    """The spans of a group, asked for one beginning after another: what has ended by then is not looked at again."""

    def __init__(self, group: Sequence[Span]) -> None:
        self._members = {id(span) for span in group}
        self._later = sorted(group, key=lambda span: span.first, reverse=True)
        self._begun: list[tuple[int, int, Span]] = []  # a heap, by when they end

    def covers(self, started: Span) -> bool:
        """Whether one of them is in flight when a span has just begun, or is that span."""
        while self._later and self._later[-1].first < started.first:
            span = self._later.pop()
            heappush(self._begun, (last_position(span), id(span), span))
        while self._begun and self._begun[0][0] <= started.first:
            heappop(self._begun)
        return id(started) in self._members or any(overlap(span, started) for _, _, span in self._begun)


def _apart(run: Run, spans: Sequence[Span]) -> Failure:
    guess = blocked(run) or in_sequence(run, spans) or _let_in_later(spans)
    ran = listed([f"{code(span.name)} {stretch(span)}" for span in spans[:6]])
    return Failure(
        guess.after(f"They were never all in flight at once: {ran}."),
        guess.cause,
        guess.remedy,
        f"{names(span.name for span in spans)} should run side by side.",
        timeline=True,
    )


def _let_in_later(spans: Sequence[Span]) -> Guess:
    """Return a guess if one of them began at the instant at which another one had ended, so that it made room."""
    for late in spans:
        made_room = next((each for each in spans if each.last is not None and each.last < late.first), None)
        if made_room is not None and made_room.end == late.start:
            told = f"{code(late.name)} began when {code(made_room.name)} had ended, at {seconds(late.start)}."
            return Guess(fact=told, remedy=LET_IN)
    return Guess()


@dataclass(frozen=True)
class NeverTogether(Expectation):
    """No two of these were ever in flight at once."""

    patterns: tuple[str, ...]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for a name that never ran, or one with the first two that met."""
        found = {span.id: span for pattern in self.patterns for span in calls(run, pattern)}
        spans = sorted(found.values(), key=lambda span: span.first)
        missing = [nothing_named(run, pattern) for pattern in self.patterns if not calls(run, pattern)]
        if missing:
            yield from missing
            return
        # In the order they began, the first overlap of all is one of neighbours.
        for one, other in pairwise(spans):
            if overlap(one, other):
                yield Failure(
                    f"{code(one.name)} ({stretch(one)}) and {code(other.name)} ({stretch(other)}) ran side by side.",
                    "",
                    "Await the first before you start the second, or hold a lock around both.",
                    "They should never be in flight at once.",
                    timeline=True,
                )
                return


# A slot that a caller holds is free when the caller leaves, and a thread goes on.
BOUND = (
    "Hold an `asyncio.Semaphore` around each call, or set `max_concurrency`; what blocks a thread is bounded by a pool "
    "of that size, made once: `ThreadPoolExecutor`."
)


_WORKERS = "Where workers take one after another, start as many as may run at once."
_ONE_BY_ONE = (
    "One after another: `await` each call before you make the next one, in a plain loop. Where several tasks make "
    f"them: {BOUND[0].lower()}{BOUND[1:]}"
)


@dataclass(frozen=True)
class InFlight(Expectation):
    """At most, and at some instant at least, so many calls in flight."""

    pattern: str
    least: int
    most: int | None

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: too many at once, or never as many as are allowed."""
        spans = calls(run, self.pattern)
        if not spans:
            yield nothing_named(run, self.pattern)
            return
        top = peak(spans)
        if self.most is not None and top.height > self.most:
            everything = top.height == len(spans)
            yield Failure(
                f"At {seconds(top.time)}, {top.height} calls{_of(self.pattern)} were in flight at once.",
                "That is all of them: nothing held one back." if everything else "",
                _ONE_BY_ONE if self.most == 1 else BOUND,
                f"At most {self.most} may be.",
                timeline=True,
            )
        elif top.height < self.least:
            guess = blocked(run) or in_sequence(run, spans) or Guess(fact="Some of the room lies idle.")
            if guess.remedy == SIDE_BY_SIDE:
                guess = replace(guess, remedy=f"{SIDE_BY_SIDE} {_WORKERS}")
            yield Failure(
                guess.after(
                    f"Of {count(len(spans), 'call')}{_of(self.pattern)}, never more than {top.height} at once."
                ),
                guess.cause,
                guess.remedy,
                f"At some instant, {self.least} should be.",
                timeline=True,
            )


def _of(pattern: str) -> str:
    """ " of `web`", or nothing where the pattern means everything."""
    return "" if pattern.rpartition(":")[2] == "*" else f" of {called(pattern)}"


def together(*patterns: str) -> Expectation:
    """Expect that at some instant all of these were in flight. One pattern alone means all the calls it matches, two at
    least.
    """
    return Together(_some(patterns, "together"))


def never_together(*patterns: str) -> Expectation:
    """Expect that no two of the calls that match any of these were in flight at once."""
    return NeverTogether(_some(patterns, "never_together"))


def in_flight(pattern: str, *, most: int | None = None, least: int = 0) -> Expectation:
    """Never more than `most` calls in flight at once, and at some instant at least `least`."""
    if most is None and least < 1:
        raise ValueError(f"in_flight({pattern!r}) promises nothing. Give `most=`, `least=` or both.")
    return InFlight(pattern, least, most)


def _some(patterns: tuple[str, ...], who: str) -> tuple[str, ...]:
    if not patterns:
        raise ValueError(f"{who}() names nothing. Give the names of what runs.")
    return patterns
