"""The text of a cell that came more than once, moved, or was added to: what of it is the student's answer. Pure.

Who copies a solution cell to try something else has it twice, by the same name: which counts is told.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from asynclab.grade.intake.parse import LONGEST

_COPIES = 20  # copies of one cell that are looked at, the last ones
_SHOWN = 5  # copies that do not count and are shown, the last ones
_PLACES = ("first", "second", "third", "fourth", "fifth")
_LOOKED_AT = 20_000  # characters of a text that is parsed; parsing takes a second for a million
_MAGIC = re.compile(r"^([ \t]*)[%!].*$", re.MULTILINE)  # IPython's own lines are no Python


@dataclass(frozen=True)
class Copies:
    """The texts of an answer's cell, as often as it is there, in order. stub: the cell as it was handed out."""

    texts: tuple[str, ...]
    stub: str
    code: bool = True

    @property
    def worked_on(self) -> tuple[str, ...]:
        """The texts that somebody worked on. An emptied cell is one where there is nothing else."""
        texts = [text for text in self.texts if not same(text, self.stub)]
        return tuple([text for text in texts if text.strip()] or texts)

    @property
    def too_long(self) -> bool:
        """Whether one of them has more text than is kept."""
        return any(len(text) > LONGEST for text in self.worked_on)

    @property
    def counting(self) -> tuple[str, ...]:
        """Those that count. Code that is defined anew below does not; of what is written in words, everything does."""
        worked_on = tuple(dict.fromkeys(self.worked_on))
        if self.code and (self.too_long or not worked_on):
            return ()
        return counting(worked_on) if self.code else worked_on

    @property
    def replaced(self) -> tuple[str, ...]:
        """Those that were worked on and do not count."""
        counts = self.counting
        return tuple(text for text in dict.fromkeys(self.worked_on) if counts and text not in counts)[-_SHOWN:]

    def told(self) -> str:
        """Return which of them counts, as the end of a sentence."""
        counts, replaced = self.counting, self.replaced
        if not replaced:
            return self._told_of_one_kind(counts)
        beside = "the other stands" if len(replaced) == 1 else "the others stand"
        if len(counts) > 1:
            return f"what is defined twice counts as it was defined last, and {beside} below it as text"
        return f"{self._place(counts[0])} of them counts, and {beside} below it as text"

    def _told_of_one_kind(self, counts: Sequence[str]) -> str:
        if self.code and self.too_long:
            return "none of them was taken"
        if len(counts) > 1:
            return "what was written into them was put together"
        return "what was worked on was kept" if counts else "one was kept"

    def _place(self, text: str) -> str:
        at = max(place for place, each in enumerate(self.texts) if each == text)
        if at == len(self.texts) - 1:
            return "the last"
        return f"the {_PLACES[at]}" if at < len(_PLACES) else f"number {at + 1}"

    def shown(self, title: str) -> Iterator[str]:
        """Yield the Markdown that shows each copy that does not count. title: what the cell is called."""
        for text in self.replaced:
            yield f"This was handed in as {title} as well, and does not count:\n\n{fenced(text, 'python')}"


def fenced(text: str, language: str = "") -> str:
    """Return a text as a block of code in Markdown, whatever is in it."""
    ticks = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def same(text: str, other: str) -> bool:
    """Return whether two texts differ in nothing but space at the ends of texts and lines, and how lines end."""
    return text == other or _tidy(text) == _tidy(other)


def defines(text: str, stub: str) -> bool:
    """Return whether code defines every name that the stub does."""
    wanted = _names(stub) or frozenset()
    if not wanted or any(name not in text for name in wanted):  # the second is quick, and nearly always enough
        return False
    return wanted <= (_names(text) or frozenset())


def merged(texts: Sequence[str]) -> str:
    """Return one answer from the copies of its cell that were worked on: what counts of them, put together in order."""
    return "\n".join(counting(texts))


def counting(texts: Sequence[str]) -> tuple[str, ...]:
    """Return those of the copies of a cell that were worked on which count, in order.

    A copy is a draft, and does not count, if it defines nothing, or if later copies define all of it anew. What
    is left are parts: of a cell that was split, a helper in a pasted cell.
    """
    texts = list(dict.fromkeys(texts))[-_COPIES:]
    parsed = [text for text in texts if _parses(text)]
    if len(parsed) < len(texts) and _parses("\n".join(texts)):
        return tuple(texts)  # cut in the middle of a statement
    later: set[str] = set()
    kept = []
    for text in reversed(parsed):
        names = _names(text) or frozenset()
        if not names <= later:
            kept.append(text)
        later |= names
    return tuple(reversed(kept)) or ((parsed or texts)[-1],)


def added(text: str, chapters: str) -> str:
    """Return the lines that a student added to a cell of the chapter's. Return "" if any line of its code was changed,
    or if what was added is not code by itself. A cell of comments alone is there to be written into.
    """
    theirs, chapters_lines = _tidy(text).split("\n"), _tidy(chapters).split("\n")
    lines = iter(line for line in chapters_lines if _is_code(line))
    own, wanted = [], next(lines, None)
    for line in theirs:
        if line == wanted:
            wanted = next(lines, None)
        elif _is_code(line) or line not in chapters_lines:
            own.append(line)
    more = "\n".join(own).strip("\n")
    return more if wanted is None and any(map(_is_code, own)) and _parses(more) else ""


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _parses(text: str) -> bool:
    return _names(text) is not None


@lru_cache(maxsize=256)
def _names(text: str) -> frozenset[str] | None:
    """The names that code defines at its top: functions, classes, variables, imports. None: no Python, or too long."""
    if len(text) > _LOOKED_AT:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of a student's style is not our business here
            module = ast.parse(_MAGIC.sub(r"\1pass", text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # what the parser raises for what is no Python
        return None
    return frozenset(name for node in module.body for name in _defined(node))


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from (name.id for name in ast.walk(target) if isinstance(name, ast.Name))
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name for alias in node.names)
