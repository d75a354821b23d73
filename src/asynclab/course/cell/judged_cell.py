"""Which cell a verdict is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class JudgedCell:
    """A cell whose definition a check has judged. name: what it defines; label: as in "cell In[3]"; digest: of its
    text, so that a later text is known to be another."""

    name: str
    label: str
    digest: str
