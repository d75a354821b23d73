"""Matchers: what to promise of a value where not all of it is promised, each with the words to tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from fnmatch import fnmatchcase
from typing import Any

from asynclab.expect.matching import Matcher, accepts, described, frozen
from asynclab.expect.messages.wording import listed
from asynclab.observe.run import Plain


def anything() -> Matcher:
    """Any value at all."""
    return Matcher("anything", lambda value: True)


def contains(*parts: Any) -> Matcher:
    """Match a str with each of these texts, a list with each of these items, or a dict with each of these keys."""
    wanted = _some(parts, "contains")
    return Matcher(
        f"something that contains {_told(wanted)}",
        lambda value: _is_container(value) and all(_has(value, part) for part in wanted),
    )


def lacks(*parts: Any) -> Matcher:
    """Match a str, list or dict without any of these texts, items or keys."""
    unwanted = _some(parts, "lacks")
    return Matcher(
        f"something without {_told(unwanted)}",
        lambda value: _is_container(value) and not any(_has(value, part) for part in unwanted),
    )


def subset(expected: Mapping[str, Any] | None = None, /, **more: Any) -> Matcher:
    """Match a dict with at least these keys and values; other keys do not matter."""
    wanted = {key: frozen(value) for key, value in {**(expected or {}), **more}.items()}
    _some(tuple(wanted), "subset")
    inside = ", ".join(f"{key!r}: {described(part)}" for key, part in wanted.items())
    return Matcher(
        f"a dict with {{{inside}}}",
        lambda value: (
            isinstance(value, dict) and all(key in value and accepts(part, value[key]) for key, part in wanted.items())
        ),
    )


def length(exactly: int | None = None, *, least: int = 0, most: int | None = None) -> Matcher:
    """Match a str, list or dict of exactly this size, or of a size within bounds."""
    low, high = (least, most) if exactly is None else (exactly, exactly)
    at_most = "" if high is None else f" and at most {high}"
    size = f"{low}" if low == high else f"at least {low}{at_most}"
    return Matcher(
        f"something of length {size}",
        lambda value: _is_container(value) and low <= len(value) and (high is None or len(value) <= high),
    )


def any_order(*items: Any) -> Matcher:
    """Match a list of exactly these items, in any order."""
    wanted = [frozen(item) for item in items]
    return Matcher(
        f"{_told(wanted)}, in any order" if wanted else "an empty list",
        lambda value: isinstance(value, (list, tuple)) and len(value) == len(wanted) and pairs_up(wanted, list(value)),
    )


def each(expected: Any) -> Matcher:
    """Match a list, not empty, whose every item is as expected."""
    wanted = frozen(expected)
    return Matcher(
        f"a list, not empty, of which every item is {described(wanted)}",
        lambda value: isinstance(value, (list, tuple)) and bool(value) and all(accepts(wanted, one) for one in value),
    )


def one_of(*choices: Any) -> Matcher:
    """Any one of these."""
    wanted = _some(choices, "one_of")
    told = " or ".join(described(choice) for choice in wanted)
    return Matcher(told, lambda value: any(accepts(choice, value) for choice in wanted))


def like(pattern: str) -> Matcher:
    """Match a str that matches a shell-style pattern, as in like("could not reach *")."""
    return Matcher(f"text like {pattern!r}", lambda value: isinstance(value, str) and fnmatchcase(value, pattern))


def between(least: float, most: float) -> Matcher:
    """Match a number from `least` to `most`, both included. A bool is not a number here, and neither is NaN."""
    return Matcher(
        f"a number from {least:g} to {most:g}",
        lambda value: isinstance(value, (int, float)) and not isinstance(value, bool) and bool(least <= value <= most),
    )


def pairs_up(expected: list[Any], values: list[Plain]) -> bool:
    """Return whether each expected value finds a value of its own. Matchers may overlap, so that the first value that
    fits may have to give way to another (augmenting paths).
    """
    owner: dict[int, int] = {}

    def place(which: int, tried: set[int]) -> bool:
        for slot, value in enumerate(values):
            if slot in tried or not accepts(expected[which], value):
                continue
            tried.add(slot)
            if slot not in owner or place(owner[slot], tried):
                owner[slot] = which
                return True
        return False

    return all(place(which, set()) for which in range(len(expected)))


def _some(parts: tuple[Any, ...], who: str) -> list[Any]:
    if not parts:
        raise ValueError(f"{who}() promises nothing. Say what it should hold.")
    return [frozen(part) for part in parts]


def _told(parts: list[Any]) -> str:
    return listed([described(part) for part in parts])


def _is_container(value: Plain) -> bool:
    return isinstance(value, Sized)


def _has(value: Any, part: Any) -> bool:
    if isinstance(value, str):
        return isinstance(part, str) and part in value
    return any(accepts(part, one) for one in value)
