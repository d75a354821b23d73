"""What the answer gave back: a value or an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asynclab.expect.expectation import Expectation
from asynclab.expect.matching import accepts, described, frozen
from asynclab.expect.messages.crashes import innermost, leaves, says, tells
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.hidden_texts import quoted
from asynclab.expect.messages.of_values.wrong_value import departure, slip
from asynclab.expect.messages.wording import code, count, sentence, shown
from asynclab.expect.outcome import Failure
from asynclab.expect.query import outstayed
from asynclab.observe.run import Ending, Left, Problem, Run, Span, SpanEnd
from asynclab.observe.seconds import seconds
from asynclab.observe.spans import work
from asynclab.scenario.drive import PATIENCE


@dataclass(frozen=True)
class Returned(Expectation):
    """The answer returned this value."""

    expected: Any

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure, with where the values part."""
        wanted = f"It should return {described(self.expected)}."
        if run.ending is not Ending.RETURNED:
            yield Failure(f"It returned nothing: {tells(run.problem)}", expected=wanted)
        elif not accepts(self.expected, run.value):
            apart = departure(self.expected, run.value)
            guess = slip(self.expected, run.value, run) or Guess(apart.cause)
            seen = sentence(f"It returned {apart.shown(run.value)}") + apart.seen
            yield Failure(guess.after(seen), guess.cause, guess.remedy, apart.wanted or wanted)


@dataclass(frozen=True)
class Raised(Expectation):
    """The answer raised this error, and not another."""

    name: str
    saying: str
    inside: bool  # an exception group around it does not matter

    @property
    def accepts_error(self) -> bool:
        """It is the one that judges it."""
        return True

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: no error, another error, or another message."""
        text = f" that says {self.saying!r}" if self.saying else ""
        wanted = f"It should raise {code(self.name)}{text}."
        if run.problem is None or run.ending is not Ending.RAISED:
            if (deaf := _deaf(run)) is not None:
                yield _never_left(run, deaf, wanted)
                return
            guess = caught(run, self.name)
            seen = sentence(f"It raised no error, and {_ended(run)}")
            yield Failure(guess.after(seen), guess.cause, guess.remedy, wanted)
            return
        errors = (run.problem, *leaves(run.problem)) if self.inside else (run.problem,)
        right = [error for error in errors if is_a(error, self.name)]
        if not right:
            yield self._another(run.problem, wanted)
        elif not any(says(error, self.saying) for error in right):
            yield Failure(
                f"The {code(right[0].type)} it raised says {quoted(right[0].message)}.",
                remedy="Compare it with what the task says: which error is to come out, and with which words.",
                expected=wanted,
                place=right[0].place,
            )

    def _another(self, problem: Problem, wanted: str) -> Failure:
        wrapped = any(is_a(leaf, self.name) for leaf in leaves(problem))
        caused = problem.cause is not None and is_a(problem.cause, self.name)
        seen, cause, remedy = f"It raised another error: {tells(problem)}", "", ""
        if wrapped:
            cause = "A TaskGroup wraps the errors of its tasks in a group."
            remedy = "Unwrap it with `except*`, or catch the error inside the task."
        elif caused:
            seen = f"{seen} The right error is there, and another was raised on top of it."
        return Failure(seen, cause, remedy, wanted, place=problem.place if wrapped else innermost(problem))


@dataclass(frozen=True)
class Awaited(Expectation):
    """The answer was an awaitable, and not a plain function that gives its value at once."""

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure."""
        if not run.awaited:
            yield Failure(
                "The answer is a plain function that gave its value at once.",
                "A plain function cannot let others run while it waits.",
                "Begin it with `async def`, and await inside.",
                "It should be awaitable.",
            )


def _deaf(run: Run) -> Left | None:
    """The answer itself, if its reader has left and it was still going on when that had been waited for long enough."""
    if not outstayed(run) or run.value is not None:
        return None
    return next((left for left in run.left if left.kind == "task" and left.waited), None)


def _never_left(run: Run, deaf: Left, wanted: str) -> Failure:
    return Failure(
        f"It did not end. Its caller left at {seconds(run.left_early)}, and {code(deaf.name)} was still going on "
        f"{seconds(PATIENCE)} later.",
        "The `CancelledError` of that was caught and its loop went on, or a clean-up does not end.",
        "Clean up in `finally`, and `raise` the `CancelledError` again.",
        wanted,
        place=deaf.place,
    )


def _ended(run: Run) -> str:
    """What an answer did in place of raising: one that is read returns nothing, and so comes to its end."""
    if run.value is None and run.items:
        return f"ended after {count(len(run.items), 'item')}"
    return f"returned {shown(run.value)}"


def is_a(problem: Problem, name: str) -> bool:
    """Return whether the error is of this class, or of a class derived from it."""
    return problem.type == name or name in problem.types


def caught(run: Run, name: str) -> Guess:
    """Guess what became of an error that should have come out: told only where the run shows that there was one."""
    raised = [span for span in work(run) if span.error is not None and span.how is SpanEnd.ERROR]
    fitting = [span for span in raised if span.error is not None and is_a(span.error, name)]
    # Of several the one of this very class: another may have been caught with reason.
    fits = next((span for span in fitting if span.error is not None and span.error.type == name), None)
    fits = fits or next(iter(fitting), None)
    span = fits or next(iter(raised), None)
    if name in ("CancelledError", "TimeoutError") and run.left_early is not None:
        return Guess(
            fact=f"Its caller left at {seconds(run.left_early)}: the `CancelledError` of that was caught, and not "
            "raised again.",
            remedy="Clean up in `finally`, and `raise` the `CancelledError` again.",
        )
    if span is None or span.error is None:
        return Guess()
    # Whether another one is to be raised because of that, or for another reason, only the task knows.
    lost = _may_be_lost(run, span)
    remedy = " ".join(filter(None, ("Let it through." if fits else "", lost.remedy)))
    seen = f"{code(span.name)} failed with {code(span.error.type)} at {seconds(span.end)}"
    return Guess(fact=f"{seen}, and something caught that and went on{lost.fact}.", remedy=remedy)


def _may_be_lost(run: Run, failed: Span) -> Guess:
    """Where else the error of a call may have gone, which the run does not tell from one that was caught: a task that
    nobody awaited, or the thread of a plain function."""
    on_the_loop = "item" in failed.data  # a sink's, which is an `async def`
    if failed.parent is None and failed.kind == "call" and not failed.task and not on_the_loop:
        return Guess(
            fact=", unless a thread that you started ended with it, and lost it",
            remedy="The error of a thread of your own is lost: `await asyncio.to_thread(...)` brings it along.",
        )
    named = (span for span in run.spans if span.kind == "task" and span.name == failed.task)
    if any(span.error is not None for span in named):
        return Guess(
            fact=f", or it ended the task {code(failed.task)}, and nobody awaited that",
            remedy="The error of a task comes out where the task is awaited.",
        )
    return Guess()


def returned(value: Any) -> Expectation:
    """Expect that the answer returned exactly this value; matchers may stand in it. Messages are compared as plain
    data.
    """
    return Returned(frozen(value))


def raised(name: str, saying: str = "") -> Expectation:
    """Expect that the answer raised an error of the class `name`, whose message contains `saying`. A class derived from
    `name` is allowed.
    """
    return Raised(name, saying, inside=False)


def raised_inside(name: str, saying: str = "") -> Expectation:
    """Expect that the answer raised an error, as `raised` does. Here it does not matter whether an exception group is
    around the error.
    """
    return Raised(name, saying, inside=True)


def awaited() -> Expectation:
    """Expect that the answer is an `async def` (or gave an awaitable), and not a plain function."""
    return Awaited()
