"""Mutants that are declared equivalent, as data beside the answers of a task: `equivalent.toml`.

    [[equivalent]]
    operator = "another_order"
    was = "for office in checks:"
    reason = "In which order branches are added to a graph decides nothing."

`operator`, `was` and `now` are shell-style patterns, each for anything where it is left out, and `answers` names the
answers that are meant, all of the task where it is left out. `was` and `now` are as the proof prints them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from asynclab.course.authoring.chapter import ChapterRefused, Refusal

from .mutation import Mutant

FILE = "equivalent.toml"
_PATTERNS = ("operator", "was", "now")


@dataclass(frozen=True)
class Equivalent:
    """A declaration that some mutants keep every promise, and why."""

    reason: str
    operator: str = "*"
    was: str = "*"
    now: str = "*"
    answers: tuple[str, ...] = ()

    def covers(self, answer: str, mutant: Mutant) -> bool:
        """Return whether it speaks of this mutant of this answer."""
        if self.answers and answer not in self.answers:
            return False
        told = ((self.operator, mutant.operator), (self.was, mutant.was), (self.now, mutant.now))
        return all(fnmatchcase(text, pattern.replace("[", "[[]")) for pattern, text in told)

    def __str__(self) -> str:
        return f"{self.operator}: {self.was!r} became {self.now!r}"


def load_equivalent(folder: Path) -> tuple[Equivalent, ...]:
    """Return what is declared for a task. folder: that of its answers.

    Raises ChapterRefused for a file that is not such a list, and for a declaration without a reason.
    """
    file = folder / FILE
    if not file.exists():
        return ()
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise _refused(file, f"It is not TOML: {error}.") from error
    given = data.get("equivalent")
    if set(data) != {"equivalent"} or not isinstance(given, list):
        raise _refused(file, "It holds something else than [[equivalent]] tables.")
    for number, each in enumerate(given, start=1):
        for fault in _faults(each):
            raise _refused(file, f"Declaration {number} {fault}")
    return tuple(Equivalent(**{**each, "answers": tuple(each.get("answers", ()))}) for each in given)


def _faults(each: dict[str, Any]) -> Iterator[str]:
    unknown = sorted(each.keys() - {"reason", "answers", *_PATTERNS})
    if unknown:
        yield f"has {', '.join(unknown)}, which means nothing here."
    if not isinstance(each.get("reason"), str) or not each["reason"].strip():
        yield "has no `reason`: say why no promise is broken."
    if not any(key in each for key in _PATTERNS):
        yield "covers every mutant: name an `operator`, or what the code `was` or is `now`."
    if not all(isinstance(each.get(key, ""), str) for key in _PATTERNS):
        yield "has a pattern that is not text."


def _refused(file: Path, says: str) -> ChapterRefused:
    return ChapterRefused((Refusal(file.as_posix(), 1, says),))
