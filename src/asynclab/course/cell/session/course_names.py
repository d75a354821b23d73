"""The course's own names in locked cells: `check` and `perform` mean there what their author meant, whatever a student
has called so. In the student's cells they are the student's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import asynclab
from asynclab.course.cell.bindings import used_names

_DELETED = object()
_CALLED = ("task", "perform")


class CourseNames:
    """Lends the course's names to one cell at a time. kept: what stands in the place of one that has to know the
    student's own value, made from that value."""

    def __init__(self, kept: dict[str, Callable[[Any], Any]]) -> None:
        self._kept = kept
        self._given: dict[str, Any] = {}
        self._lent: dict[str, tuple[Any, Any]] = {}

    def learn(self, bound: dict[str, Any]) -> None:
        """Take in what a cell has bound: of that, what is the course's."""
        self._given |= {name: value for name, value in bound.items() if _of_the_course(name, value)}

    def shadowed(self, namespace: Mapping[str, Any]) -> bool:
        """Return whether a student has taken one of them."""
        return any(namespace.get(name, _DELETED) is not ours for name, ours in self._given.items())

    def lend(self, source: str, namespace: MutableMapping[str, Any]) -> None:
        """Put the course's names in place for a locked cell that uses them."""
        for name in used_names(source) & self._given.keys():
            theirs, ours = namespace.get(name, _DELETED), self._given[name]
            if theirs is not ours:
                lent = self._kept[name](theirs) if name in self._kept and theirs is not _DELETED else ours
                namespace[name] = lent
                self._lent[name] = (lent, theirs)

    def give_back(self, namespace: MutableMapping[str, Any]) -> None:
        """Give the student's names back, unless the cell has bound them anew."""
        for name, (lent, theirs) in self._lent.items():
            if namespace.get(name) is lent and theirs is _DELETED:
                del namespace[name]
            elif namespace.get(name) is lent:
                namespace[name] = theirs
        self._lent.clear()

    def taken(self, bound: dict[str, Any]) -> tuple[str, ...]:
        """Return a sentence for each of the names that unlocked cells call, if a cell has just bound it to something
        else."""
        lost = (name for name in _CALLED if name in bound and bound[name] is not self._given.get(name, bound[name]))
        return tuple(
            f"`{name}` is a name of the course's, and now it is yours: cells that call it will not work. "
            f"Choose another one; `from asynclab import {name}` brings it back."
            for name in lost
        )


def _of_the_course(name: str, value: object) -> bool:
    return value is not None and getattr(asynclab, name, None) is value
