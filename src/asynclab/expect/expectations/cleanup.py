"""That everything which was started let go: in time, in the right way, and with nothing left alive."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.arrivals import STAYED, read_first
from asynclab.expect.messages.diagnosis import CLOSING, Guess, at_work, blocked, called_after_cancel, late_after
from asynclab.expect.messages.of_tasks.own_pauses import delayed
from asynclab.expect.messages.of_tasks.still_open import (
    DROPPED,
    GOES_ON_OR_ENDS,
    NO_THREAD,
    NOBODY_WAITED,
    STOPPED_WAITING,
    WAIT_FOR_TASK,
    still_open,
)
from asynclab.expect.messages.wording import at, code, names, stretch
from asynclab.expect.outcome import Failure
from asynclab.expect.query import calls, maker_of_left, marks, nothing_named
from asynclab.expect.same_facts import open_at_the_end
from asynclab.observe.run import Left, Run, Span, SpanEnd
from asynclab.observe.seconds import exact, seconds
from asynclab.observe.spans import work

_HOW = {
    SpanEnd.DONE: "ran to its end",
    SpanEnd.ERROR: "failed",
    SpanEnd.CANCELLED: "was cancelled",
    SpanEnd.CLOSED: "was closed",
    SpanEnd.INTERRUPTED: "was interrupted",
    SpanEnd.OPEN: "was still open",
}
_SHOULD = {
    SpanEnd.DONE: "run to its end",
    SpanEnd.ERROR: "fail",
    SpanEnd.CANCELLED: "be cancelled",
    SpanEnd.CLOSED: "be closed",
    SpanEnd.INTERRUPTED: "be interrupted",
    SpanEnd.OPEN: "be open",
}


@dataclass(frozen=True)
class CleanedUp(Expectation):
    """Every call or stream that matches let go; the last of them at `at`; each in one of the ways `how`."""

    name: str
    at: float | None
    how: tuple[SpanEnd, ...]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each that never let go or let go otherwise; one for the time."""
        spans = calls(run, self.name)
        if not spans:
            yield nothing_named(run, self.name)
        for span in spans:
            if span.how is SpanEnd.OPEN or span.end is None:
                yield self._open(run, span)
            elif self.how and span.how not in self.how:
                yield self._otherwise(run, span)
        ends = [span.end for span in spans if span.end is not None]
        if self.at is not None and len(ends) == len(spans) and ends and exact(max(ends)) != self.at:
            yield self._at_another_time(run, spans)

    def _open(self, run: Run, span: Span) -> Failure:
        seen = f"{code(span.name)} was still open when everything else had ended (begun at {seconds(span.start)})."
        guess = still_open(run, span, self.how)
        return Failure(
            guess.after(seen),
            guess.cause,
            guess.remedy,
            self._wanted(),
            timeline=True,
            place=maker_of_left(run, span.task),
            fact=open_at_the_end(span.id),
        )

    def _otherwise(self, run: Run, span: Span) -> Failure:
        guess = Guess()
        left, end = run.left_early, span.end or 0.0
        if span.how is SpanEnd.DONE and left is not None and end > left:
            guess = Guess(
                f"The reader had left at {seconds(left)} and nobody told it: "
                "the rest was made for no one, and is paid for.",
                _remedy(span),
            )
        elif span.how is SpanEnd.DONE and left is not None:
            fact = f"It was read to its end before the reader left at {seconds(left)}."
            guess = replace(read_first(run, self.name), fact=fact)
        elif span.how is SpanEnd.DONE:
            guess = called_after_cancel(run) or Guess(fact="Nobody stopped it before its end.", remedy=_remedy(span))
        return Failure(
            guess.after(f"{code(span.name)} ({stretch(span)}) {_HOW[span.how]}."),
            guess.cause,
            guess.remedy,
            self._wanted(),
            timeline=True,
        )

    def _at_another_time(self, run: Run, spans: tuple[Span, ...]) -> Failure:
        """It let go, and at another time: what the run shows of why."""
        last = max(spans, key=lambda span: span.end or 0.0)
        end = last.end or 0.0
        often = f", called {len(spans)} times," if len(spans) > 1 else ""
        how = f": it {_HOW[last.how]}" if last.how is not SpanEnd.DONE else ""
        seen = f"{code(self.name)}{often} let go at {seconds(end)}{how}."
        guess, left = Guess(), run.left_early
        if left is not None and self.at is not None and end > left:
            seen = f"{seen[:-1]}, {seconds(end - left)} after the reader had left at {seconds(left)}."
            if left > self.at:
                guess = blocked(run, self.at, left) or _stayed(left)
            elif end > self.at:
                guess = blocked(run, left, end) or late_after(run, end) or delayed(run, end, end - self.at)
        elif self.at is not None and end > self.at:
            guess = blocked(run, self.at, end) or called_after_cancel(run) or read_first(run, self.name)
            guess = guess or delayed(run, end, end - self.at)
            guess = guess or (_stayed(end) if end == left else self._still_read(run, self.at, last))
        return Failure(guess.after(seen), guess.cause, guess.remedy, self._wanted(), timeline=True)

    def _still_read(self, run: Run, at: float, last: Span) -> Guess:
        """Return a guess if it made an item after it should have let go."""
        late = [mark for mark in marks(run, self.name, "made") if mark.time > at]
        if not late:
            return Guess()
        if last.how is SpanEnd.DONE and (last.end or 0.0) <= run.elapsed:
            return Guess(
                f"It was still read at {seconds(late[-1].time)}, to its end: nothing had ended the answer before."
            )
        read = f"It was still read at {seconds(late[-1].time)}"
        if late[-1].time == last.end:
            read += ", at the same instant, and only after that let go"
        return Guess(f"{read}.", "Look for what goes on reading it: closing comes only after that.")

    def _wanted(self) -> str:
        how = " or ".join(_SHOULD[each] for each in self.how)
        return f"It should {how or 'be let go'}" + ("." if self.at is None else f" at {seconds(self.at)}.")


def _stayed(left: float) -> Guess:
    return Guess(f"{STAYED}{seconds(left)}.", "Look at what it waited for till then.")


def _remedy(span: Span) -> str:
    return CLOSING if span.kind == "stream" else "Cancel its task, and await that."


@dataclass(frozen=True)
class NothingLeft(Expectation):
    """No task, thread, generator, call or stream was alive when the answer had ended."""

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each that was."""
        # A generator with no line of the student's in it is a library's own: LangChain's `tee` leaves one behind when
        # it is cancelled. Whatever it kept open shows as an open call or stream.
        closing = {left.dropped for left in run.left if left.dropped}
        theirs = [
            left
            for left in run.left
            if left.kind != "generator" or (left.place is not None and left.name not in closing)
        ]
        by_hand = [left for left in theirs if left.name == "aclose()" and not left.dropped]
        own = [left for left in theirs if left.kind == "task" and not _is_a_librarys(left)]
        for left in theirs:
            if by_hand and left.dropped:
                continue  # it is what that task closes
            if own and left.kind == "task" and _is_a_librarys(left):
                continue  # what one of the student's own has started ends with that
            if left.place is not None or left.dropped:
                streams = any(span.kind == "stream" and span.how is SpanEnd.OPEN for span in work(run))
                yield _alive(left, of_a_stream=streams)
        nowhere = [left for left in theirs if left.place is None and not left.dropped]
        for made in dict.fromkeys(left.made for left in nowhere if left.made is not None):
            yield _alive(*(left for left in nowhere if left.made == made))
        somewhere = [left for left in nowhere if left.made is None]
        if somewhere:  # a library's coroutine, perhaps with its own inside: one slip, most likely
            alive = _alive(*somewhere)
            open_ = names(span.name for span in work(run) if span.how is SpanEnd.OPEN)
            yield replace(alive, seen=f"{alive.seen} In flight then: {open_}.") if open_ else alive
        if not theirs:
            for span in (*calls(run, "call:*"), *calls(run, "stream:*")):
                if span.how is SpanEnd.OPEN:
                    guess = still_open(run, span)
                    seen = (
                        f"{code(span.name)} was still open when the answer had ended (begun at {seconds(span.start)})."
                    )
                    yield Failure(
                        guess.after(seen),
                        guess.cause,
                        guess.remedy,
                        timeline=True,
                        place=maker_of_left(run, span.task),
                        fact=open_at_the_end(span.id),
                    )


_THREADED = re.compile(r"\b(to_thread|run_in_executor)\(")
_REMEDY = {
    "task": WAIT_FOR_TASK,
    "thread": "Join it, or use `asyncio.to_thread` and await that.",
    "generator": "Close it: `async with contextlib.aclosing(...)` around the loop that reads it.",
}
_CAUSE = {
    "task": NOBODY_WAITED,
    "thread": "A thread cannot be cancelled: it goes on until its function returns, whoever stops waiting for it.",
    "generator": "It was left in the middle, and its clean-up has not run.",
}


_BY_A_LIBRARY = "A library has started it for what you read or await, which was neither read to its end nor closed."


def _is_a_librarys(left: Left) -> bool:
    """Whether a task is no function of the student's: a method that no line of theirs has started, or stands in."""
    return (
        "." in left.name
        and left.made is None
        and (left.place is None or left.place.function != left.name.rpartition(".")[2])
    )


def _alive(left: Left, *others: Left, of_a_stream: bool = False) -> Failure:
    """One failure for what is left alive by one slip. of_a_stream: whether a stream was open then."""
    if left.dropped:
        whose = "of a library's" if "." in left.dropped and left.place is None else code(left.dropped)
        dropped = f"The async generator {whose} was let go of before its end{at(left.place)}"
        return Failure(
            f"{dropped}, and was still being closed when the answer had ended.",
            DROPPED,
            _REMEDY["generator"],
            "Nothing should be left alive.",
            timeline=True,
            place=left.place,
        )
    in_a_thread = left.kind == "thread" and left.place is not None and _THREADED.search(left.place.text)
    remedy = NO_THREAD if in_a_thread else _REMEDY.get(left.kind, "End what you start.")
    waited = left.kind == "task" and all(each.waited for each in (left, *others))
    several = dict.fromkeys(each.name for each in (left, *others))
    librarys = left.kind == "task" and _is_a_librarys(left) and left.place is not None
    who = f"A {left.kind} of a library's{at(left.place)} was" if librarys else f"The {left.kind} {code(left.name)}"
    who = who if librarys else f"{who}{at(left.place)} was"
    if len(several) > 1:
        who = f"The {left.kind}s {names(several)} were"
    cause = STOPPED_WAITING if waited else _CAUSE.get(left.kind, "")
    remedy = GOES_ON_OR_ENDS if waited else remedy
    if librarys and of_a_stream:
        cause, remedy = _BY_A_LIBRARY, CLOSING
    elif left.name == "aclose()":
        remedy = "Await the `aclose()` itself."
    return Failure(
        f"{who} still alive when the answer had ended.",
        cause,
        remedy,
        "Nothing should be left alive.",
        timeline=True,
        place=left.place or left.made,
    )


@dataclass(frozen=True)
class LetGo(Expectation):
    """The reader left, and the answer ended with it: at once, and without turning the cancellation into a value."""

    within: float

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: nobody left, or the answer went on."""
        if run.left_early is None:
            yield Failure("The answer had ended before its reader left.", timeline=True)
            return
        late = exact(run.elapsed - run.left_early)
        if late > self.within:
            guess = blocked(run, run.left_early) or late_after(run, run.elapsed) or at_work(run, run.left_early)
            seen = (
                f"The reader left at {seconds(run.left_early)} and the answer went on until {seconds(run.elapsed)}, "
                f"{seconds(late)} more."
            )
            yield Failure(
                guess.after(seen),
                guess.cause,
                guess.remedy,
                f"It should end within {seconds(self.within)} of that." if self.within else "It should end at once.",
                timeline=True,
            )


def cleaned_up(name: str, at: float | None = None, how: str | SpanEnd | Iterable[str | SpanEnd] = ()) -> Expectation:
    """Expect that every call or stream `name` let go, the last of them at virtual time `at`. Each let go in one of the
    ways `how`: "done", "closed", "cancelled", "error".
    """
    ways = (how,) if isinstance(how, str) else tuple(how)
    return CleanedUp(name, None if at is None else exact(at), tuple(SpanEnd(way) for way in ways))


def nothing_left() -> Expectation:
    """Expect that nothing was left alive: no task, thread or generator, no open call or stream."""
    return NothingLeft()


def let_go(within: float = 0.0) -> Expectation:
    """Expect that the reader left, and the answer ended within so many virtual seconds of that. By default, it ended at
    once.
    """
    return LetGo(exact(within))
