"""A name outside of an answer's functions that keeps what an earlier run has put into it. Pure."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import parsed
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import called_name, functions_in, own_cells, place_in
from asynclab.expect import Failure
from asynclab.expect.messages.wording import code
from asynclab.expect.outcome import LIKELY

_ADDING = frozenset("append extend insert add update setdefault put_nowait appendleft".split())
_SEEN = "{} stands outside of the function that fills it and reads it."
_OUTLIVES = (
    "It is made once, when its cell runs, and every later run of the answer finds in it what the runs before have "
    "left: a check makes many."
)
_INSIDE = "Make it inside of the function, so that each call has its own."


def with_kept_names(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings; where a name at the left margin of an answer's cell is both filled and read by a function of
    that cell, that comes first, at the line that makes it, and of the others no author's guess of another slip is told.
    given: the labels of the locked cells; answers: the names that were judged."""
    kept = [
        Finding(Failure(_SEEN.format(code(name)), _OUTLIVES, _INSIDE, place=place_in(run, line)))
        for run in own_cells(answers, given, history)
        for name, line in _made_outside(run)
        if any(_fills(each, name) and _reads(each, name) for each in functions_in(run))
    ]
    if not kept:
        return tuple(findings)
    guessed = (each.failure.cause.startswith(LIKELY) for each in findings)
    others = (
        replace(each, failure=replace(each.failure, cause="", section="")) if guess else each
        for each, guess in zip(findings, guessed, strict=True)
    )
    return (*kept, *others)


def _made_outside(run: CellRun) -> Iterator[tuple[str, int]]:
    """The names that a cell gives an empty value at its left margin, each with the line."""
    tree = parsed(run.source)
    for each in tree.body if tree is not None else ():
        if isinstance(each, ast.Assign) and _is_empty(each.value):
            yield from ((target.id, each.lineno) for target in each.targets if isinstance(target, ast.Name))
        elif isinstance(each, ast.AnnAssign) and each.value is not None and _is_empty(each.value):
            yield from [(each.target.id, each.lineno)] if isinstance(each.target, ast.Name) else []


def _is_empty(value: ast.expr) -> bool:
    """Whether a value is an empty collection, None, False, 0 or an empty text."""
    if isinstance(value, (ast.List, ast.Set, ast.Tuple)):
        return not value.elts
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.Constant):
        return not value.value
    return called_name(value) in ("list", "dict", "set", "defaultdict", "Counter", "deque", "OrderedDict")


def _fills(function: ast.AST, name: str) -> bool:
    """Whether a function adds to what a name outside of it holds, or gives that name another value."""
    every = list(ast.walk(function))
    named = [each for each in every if isinstance(each, ast.Name) and each.id == name]
    stored = any(isinstance(each.ctx, ast.Store) for each in named)
    if any(isinstance(each, ast.Global) and name in each.names for each in every):
        return stored or any(_adds_to(each, name) for each in every)
    parameter = any(isinstance(each, ast.arg) and each.arg == name for each in every)
    return not stored and not parameter and any(_adds_to(each, name) for each in every)


def _adds_to(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        return isinstance(node.value, ast.Name) and node.value.id == name
    called = node.func if isinstance(node, ast.Call) else None
    if not isinstance(called, ast.Attribute) or called.attr not in _ADDING:
        return False
    return isinstance(called.value, ast.Name) and called.value.id == name


def _reads(function: ast.AST, name: str) -> bool:
    """Whether a function uses what a name holds for something else than to add to it, or to print it."""
    parts = {id(part) for node in ast.walk(function) for part in _filling(node, name)}
    return any(
        isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Load) and id(each) not in parts
        for each in ast.walk(function)
    )


def _filling(node: ast.AST, name: str) -> Iterator[ast.AST]:
    """The places at which a node uses a name only to fill or to print it."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "len"):
        yield from node.args
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ADDING:
        if node.func.attr != "setdefault":  # which gives what was there
            yield node.func.value
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        yield node.value
