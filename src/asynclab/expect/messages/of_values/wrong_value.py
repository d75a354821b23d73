"""A value that is not what is due: where it goes wrong, and the likely slip behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from asynclab.expect.matchers import pairs_up
from asynclab.expect.matching import accepts, described, first_difference, on_the_way
from asynclab.expect.messages.diagnosis import Guess, unawaited
from asynclab.expect.messages.of_values.near_values import left_out, nearly
from asynclab.expect.messages.wording import SHOWN_CHARACTERS, code, same_letters, same_words, shown
from asynclab.observe.plain import KIND
from asynclab.observe.run import Plain, Run
from asynclab.observe.spans import work


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
    if isinstance(value, (list, tuple)) and len(value) == 1 and isinstance(expected, str) and value[0] == expected:
        return Guess(
            fact="What is in it is right.",
            remedy="Take the brackets around it away; or the comma at the end of the `return`, which makes a tuple.",
        )
    return (
        _of_a_message(expected, value)
        or _of_a_text(expected, value)
        or _of_lines(expected, value)
        or _of_a_list(expected, value, run)
        or _inside(expected, value, run)
        or nearly(expected, value, run)
    )


def _inside(expected: Any, value: Plain, run: Run) -> Guess:
    """The same of the lists in it, on the way to where it goes wrong."""
    for path, right, wrong in on_the_way(expected, value):
        if path and (guess := _of_a_list(right, wrong, run)):
            told = guess.fact or guess.cause
            inside = f"At {code(path)} {told[:1].lower()}{told[1:]}"
            return replace(guess, **{"fact" if guess.fact else "cause": inside})
    return Guess()


def _of_a_message(expected: Any, value: Plain) -> Guess:
    """Where a message or a chunk stands in the place of its text."""
    *_, (_, right, wrong) = on_the_way(expected, value)
    if not isinstance(right, str) or not isinstance(wrong, dict) or "Message" not in str(wrong.get(KIND)):
        return Guess()
    return Guess("A message stands there in place of its text.", "Hand on the text that is in it: `.content`.")


def _of_a_text(expected: Any, value: Plain) -> Guess:
    """Where a text goes wrong, which has the right words or letters."""
    found = first_difference(expected, value)
    right, wrong = found.expected, found.value
    if not isinstance(right, str) or not isinstance(wrong, str) or not right.split():
        return Guess()
    if same_words(right, wrong):
        return Guess("The words are right there, and the white space is not.")
    if same_letters(right, wrong):
        return Guess(fact="The words are right there; the signs between them, or capital letters, are not.")
    return Guess()


def _of_lines(expected: Any, value: Plain) -> Guess:
    """Where a text goes wrong that has several lines: the right ones in another order, or not all of them."""
    found = first_difference(expected, value)
    if not isinstance(found.expected, str) or not isinstance(found.value, str):
        return Guess()
    due, there = found.expected.split("\n"), found.value.split("\n")
    if len(due) < 2 or not all(each in due for each in there):
        return Guess()
    if sorted(due) == sorted(there):
        whose = ": it is the alphabet's" if there == sorted(there) else ""
        return Guess(fact=f"The lines are right there and their order is not{whose}.", remedy=_ORDER)
    rest = iter(due)
    if all(each in rest for each in there):
        missing = [each for each in due if each not in there] or due
        told = "one is" if len(missing) == 1 else "others are"
        return Guess(fact=f"The lines that stand there are right, and {told} missing.")
    return Guess()


def _of_a_list(expected: Any, value: Plain, run: Run) -> Guess:
    if not isinstance(expected, list) or not isinstance(value, (list, tuple)):
        return Guess()
    if len(expected) == len(value) and pairs_up(expected, list(value)):
        return _reordered(expected, list(value), run)
    if any(item is None for item in value):
        return Guess(fact="A None stands where a result should be.", remedy="Look for what gave it.")
    if 0 < len(value) < len(expected) and all(any(accepts(one, item) for one in expected) for item in value):
        return replace(left_out(expected, value), fact="What is there is right, and some of it is missing.")
    if _is_a_texts_letters(value) and not _is_a_texts_letters(expected):
        return Guess(
            fact="Each of these is a single letter.",
            remedy="If a text was read, or added, as if it were a list: put it into brackets, `[text]`.",
        )
    if 0 < len(expected) < len(value) and accepts(expected, list(value[-len(expected) :])):
        return Guess(
            fact="What is due stands at the end of it.",
            remedy="If what is before it is of an earlier call: a list outside of the function outlives the call. Make "
            "it inside.",
        )
    return Guess()


def _is_a_texts_letters(value: list[Any] | tuple[Any, ...]) -> bool:
    return len(value) > 1 and all(isinstance(item, str) and len(item) == 1 for item in value)


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
