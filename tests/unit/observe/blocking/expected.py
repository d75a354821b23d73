"""Reads the cases: which there are, and what their comments promise."""

from __future__ import annotations

import inspect
import pathlib
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from tests.unit.observe.blocking.cases import clean, clean_frameworks, frameworks, processor, sleeps, system, threads

Case = Callable[[], Awaitable[object]]

_HERE = re.compile(r"# HERE (?P<rule>[\w-]+)(?: (?P<stall>[\d.]+))?(?: for (?P<case>\w+))?(?: in (?P<stalled>\w+))?")


@dataclass(frozen=True)
class Expected:
    """A case that blocks, and what is to be said of it."""

    case: Case
    rule: str
    line: int
    stall: float
    stalled: str | None


def _cases(*modules: ModuleType) -> Iterator[Case]:
    for module in modules:
        for name, function in vars(module).items():
            if (
                inspect.iscoroutinefunction(function)
                and not name.startswith("_")
                and function.__module__ == module.__name__
            ):
                yield function


def _expected(case: Case) -> Expected:
    source, first = inspect.getsourcelines(case)
    body = range(first, first + len(source))
    for line, text in enumerate(pathlib.Path(inspect.getfile(case)).read_text().splitlines(), 1):
        found = _HERE.search(text)
        if found and (found["case"] == case.__name__ or (found["case"] is None and line in body)):
            stalled = found["stalled"] or case.__name__
            return Expected(
                case, found["rule"], line, float(found["stall"] or 0), None if stalled == "nothing" else stalled
            )
    raise LookupError(f"{case.__name__}: no line of its module says `# HERE <rule>` for it.")


BLOCKING = tuple(map(_expected, _cases(sleeps, threads, system, frameworks, processor)))
CLEAN = tuple(_cases(clean, clean_frameworks))
