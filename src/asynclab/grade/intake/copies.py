"""The copies of one cell of the chapter's that a submission has: which of them counts, and what is told of that. Pure.

Who copies a solution cell to try something else has it twice, by the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asynclab.grade.intake.merge import counting, same
from asynclab.grade.intake.parse import LONGEST

_SHOWN = 5  # copies that do not count and are shown, the last ones
_PLACES = ("first", "second", "third", "fourth", "fifth")


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
