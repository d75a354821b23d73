"""What a sentence may say of a hidden run: names and values that the run chose are masked where they enter a sentence,
so that its own words stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

MASK = "…"


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, in their order: what a name that may be told is compared by."""
    return tuple(re.findall(r"\w+", text))


@dataclass(frozen=True)
class HiddenTexts:
    """What is masked. chosen: every text that a run or its hidden scenario chose. known: words that may be told."""

    chosen: frozenset[str]
    known: frozenset[str]

    def hides(self, text: object) -> bool:
        """Return whether a name or a message is masked: one that was chosen, or that is made of one."""
        if text in self.known:
            return False
        return text in self.chosen or any(
            each in self.chosen and each not in self.known for each in words_of(str(text))
        )

    def hides_value(self, value: Any) -> bool:
        """Return whether a value is masked. True, False and None tell too little."""
        if value is None or isinstance(value, bool):
            return False
        return not (isinstance(value, str) and value in self.known)


_hidden: ContextVar[HiddenTexts | None] = ContextVar("asynclab_hidden_texts", default=None)


@contextmanager
def hiding(texts: HiddenTexts) -> Iterator[None]:
    """Mask these texts in all sentences that are made inside the block."""
    token = _hidden.set(texts)
    try:
        yield
    finally:
        _hidden.reset(token)


def may_be_read(text: str) -> str:
    """Return a name or a message as it may be read."""
    texts = _hidden.get()
    return MASK if texts is not None and texts.hides(text) else text


def quoted(text: str) -> str:
    """Return a name or a message in Python's quotation marks, as it may be read."""
    texts = _hidden.get()
    return MASK if texts is not None and texts.hides(text) else repr(text)


def is_masked(value: Any) -> bool:
    """Return whether a value may not be read."""
    texts = _hidden.get()
    return texts is not None and texts.hides_value(value)
