"""What the answer gave back: a value or an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from asynclab.expect.expectation import Expectation
from asynclab.expect.matchers import pairs_up
from asynclab.expect.matching import accepts, described, first_difference, frozen
from asynclab.expect.messages.crashes import leaves, says, tells
from asynclab.expect.messages.diagnosis import Guess, unawaited
from asynclab.expect.messages.hidden_texts import quoted
from asynclab.expect.messages.wording import SHOWN_CHARACTERS, code, count, same_words, sentence, shown
from asynclab.expect.outcome import Failure
from asynclab.expect.query import outstayed
from asynclab.observe.run import Ending, Left, Plain, Problem, Run, Span, SpanEnd
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
        return Failure(seen, cause, remedy, wanted, place=problem.place)


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


@dataclass(frozen=True)
class Departure:
    """Where a value goes wrong, in sentences. seen: where, and what key or type stands there; wanted: which should, ""
    where the whole value tells it. cause: why that matters. long: characters of the value to show beside them."""

    seen: str = ""
    wanted: str = ""
    cause: str = ""
    long: int = SHOWN_CHARACTERS

    def shown(self, value: Plain) -> str:
        """Return the value, in as many characters as there is need for."""
        return shown(value, self.long)


_WINDOWS = 20  # stretches of calls that are compared with a list of answers
_SHORT = 80  # characters of a value beside a key or a type that tells what is wrong with it


def departure(expected: Any, value: Plain) -> Departure:
    """Say where a value goes wrong, as in " It goes wrong at `['answers'][1]`."; a key or a type that differs is
    named, and so is what stands there in a value too long to be shown. Empty where the value as a whole is another.
    """
    found = first_difference(expected, value)
    if found.seen and value is not None:
        what, there = (f"At {code(found.path)} it", "There it") if found.path else ("It", "It")
        return Departure(f" {what} {found.seen}.", f"{there} {found.wanted}.", found.cause, _SHORT)
    if not found.path:
        return _parting(expected, value)
    if shown(value) == shown(value, 2 * SHOWN_CHARACTERS):
        return Departure(f" It goes wrong at {code(found.path)}.")
    there = f"There it should be {described(found.expected)}."
    return Departure(f" It goes wrong at {code(found.path)}: {shown(found.value)} stands there.", there)


def _parting(expected: Any, value: Plain) -> Departure:
    """Where two lists that are too long to be shown part: what stands there, and what should."""
    if not isinstance(expected, list) or not isinstance(value, (list, tuple)) or len(expected) == len(value):
        return Departure()
    if shown(value, SHOWN_CHARACTERS) == shown(value, 2 * SHOWN_CHARACTERS) and len(shown(expected)) < SHOWN_CHARACTERS:
        return Departure()
    both = zip(expected, value, strict=False)
    at = next((at for at, (one, other) in enumerate(both) if not accepts(one, other)), min(len(expected), len(value)))
    there = f" At `[{at}]` stands {shown(value[at])}." if at < len(value) else f" It ends before `[{at}]`."
    due = f"There should be {described(expected[at])}" if at < len(expected) else "There it should end"
    return Departure(there, f"{due}: {len(expected)} in all.", "", _SHORT)


def slip(expected: Any, value: Plain, run: Run) -> Guess:
    """Guess the likely slip behind a wrong value; tell nothing of the right value."""
    if value is None:
        return Guess(remedy="Return the result; where a function ends without `return`, it returns None.")
    if forgotten := unawaited(value):
        return forgotten
    if _differs_in_white_space(expected, value):
        return Guess("The words are right there, and the white space is not.")
    if isinstance(value, (list, tuple)) and len(value) == 1 and isinstance(expected, str) and value[0] == expected:
        return Guess(
            fact="What is in it is right.",
            remedy="Take the brackets around it away; or the comma at the end of the `return`, which makes a tuple.",
        )
    if not isinstance(expected, list) or not isinstance(value, (list, tuple)):
        return Guess()
    if len(expected) == len(value) and pairs_up(expected, list(value)):
        return _reordered(expected, list(value), run)
    if any(item is None for item in value):
        return Guess(fact="A None stands where a result should be.", remedy="Look for what gave it.")
    if 0 < len(value) < len(expected) and all(any(accepts(one, item) for one in expected) for item in value):
        return Guess(fact="What is there is right, and some of it is missing.")
    return Guess()


def _differs_in_white_space(expected: Any, value: Plain) -> bool:
    """Whether a text stands where the value goes wrong that has the right words."""
    found = first_difference(expected, value)
    right, wrong = found.expected, found.value
    both = isinstance(right, str) and isinstance(wrong, str)
    return both and bool(right.split()) and same_words(right, wrong)


_ORDER = "Keep the order that the task names."
_NO_ORDER = (
    "The sets that `asyncio.wait` gives have no order: of tasks that you keep in a list, that list has, and "
    "`[task.result() for task in tasks]` reads them in it."
)


def _reordered(expected: list[Any], value: list[Plain], run: Run) -> Guess:
    """The right values in another order: which, where the run or the values show it."""
    right = "The values are right and their order is not"
    if any(accepts(order, value) for order in _as_finished(expected, run)):
        return Guess(
            f"{right}: it is the order of finishing.",
            f"{_ORDER} `gather` keeps that of asking; `as_completed` does not, and the sets of `wait` have none.",
        )
    if accepts(expected[::-1], value):
        return Guess(f"{right}: it is reversed.", f"{_ORDER} {_NO_ORDER}")
    if all(isinstance(each, str) for each in value) and value == sorted(map(str, value)):
        return Guess(f"{right}: it is the alphabet's.", _ORDER)
    return Guess(fact=f"{right}.", remedy=_ORDER)


def _as_finished(expected: list[Any], run: Run) -> Iterator[list[Any]]:
    """The expected values in the orders in which as many calls of the run ended, begun one after another."""
    many = len(expected)
    every = [span for span in work(run) if span.last is not None]
    asked = [span for span in every if span.kind == "call"]
    last = {span.name: span for span in asked}  # of calls that were tried again, the last one tells
    for spans in (every, asked, [span for span in asked if last[span.name] is span]):
        for first in range(min(len(spans) - many, _WINDOWS) + 1):  # what comes before them may be a plan
            ended = sorted(range(many), key=lambda at: spans[first + at].last or 0)
            if ended != sorted(ended):
                yield [expected[at] for at in ended]


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
    if failed.parent is None and failed.kind == "call" and not failed.task:
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
