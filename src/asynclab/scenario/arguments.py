"""What an author gives, checked where it is written: a slip in a check is told at once, and blamed on no student."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from keyword import iskeyword
from typing import Any


class ScenarioError(ValueError):
    """A check sets up what cannot be. It is the author's slip, and the message says what to write instead."""


def seconds(value: Any, what: str) -> float:
    """Check that a value is a latency in virtual seconds, finite and not negative, and return it."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ScenarioError(f"{what} is {value!r}: give virtual seconds as a number, such as 0.5.")
    if not math.isfinite(value) or value < 0:
        raise ScenarioError(f"{what} is {value!r}: virtual seconds are finite and not negative.")
    return float(value)


def maybe_seconds(value: Any, what: str) -> float | None:
    """Check that a value is a moment in virtual seconds, or None for never, and return it."""
    return None if value is None else seconds(value, what)


def at_least_one(value: Any, what: str) -> int:
    """Check that a value is a count from 1 up, and return it."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ScenarioError(f"{what} is {value!r}: give a whole number from 1 up.")
    return value


def text(value: Any, what: str) -> str:
    """Check that a value is a text that is not empty, and return it."""
    if type(value) is not str or not value:
        raise ScenarioError(f"{what} is {value!r}: give a text that is not empty.")
    return value


def any_text(value: Any, what: str) -> str:
    """Check that a value is a text, which may be empty, and return it."""
    return "" if type(value) is str and not value else text(value, what)


def many(value: Any, what: str) -> list[Any]:
    """Check that a value can be listed, and return it as a list; a text cannot, for nobody means its letters."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ScenarioError(f"{what} is {value!r}: give a list.")
    return list(value)


def truth(value: Any, what: str) -> bool:
    """Check that a value is True or False, and nothing that is merely like it, and return it."""
    if not isinstance(value, bool):
        raise ScenarioError(f"{what} is {value!r}: give True or False.")
    return value


def identifier(value: Any, what: str) -> str:
    """Check that a value is a name as Python has it, and return it."""
    if type(value) is not str or not value.isidentifier() or iskeyword(value):
        hint = " Give its name in quotes: it is looked up where the student's code runs." if callable(value) else ""
        raise ScenarioError(f"{what} is {value!r}, which is no name of a variable or a class.{hint}")
    return value


def tokens(text: str) -> tuple[str, ...]:
    """Cut a text as a chat model streams it: a word with the space before it. Joined, the parts are the text again."""
    return tuple(re.findall(r"\s*\S+|\s+$", text))
