"""Several observers of one run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asynclab.lab.observer import Observer

_ANSWERED = ("wait_started", "thread_context")


class Together(Observer):
    """Passes each event on to those of the observers that take it, in order; what nobody takes costs nothing.

    Raises ValueError where two of them take an event that is answered, which only one can do.
    """

    def __init__(self, *observers: Observer) -> None:
        for event in (name for name in vars(Observer) if not name.startswith("_")):
            takers = [getattr(o, event) for o in observers if getattr(type(o), event) is not getattr(Observer, event)]
            if event in _ANSWERED and len(takers) > 1:
                raise ValueError(f"Only one observer can take {event}: it is answered.")
            if takers:
                setattr(self, event, takers[0] if len(takers) == 1 else _each(takers))


def _each(takers: list[Callable[..., Any]]) -> Callable[..., None]:
    def event(*args: Any) -> None:
        for taker in takers:
            taker(*args)

    return event
