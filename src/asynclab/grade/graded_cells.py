"""Graded cells as an assignment has them: whether one is a check or a plain test, and who grades it. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nbgrader.utils import is_grade, is_solution

from asynclab.grade.job import CellKind


@dataclass(frozen=True)
class GradedCell:
    """A graded code cell as the gradebook has it. source: the instructor's, hidden tests in."""

    source: str
    points: float


def kind_of(source: str, name: str) -> CellKind:
    """Return whether a graded cell's text, the instructor's, opens a check or is a plain test.

    A function of a foreign assignment may be called `check` too: ours stands in a `with`, or is given the cell's id.
    """
    return CellKind.CHECK if _has_check(source, name) else CellKind.TEST


def is_automatic(cell: Mapping[str, Any]) -> bool:
    """Return whether a cell is graded by running it, and not by a person who reads it."""
    return bool(cell["cell_type"] == "code" and is_grade(cell) and not is_solution(cell))


@lru_cache(maxsize=1024)  # an instructor's cells: the same for the whole class
def _has_check(source: str, name: str) -> bool:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):  # a magic in it
        return bool(re.search(rf"\bwith\s+(\w+\.)*check\(|\bcheck\(\s*[\"']{re.escape(name)}[\"']", source))
    opened = [item.context_expr for node in nodes if isinstance(node, ast.With) for item in node.items]
    if any(_calls_check(expression) for expression in opened):
        return True
    return any(_calls_check(node) and _first(node) == name for node in nodes)


def _calls_check(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    return (node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")) == "check"


def _first(call: ast.AST) -> object:
    """The first argument of a call, if it stands there as it is."""
    arguments = call.args if isinstance(call, ast.Call) else []
    return arguments[0].value if arguments and isinstance(arguments[0], ast.Constant) else None
