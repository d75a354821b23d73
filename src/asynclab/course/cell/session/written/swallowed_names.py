"""A name that there is not, in a block whose `except` takes the `NameError` of it: the run goes on, and shows only what
became of that. Pure."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from asynclab.course.cell.bindings import parsed, used_names
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import functions_in, own_cells
from asynclab.expect import Failure
from asynclab.expect.messages.of_names.unimported_names import how_to_import
from asynclab.expect.messages.of_tasks.thrown_away import Stop, stops
from asynclab.expect.messages.wording import code

_MOST = 2  # told at once
_ERROR = "NameError"
_ALIKE = 0.75


def swallowed_names(
    answers: Iterable[str], given: Collection[str], history: CellHistory, known: Collection[str]
) -> Iterator[Failure]:
    """Yield a failure for each name in the cells that define the answers which nobody has defined, where an `except`
    that does not speak of it, or a `suppress`, would take its error; of many the first. given: the labels of the locked
    cells. known: the names of the notebook."""
    for run in own_cells(answers, given, history):
        yield from islice(_in_cell(run, known), _MOST)


def _in_cell(run: CellRun, known: Collection[str]) -> Iterator[Failure]:
    missing = {name for name in used_names(run.source) if name not in known and not hasattr(builtins, name)}
    tree = parsed(run.source) if missing else None
    told = set()
    for block, end in _blocks(tree) if tree is not None else ():
        for node in (each for statement in block for each in ast.walk(statement)):
            if isinstance(node, ast.Name) and node.id in missing and node.id not in told:
                told.add(node.id)
                yield _told(run, node, end)


def _told(run: CellRun, node: ast.Name, end: Stop) -> Failure:
    seen = (
        f"There is no {code(node.id)}. Where line {node.lineno} of {run.label} is reached, it ends with a `NameError`, "
        f"and line {end.line} takes that{' and tells nobody' if end.silent else ''}."
    )
    own = {each.arg for one in functions_in(run) for each in ast.walk(one.args) if isinstance(each, ast.arg)}
    alike = get_close_matches(node.id, sorted(own), n=1, cutoff=_ALIKE)
    line = how_to_import(node.id)
    otherwise = f"Import it: {code(line)}. " if line else "Look how it is spelt. "
    meant = f"Is {code(alike[0])} meant? " if alike else otherwise
    return Failure(
        seen, remedy=f"{meant}And catch the errors that are meant, and no others.", place=run.place(node.lineno)
    )


def _blocks(tree: ast.Module) -> Iterator[tuple[list[ast.stmt], Stop]]:
    """The blocks of a cell in which the error ends that a missing name raises, each with where it does."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Try, ast.TryStar)):
            ends = [end for each in node.handlers for end in _ends(each)]
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            ends = [end for each in node.items for end in _ends(each.context_expr)]
        else:
            continue
        if ends:
            yield node.body, ends[0]


def _ends(node: ast.AST) -> Iterator[Stop]:
    """Where the error ends at this very line, and is not meant to."""
    for end in stops(node):
        meant = _ERROR in end.takes or end.word not in ("except", "suppress")
        if end.line == getattr(node, "lineno", 0) and end.ends(_ERROR) and not meant:
            yield end
