"""Which line of an answer's own has a thread call an `async def`: a run does not follow where a thread makes a
coroutine. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import nodes_in, only, own_cells, place_in
from asynclab.observe.run import Place

_IN_A_THREAD = re.compile(r"`(\w+)\(\.\.\.\)` was called in a thread")
_TO_THREADS = frozenset("to_thread run_in_executor run_sync submit map Thread Timer from_function".split())


def at_thread_calls(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those that are told of a coroutine which a thread made at the line that gives its function
    to a thread, where there is but one. given: the labels of the locked cells."""
    runs = own_cells(answers, given, history)
    return tuple(_at(finding, runs) for finding in findings)


def _at(finding: Finding, runs: Sequence[CellRun]) -> Finding:
    failure = finding.failure
    told = _IN_A_THREAD.match(failure.seen)
    if told is None or failure.place is not None:
        return finding
    place = only(place for run in runs for place in _handed_over(run, told[1]))
    return finding if place is None else replace(finding, failure=replace(failure, place=place))


def _handed_over(run: CellRun, name: str) -> Iterator[Place]:
    """The lines of a cell that give a function of this name to a thread, by itself or inside of a `lambda`."""
    for call in (each for each in nodes_in(run) if isinstance(each, ast.Call)):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = (*call.args, *(each.value for each in call.keywords))
        if called in _TO_THREADS and any(_names(part, name) for each in given for part in ast.walk(each)):
            yield place_in(run, call.lineno)


def _names(node: ast.AST, name: str) -> bool:
    return (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name)
