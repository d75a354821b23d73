"""The cells in which a student wrote the answers that are judged, and places in them. Pure."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator

from asynclab.course.cell.bindings import FUNCTIONS, parsed, without_prompts
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.observe.run import Place

CellFunction = ast.FunctionDef | ast.AsyncFunctionDef
ANEXT = ("anext", "__anext__")  # what asks a stream for one more


def own_cells(answers: Iterable[str], given: Collection[str], history: CellHistory) -> tuple[CellRun, ...]:
    """Return the cells that define these answers, each once. given: the labels of the locked cells."""
    owners = [run for run in map(history.owner, answers) if run is not None and run.label not in given]
    return tuple({run.label: run for run in owners}.values())


def nodes_in(run: CellRun) -> Iterator[ast.AST]:
    """Yield all that stands in a cell; nothing of one that Python cannot read."""
    tree = parsed(run.source)
    yield from ast.walk(tree) if tree is not None else ()


def functions_in(run: CellRun) -> Iterator[CellFunction]:
    """Yield the functions of a cell, those inside of others as well."""
    yield from (each for each in nodes_in(run) if isinstance(each, FUNCTIONS))


def place_in(run: CellRun, line: int, around: str = "<module>") -> Place:
    """Return a line of a cell as a place. around: the function or class that it stands in."""
    return Place(run.label, line, around, without_prompts(run.source).splitlines()[line - 1].strip())


def called_name(node: ast.AST) -> str:
    """Return the last part of the name that a call calls, as in "gather"; "" of what is no call."""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def caught_names(handler: ast.ExceptHandler) -> tuple[str, ...]:
    """Return the classes that an `except` names, the last part of each; "" of one that names none."""
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return tuple("" if each is None else ast.unparse(each).rpartition(".")[2] for each in named)


def only(places: Iterable[Place]) -> Place | None:
    """Return the place if all of them are one; else None."""
    found = set(places)
    return found.pop() if len(found) == 1 else None
