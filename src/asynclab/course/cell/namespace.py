"""The words of a graded cell mean what the author meant, whatever a student has called so.

A student's notebook and its graded cells share one namespace, and `from langchain_core.tools import tool` is the most
common line of LangChain there is. So while a check is being read, the names of expectations and scenarios are the
course's own; while an answer runs, and when the check is over, they are the student's again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import Any

from asynclab import expect, scenario


@cache
def words() -> dict[str, Any]:
    """Return the public names of expectations and scenarios."""
    return {name: getattr(module, name) for module in (expect, scenario) for name in module.__all__}


class Vocabulary:
    """The course's words in a namespace, for as long as a check is read, and whatever names the check sets itself.

    Of the words, only those the namespace has are touched. The check's own names (`tools`, `c`) are kept apart: a
    student's helper of the same name must be there while the answer runs, and after.
    """

    def __init__(self, namespace: MutableMapping[str, Any], shadowed: Mapping[str, Any] = MappingProxyType({})) -> None:
        """shadowed: values of the student's own in whose place the namespace holds the course's."""
        self._namespace = namespace
        self._shadowed = dict(shadowed)
        self._students: dict[str, Any] = {}
        self._checks: dict[str, Any] = {}

    def speak(self) -> None:
        """Give the words their meaning, and the check its names."""
        self._students = dict(self._namespace) | self._shadowed
        ours = {name: word for name, word in words().items() if name in self._namespace}
        self._namespace.update(ours | self._checks)

    def hush(self) -> None:
        """Give the student's names back."""
        students, spoken = self._students, dict(self._namespace)
        self._checks = {name: value for name, value in spoken.items() if students.get(name, self) is not value}
        for name in self._checks:
            if name in students:
                self._namespace[name] = students[name]
            else:
                del self._namespace[name]

    def forget(self) -> None:
        """Let go of all values: what a student deletes after the check is to be gone then."""
        self._students, self._checks, self._shadowed = {}, {}, {}

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """Give the student's names back for as long as the block lasts, while an answer runs."""
        self.hush()
        try:
            yield
        finally:
            self.speak()
