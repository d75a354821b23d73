"""A None where a value is due, in a line of a student's own."""

from __future__ import annotations

import re

from asynclab.expect.messages.diagnosis import Guess
from asynclab.observe.run import Problem

_OF_NONE = re.compile(
    r"'NoneType' object (has no attribute|is not (subscriptable|iterable|callable|a mapping|an iterator|an async "
    r"iterator)|does not support)|argument of type 'NoneType'|object of type 'NoneType'|\bNoneType found"
    r"|(unsupported operand type\(s\) for|not supported between instances of) .*'NoneType'|not \"?NoneType\"?"
    r"|argument after \*\*? must be (an iterable|a mapping), not NoneType"
)
_CONFIG = re.compile(r"\*\*\s*config\b|\bconfig(\[|\.(get|items|copy|keys|update|setdefault|pop)\()|\bin config\b")
_GOT = re.compile(r"\.get\((?:[^(),]|\([^(),]*\))+\)(?!\s*(?:or|if)\b)")  # without anything to stand in for it
_ADDED = re.compile(r"unsupported operand type\(s\) for \+=?: ")
_WHENCE = (
    "Look what gives it: a function without `return` gives None; so do `get` of a dict for a key that it has not, and "
    "what changes a list in place, as `append` and `sort` do."
)


def of_none(problem: Problem) -> Guess:
    """Guess of an error that names a None, by the line that it was raised at; empty for any other error."""
    if not _OF_NONE.search(problem.message):
        return Guess()
    line = problem.place.text if problem.place is not None else ""
    if _CONFIG.search(line) and not _GOT.search(_CONFIG.sub("", line)):
        return Guess(
            "A None stands there: a `config` that whoever calls does not give is one.",
            "Take an empty one in its place, before that line: `config = config or {}`.",
        )
    if _GOT.search(line):
        return Guess(
            "A None stands there, as `get` of a dict gives one for a key that it has not.",
            "Look how the key is spelt where it is put in, and which keys there are; or give `get` what is to stand in "
            "for it, as a second argument.",
        )
    if _ADDED.search(problem.message):
        return Guess(
            "One of the two is None.",
            f'If something is to grow there, begin with an empty one: `""`, `[]` or `0`. Else: {_WHENCE[:1].lower()}'
            f"{_WHENCE[1:]}",
        )
    return Guess("A None stands there where a value is due.", _WHENCE)
