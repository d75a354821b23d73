"""Which line of an answer's own reads all that there is before anything is handed on. Pure."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import own_nodes
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import (
    ANEXT,
    CellFunction,
    called_name,
    functions_in,
    only,
    own_cells,
    place_in,
)
from asynclab.expect import Failure
from asynclab.expect.messages.arrivals import ITEM_BY_ITEM
from asynclab.observe.run import Place

_Loop = ast.AsyncFor | ast.While | ast.ListComp | ast.SetComp | ast.DictComp
_PASSED_ON = frozenset("put put_nowait send send_nowait".split())


def at_what_reads_first(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those of items that were collected first at the line that reads all of them, where there is
    but one in the answers' cells. given: the labels of the locked cells."""
    place = only(place for run in own_cells(answers, given, history) for place in _reads_first(run))
    return tuple(replace(each, failure=_at(each.failure, place)) for each in findings)


def _at(failure: Failure, place: Place | None) -> Failure:
    collected = failure.remedy == ITEM_BY_ITEM and failure.cause
    return replace(failure, place=place) if collected and failure.place is None else failure


def _reads_first(run: CellRun) -> Iterator[Place]:
    """The lines of a cell's generators that read a stream in a loop without a `yield`, where each `yield` comes only
    after it."""
    for function in functions_in(run):
        yields = [each.lineno for each in own_nodes(function) if isinstance(each, (ast.Yield, ast.YieldFrom))]
        for loop in _loops(function):
            end = loop.end_lineno or loop.lineno
            if yields and min(yields) > end and not _passes_on(loop):
                yield replace(place_in(run, loop.lineno), function=function.name)


def _loops(function: CellFunction) -> Iterator[_Loop]:
    """The loops of a function that read a stream, also those in a list and those by hand."""
    for node in own_nodes(function):
        if isinstance(node, (ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp)) and _reads(node):
            yield node


def _reads(loop: _Loop) -> bool:
    if isinstance(loop, ast.While):
        return any(called_name(each) in ANEXT for each in ast.walk(loop))
    return isinstance(loop, ast.AsyncFor) or any(each.is_async for each in loop.generators)


def _passes_on(loop: ast.AST) -> bool:
    """Whether a loop gives what it reads to something that may hand it on."""
    return any(isinstance(each, ast.Attribute) and each.attr in _PASSED_ON for each in ast.walk(loop))
