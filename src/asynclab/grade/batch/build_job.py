"""From a cleaned notebook to the job that executes it. Pure.

A graded cell is either a check, of which only the scenarios travel, or a test in nbgrader's plain style, which has to
stand in the student's process with everything in it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from asynclab.course.authoring.chapter import WATCHED
from asynclab.grade.job import CellKind, Companion, Job, JobCell, Limits

_LIMITS = Limits()


@dataclass(frozen=True)
class GradedCell:
    """A graded code cell as the gradebook has it. source: the instructor's, hidden tests in."""

    source: str
    points: float


def job_of(
    notebook: NotebookNode,
    *,
    graded: Mapping[str, GradedCell],
    questions: Mapping[str, Sequence[str]],
    companions: Iterable[Companion] = (),
    modules: Iterable[str] = (),
    limits: Limits = _LIMITS,
    key: str,
    engine: str = "",
) -> Job:
    """The job of a cleaned notebook. graded: by grade_id. questions: of each check its scenarios, as JSON."""
    cells = tuple(_cells(notebook, graded, questions))
    return Job(key, cells, tuple(companions), tuple(modules), limits, engine)


def kind_of(source: str, name: str) -> CellKind:
    """Whether a graded cell's text, the instructor's, opens a check or is a plain test.

    A function of a foreign assignment may be called `check` too: ours stands in a `with`, or is given the cell's id.
    """
    return CellKind.CHECK if _has_check(source, name) else CellKind.TEST


def is_automatic(cell: Mapping[str, Any]) -> bool:
    """Whether a cell is graded by running it, and not by a person who reads it."""
    return bool(cell["cell_type"] == "code" and is_grade(cell) and not is_solution(cell))


def _cells(
    notebook: NotebookNode, graded: Mapping[str, GradedCell], questions: Mapping[str, Sequence[str]]
) -> Iterator[JobCell]:
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if WATCHED in cell.metadata.get("tags", ()):
            yield JobCell(index, CellKind.SKIP, name=name)
        elif is_automatic(cell):
            source = graded[name].source if name in graded else cell.source
            kind = kind_of(source, name)
            scenarios = tuple(questions.get(name, ()))
            yield JobCell(index, kind, "" if kind is CellKind.CHECK else source, name, scenarios)
        elif cell.source.strip():  # an empty cell is not run, and does not count
            yield JobCell(index, CellKind.CODE, cell.source, name)


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
