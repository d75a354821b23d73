"""What an answer is given, as it was before: whether it takes things out of it shows when it has ended."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from asynclab.observe.run import ChangedArgument


class GivenArguments:
    """The lists, dicts and sets of one call, with what is in each."""

    def __init__(self) -> None:
        self._kept: list[tuple[str, Collection[Any], tuple[Any, ...]]] = []

    def keep(self, target: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        """Take in what a target is about to be called with."""
        try:
            bound = inspect.signature(target).bind(*args, **kwargs).arguments
        except (TypeError, ValueError):  # it does not take that, or nobody can tell
            return
        self.keep_each(bound)

    def keep_each(self, named: object) -> None:
        """Take in what is in a dict, such as a graph's input, under its keys; of anything else nothing."""
        for name, value in named.items() if isinstance(named, dict) else ():
            if type(value) in (list, dict, set):
                self._kept.append((str(name), value, tuple(value)))

    def changed(self) -> Iterator[ChangedArgument]:
        """Yield those in which there is less than before, or what was there in another order. What was put in beside
        it may be asked for."""
        for name, value, before in self._kept:
            was, now = list(map(id, before)), list(map(id, value))
            missing = (Counter(was) - Counter(now)).total()
            later = iter(now)
            if missing or (type(value) is list and not all(each in later for each in was)):
                yield ChangedArgument(name, type(value).__name__, len(was), len(was) - missing)
