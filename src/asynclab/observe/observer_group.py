"""Several observers of one run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from asynclab.lab.observer import Observer

_ANSWERED = ("wait_started", "thread_context")


class ObserverGroup(Observer):
    """Passes each event on to those of the observers that take it, in order; what nobody takes costs nothing.

    Raises ValueError where two of them take an event that is answered, which only one can do.
    """

    def __init__(self, *observers: Observer) -> None:
        for event, places in _taken(tuple(type(observer) for observer in observers)):
            takers = [getattr(observers[place], event) for place in places]
            setattr(self, event, takers[0] if len(takers) == 1 else _each(takers))


@cache
def _taken(kinds: tuple[type[Observer], ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The events that observers of these classes take, each with the places of those who take it."""
    taken = []
    for event in (name for name in vars(Observer) if not name.startswith("_")):
        places = tuple(n for n, kind in enumerate(kinds) if getattr(kind, event) is not getattr(Observer, event))
        if event in _ANSWERED and len(places) > 1:
            raise ValueError(f"Only one observer can take {event}: it is answered.")
        if places:
            taken.append((event, places))
    return tuple(taken)


def _each(takers: list[Callable[..., Any]]) -> Callable[..., None]:
    def event(*args: Any) -> None:
        for taker in takers:
            taker(*args)

    return event
