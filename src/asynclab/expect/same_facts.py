"""Names of facts that several expectations may tell of one run: see `Failure.fact`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

ITEMS = "what the reader got"


def never_called(pattern: str) -> str:
    """Return the name of the fact that nothing that matches was called."""
    return f"never called {pattern.rpartition(':')[2]}"


def open_at_the_end(span: int) -> str:
    """Return the name of the fact that a call or a stream did not let go. span: its id."""
    return f"open {span}"


def another_number(
    pattern: str, due: Sequence[Any], seen: Sequence[Any], alike: Callable[[Any, Any], bool] = operator.eq
) -> str:
    """Return the name of the fact that there are more or fewer of these than are due; "" where anything else is wrong:
    the shorter of the two has to stand in the longer, in its order. alike: whether what is seen is what is due."""
    long, short = (due, seen) if len(due) > len(seen) else (seen, due)
    rest = iter(long)
    fits = all(any(alike(*((each, part) if long is due else (part, each))) for each in rest) for part in short)
    return f"another number of {pattern.rpartition(':')[2]}" if fits and len(due) != len(seen) else ""
