"""A wrong value that is nearly right: a number that is not rounded, the end of a text, a key or a word that is another
each time, a list without what an `if` takes for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from asynclab.expect.matching import accepts, first_difference
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import names
from asynclab.observe.plain import KIND
from asynclab.observe.run import Plain, Run
from asynclab.observe.seconds import exact
from asynclab.observe.spans import work

_ROUNDED = 0.0005  # of a number: what is less than half of a thousandth beside it
_A_CLOCKS = 1000.0  # seconds that no scenario lasts, and that a computer's clock has gone for
_MOST = 500  # parts of a value that are compared


def nearly(expected: Any, value: Plain, run: Run) -> Guess:
    """Guess the slip behind a value that is nearly right, where it goes wrong; empty where it is not. It tells nothing
    of the right value."""
    found = first_difference(expected, value)
    return (
        _of_a_number(found.expected, found.value)
        or _of_an_instant(found.expected, found.value, run)
        or _of_an_end(found.expected, found.value, run)
        or _each_time(expected, value)
    )


_BLANK = "Texts of nothing but white space were left out, and they count here: such a text is not empty."
_EMPTY = "Texts that are empty were left out, and they count here."
_BOTH = "Texts that are empty, or nothing but white space, were left out, and they count here."
_NOTHING = "What is empty, zero or None was left out, and it counts here."
_ASK_FOR_TEXT = "Ask for the text as it is, `if text:`, and not for what is left of it without white space."
_ASK_FOR_NONE = (
    "If a condition decides that, it takes them for nothing: hand them on without it, or ask for what is meant, as in "
    "`is not None`."
)


def left_out(expected: Sequence[Any], seen: Sequence[Plain]) -> Guess:
    """Guess why some of a list is missing, where all that is missing is what a condition takes for nothing. It does not
    tell which."""
    missing = _missing(expected, seen)
    texts = [each for each in missing if isinstance(each, str)]
    if not missing or any(not _counts_for_nothing(each) for each in missing):
        return Guess()
    if len(texts) < len(missing):
        return Guess(_NOTHING, _ASK_FOR_NONE) if not any(each for each in texts) else Guess()
    if all(texts):
        return Guess(_BLANK, _ASK_FOR_TEXT)
    return Guess(_BOTH) if any(texts) else Guess(_EMPTY, _ASK_FOR_NONE)


def _missing(expected: Sequence[Any], seen: Sequence[Plain]) -> list[Any]:
    """What of a list is missing where the rest came, in its order; nothing where anything else came, or where some of
    what a condition takes for nothing came as well."""
    came, missing = list(seen), []
    for each in expected:
        if came and accepts(each, came[0]):
            came.pop(0)
        else:
            missing.append(each)
    alike = {type(each) for each in missing}
    kept = any(type(each) in alike and _counts_for_nothing(each) and not each for each in seen)
    return [] if came or (kept and not all(missing)) else missing


def _counts_for_nothing(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (value is not False and value in (0, [], {}))


def _of_a_number(right: Any, wrong: Plain) -> Guess:
    if not _is_number(right) or not isinstance(wrong, float) or not 0 < abs(right - wrong) < _ROUNDED:
        return Guess()
    return Guess(
        "The number is right there, and not rounded.",
        "Round it to as many places as the task says: `round(number, 3)`.",
    )


def _of_an_instant(right: Any, wrong: Plain, run: Run) -> Guess:
    """Of a time, in virtual seconds: as the clock shows it, taken behind a call, or at a token without text."""
    if not isinstance(wrong, float) or not (right is None or _is_number(right)):
        return Guess()
    if right is not None and wrong - right > _A_CLOCKS and wrong != right * 1000:  # nor is it in milliseconds
        return Guess(
            "Perhaps that is what the clock showed, and not the time that had passed since the start.",
            "Keep what the clock shows at the start, and take it away from what it shows later.",
        )
    came = [mark for mark in run.marks if mark.kind in ("made", "token") and mark.time == exact(wrong)]
    if came and all(mark.data.get("text") == "" for mark in came):
        return Guess("Perhaps that is when a token came that has no text.", "Ask first whether there is a text in it.")
    behind = [span for span in work(run) if (span.start, span.end) == (right, exact(wrong)) and right != wrong]
    if behind and right:  # 0 is false, and an `if` that asks for none yet has the clock read again
        told = names(span.name for span in behind)
        return Guess(f"Perhaps the clock was read when {told} had ended, and not before.", "Read it before the call.")
    return Guess()


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _of_an_end(right: Any, wrong: Plain, run: Run) -> Guess:
    if not isinstance(right, str) or not isinstance(wrong, str) or not wrong.strip() or wrong == right:
        return Guess()
    if len(right.split()) < 2:  # another word, and not a piece of it
        return Guess()
    if right.startswith(wrong):
        return Guess(fact="What stands there is only the beginning of what is due.")
    if not right.endswith(wrong):
        return Guess()
    remedy = "If it grows piece by piece: `+=` adds a piece, and `=` puts it in the place of those before."
    if any(wrong in mark.data.values() for mark in run.marks if mark.kind in ("token", "made")):
        return Guess("What stands there is the last piece of what is due, and nothing of those before it.", remedy)
    return Guess(fact="What stands there is only the end of what is due.", remedy=remedy)


def _each_time(expected: Any, value: Plain) -> Guess:
    """Of a value in which one thing is wrong in one way, wherever it stands."""
    apart = list(islice(_differences(expected, value), _MOST))
    if len(set(apart)) != 1:
        return Guess()
    kind, due, _ = apart[0]
    if kind == "word":
        again = ": it is the same word each time" if len(apart) > 1 else ""
        return Guess(fact=f"All else in it is right{again}.")
    if kind == "missing" and not _anywhere(value, due):
        return Guess(fact="All else in it is right: that key stands nowhere in it.")
    return Guess()


def _differences(expected: Any, value: Plain, key: str = "") -> Iterator[tuple[str, Any, Any]]:
    """What differs in two values, each as its kind, what is due and what stands there: a word for another under a key,
    a key that is missing, or anything else."""
    if accepts(expected, value):
        return
    if isinstance(expected, list) and isinstance(value, (list, tuple)) and len(expected) == len(value):
        for right, wrong in zip(expected, value, strict=True):
            yield from _differences(right, wrong)
    elif _is_dict(expected) and _is_dict(value) and not value.keys() - expected.keys():
        for each in expected:
            if each not in value:
                yield "missing", each, ""
            else:
                yield from _differences(expected[each], value[each], str(each))
    elif (
        key
        and isinstance(expected, str)
        and isinstance(value, str)
        and expected.isidentifier()
        and value.isidentifier()
    ):
        yield "word", expected, value
    else:
        yield "else", repr(expected), repr(value)


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict) and KIND not in value


def _anywhere(value: Plain, key: str) -> bool:
    if isinstance(value, dict):
        return key in value or any(_anywhere(part, key) for part in value.values())
    return isinstance(value, (list, tuple)) and any(_anywhere(part, key) for part in value)
