"""A step of a chain that has no `return`, so that what comes behind it meets a None. Pure."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import own_nodes, returns_of
from asynclab.course.cell.cell_verdict import Finding, told_once
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import (
    CellFunction,
    called_name,
    functions_in,
    nodes_in,
    own_cells,
    place_in,
)
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place

_SILENT = "{} is a step of a chain, and has no `return`: so it gives None to what comes behind it."
_GIVE = "Let it `return` what the next step is to have."


def with_silent_steps(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those of a None told at the step of a chain that has no `return`, where an answer's cell has
    one such step. given: the labels of the locked cells; answers: the names that were judged."""
    steps = {place: name for run in own_cells(answers, given, history) for place, name in _silent(run)}
    if len(steps) != 1:
        return tuple(findings)
    ((place, name),) = steps.items()
    return told_once(_of_none(finding, place, name) for finding in findings)


def _of_none(finding: Finding, place: Place, name: str) -> Finding:
    if "NoneType" not in finding.failure.seen:
        return finding
    failure = replace(finding.failure, cause=_SILENT.format(code(name)), remedy=_GIVE, place=place)
    return replace(finding, failure=failure)


def _silent(run: CellRun) -> Iterator[tuple[Place, str]]:
    names = {name.id for node in nodes_in(run) for name in _steps(node) if isinstance(name, ast.Name)}
    for function in functions_in(run):
        if function.name in names and not _gives(function):
            yield place_in(run, function.lineno, function.name), function.name


def _steps(node: ast.AST) -> Iterator[ast.expr]:
    """What a node makes steps of a chain: what a `RunnableLambda` is made of, and both sides of a `|`."""
    if isinstance(node, ast.Call) and called_name(node) == "RunnableLambda":
        yield from (*node.args, *(each.value for each in node.keywords))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from (node.left, node.right)


def _gives(function: CellFunction) -> bool:
    """Whether a function returns a value or yields one."""
    yields = any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in own_nodes(function))
    return yields or any(returns_of(function))
