"""What the answer gave back: a value or an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asynclab.expect.expectation import Expectation
from asynclab.expect.matchers import pairs_up
from asynclab.expect.matching import accepts, described, first_difference, frozen
from asynclab.expect.messages.crashes import leaves, says, tells
from asynclab.expect.messages.diagnosis import Guess, unawaited
from asynclab.expect.messages.wording import code, shown
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Ending, Plain, Problem, Run


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
            guess = slip(self.expected, run.value)
            yield Failure(
                f"It returned {shown(run.value)}.{where(self.expected, run.value)}", guess.cause, guess.remedy, wanted
            )


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
            yield Failure(
                f"It raised no error, and returned {shown(run.value)}.",
                "Something caught the error and went on as if nothing had happened.",
                "Let it through, or raise the named error `from` it.",
                wanted,
            )
            return
        errors = (run.problem, *leaves(run.problem)) if self.inside else (run.problem,)
        right = [error for error in errors if is_a(error, self.name)]
        if not right:
            yield self._another(run.problem, wanted)
        elif not any(says(error, self.saying) for error in right):
            yield Failure(
                f"The {code(right[0].type)} it raised says {right[0].message!r}.",
                "The message lacks what its reader needs.",
                expected=wanted,
                place=right[0].place,
            )

    def _another(self, problem: Problem, wanted: str) -> Failure:
        wrapped = any(is_a(leaf, self.name) for leaf in leaves(problem))
        caused = problem.cause is not None and is_a(problem.cause, self.name)
        cause = remedy = ""
        if wrapped:
            cause = "A TaskGroup wraps the errors of its tasks in a group."
            remedy = "Unwrap it with `except*`, or catch the error inside the task."
        elif caused:
            cause = "The right error is there, and another was raised on top of it."
        return Failure(f"It raised another error: {tells(problem)}", cause, remedy, wanted, place=problem.place)


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


def is_a(problem: Problem, name: str) -> bool:
    """Return whether the error is of this class, or of a class derived from it."""
    return problem.type == name or name in problem.types


def where(expected: Any, value: Plain) -> str:
    """Say where a value goes wrong, as in " It goes wrong at `['answers'][1]`.". Return "" where the value as a whole
    is another.
    """
    path = first_difference(expected, value)
    if not path:
        return ""
    return f" It goes wrong at {code(path)}."


def slip(expected: Any, value: Plain) -> Guess:
    """Guess the likely slip behind a wrong value; tell nothing of the right value."""
    if value is None:
        return Guess("A function without `return` returns None.", "Return the result.")
    if forgotten := unawaited(value):
        return forgotten
    if not isinstance(expected, list) or not isinstance(value, (list, tuple)):
        return Guess()
    if len(expected) == len(value) and pairs_up(expected, list(value)):
        return Guess(
            "The values are right and their order is not: it is the order of finishing.",
            "Keep the order of asking: `gather` does, `as_completed` does not.",
        )
    if any(item is None for item in value):
        return Guess("A None stands where a result should be: something was not returned or not awaited.")
    if len(value) < len(expected) and all(any(accepts(one, item) for one in expected) for item in value):
        return Guess("What is there is right, and some of it is missing.")
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
