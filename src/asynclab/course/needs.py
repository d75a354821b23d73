"""What a cell needs of the packages that are installed: "langgraph>=1.2". Where it is not there, it is left out.

Which versions count is decided where a cell runs: on a student's machine by theirs, while grading by the grader's.
"""

from __future__ import annotations

import ast
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version

from packaging.requirements import InvalidRequirement, Requirement


@cache
def lacking(needs: str) -> str:
    """Return a sentence on what is not there of a requirement, as in "It needs langgraph>=1.2, and here is langgraph
    0.2.76."; "" where nothing is lacking. Raises `ValueError` for a text that is no requirement.
    """
    if not needs:
        return ""
    wanted = _requirement(needs)
    try:
        here = version(wanted.name)
    except PackageNotFoundError:
        return f"It needs {needs}, and {wanted.name} is not installed here."
    if wanted.specifier.contains(here, prereleases=True):
        return ""
    return f"It needs {needs}, and here is {wanted.name} {here}."


def available(needs: str) -> bool:
    """Return whether the installed packages are what a cell needs; if not, print a sentence that says so.

    For a cell that is not graded: `if available("langgraph>=1.2"):` and the cell below it. Raises `ValueError` for a
    text that is no requirement.
    """
    said = lacking(needs)
    if said:
        print(f"This cell is left out. {said}")
    return not said


@lru_cache(maxsize=1024)
def needs_of(source: str) -> str:
    """Return what a graded cell needs by its text, `with check("...", "...", needs="langgraph>=1.2")`, or ""."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):  # a magic in it
        return ""
    for node in nodes:
        match node:
            case ast.Call(
                func=ast.Name(id="check"), keywords=[ast.keyword(arg="needs", value=ast.Constant(str(needs)))]
            ):
                return needs
    return ""


def _requirement(needs: str) -> Requirement:
    try:
        return Requirement(needs)
    except InvalidRequirement as error:
        raise ValueError(f'{needs!r} is no requirement: write one such as "langgraph>=1.2".') from error
