"""Closes coroutines that no loop will run any more, so that nothing is heard of them later."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import Any

from asynclab.lab.owners.ownership import awaited_chain

_TRIES = 10  # awaits that clean-up may come to, each of which is told again that it is over
_UNDEAD: list[object] = []  # what cannot be closed: let go of, each would say so in the next cell


def close_inwards(awaitable: Any) -> None:
    """Close a suspended coroutine with all that it awaits, the innermost first. Clean-up that awaits something else is
    closed there as well; what goes on and on is kept alive, and let be."""
    chain = list(awaited_chain(awaitable))
    for each, stepped in reversed(list(zip(chain, [*chain[1:], None], strict=True))):
        if isinstance(each, (CoroutineType, GeneratorType)):
            _end(each, each.close)
        elif isinstance(stepped, AsyncGeneratorType):  # before Python 3.13, to close a step leaves its generator as is
            _end(stepped, partial(each.throw, GeneratorExit))


def _end(each: Any, closed: Callable[[], object]) -> None:
    for _ in range(_TRIES):
        if not _is_alive(each):
            return
        with contextlib.suppress(BaseException):  # it catches what ends it, or is being ended from outside right now
            closed()
    _UNDEAD.append(each)


def _is_alive(each: Any) -> bool:
    return any(getattr(each, frame, None) is not None for frame in ("cr_frame", "ag_frame", "gi_frame"))
