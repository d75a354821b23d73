"""What became of a promise, and the sign that the class page has for it."""

from __future__ import annotations

from enum import Enum


class SquareState(Enum):
    """What became of a promise, in words. In this order squares are sorted: what went wrong comes first."""

    NOT_KEPT = "not kept"
    CRASHED = "crashed"
    ENDLESS = "did not end"
    TAMPERED = "not as it was handed out"
    PERSON = "a person must look"
    UNTRIED = "not attempted"
    LEFT_OUT = "left out"
    KEPT = "kept"

    @property
    def sign(self) -> str:
        """The state in one character, as in "✓"."""
        return _SIGNS[self]

    @property
    def rank(self) -> int:
        """Its place in the order, from 0."""
        return _RANKS[self]

    @property
    def failed(self) -> bool:
        """Whether somebody tried, and the promise did not hold."""
        return self in _FAILED


_SIGNS = dict(zip(SquareState, "✗!∞≠?○–✓", strict=True))
_RANKS = {state: rank for rank, state in enumerate(SquareState)}
_FAILED = (SquareState.NOT_KEPT, SquareState.CRASHED, SquareState.ENDLESS, SquareState.TAMPERED)
