"""Which line of an answer's own reads all that there is before anything is handed on. Pure."""

from __future__ import annotations

import ast
import re
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
from asynclab.expect.messages.arrivals import ITEM_BY_ITEM, STAYED
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place

_Loop = ast.AsyncFor | ast.While | ast.ListComp | ast.SetComp | ast.DictComp
_PASSED_ON = frozenset("put put_nowait send send_nowait".split())
_LATE = re.compile(r"^(?:The items|Such items) came at|^The reader had its first item|^`[^`]+` let go at")
_WHOLE = re.compile(r"\.(a?invoke|stream)\(")
_ALL_AT_ONCE = "{}, line {}, is waited for until the answer is whole, and nothing is handed on before."
_ASTREAM = "Read `astream` in its place, in `async with aclosing(...)`, and hand on each chunk's text as it comes."


def at_what_reads_first(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those of items that were collected first at the line that reads all of them, where there is
    but one in the answers' cells; and those of items that came late, or of what was not let go of in time, at the line
    that asks for a whole answer. given: the labels of the locked cells."""
    runs = own_cells(answers, given, history)
    place = only(place for run in runs for place in _reads_first(run))
    whole = only(place for run in runs for place in _asks_for_all(run))
    found = (replace(each, failure=_at(each.failure, place)) for each in findings)
    return tuple(replace(each, failure=_at_whole(each.failure, whole)) for each in found)


def _at(failure: Failure, place: Place | None) -> Failure:
    collected = failure.remedy == ITEM_BY_ITEM and failure.cause
    return replace(failure, place=place) if collected and failure.place is None else failure


def _at_whole(failure: Failure, place: Place | None) -> Failure:
    late = _LATE.search(failure.seen) and (failure.is_guessed or failure.cause.startswith(STAYED))
    if place is None or failure.place is not None or not (late or failure.remedy == ITEM_BY_ITEM):
        return failure
    method = _WHOLE.search(place.text)
    cause = _ALL_AT_ONCE.format(code(method[1] if method is not None else "ainvoke"), place.line)
    return replace(failure, cause=cause, remedy=_ASTREAM, place=place)


def _asks_for_all(run: CellRun) -> Iterator[Place]:
    """The lines of a cell's generators that ask for a whole answer before the first `yield`, and read no stream."""
    for function in functions_in(run):
        nodes = [each for each in ast.walk(function) if each is not function]
        yields = [each.lineno for each in own_nodes(function) if isinstance(each, (ast.Yield, ast.YieldFrom))]
        reads = any(isinstance(each, ast.AsyncFor) or called_name(each).startswith("astream") for each in nodes)
        for call in () if reads or not yields else nodes:
            if isinstance(call, ast.Call) and _asks(call) and call.lineno < min(yields):
                yield replace(place_in(run, call.lineno), function=function.name)


def _asks(call: ast.Call) -> bool:
    """Whether a call asks for all that there is at once: a whole answer, or a stream that is made a list."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in ("ainvoke", "invoke")
    streams = [each for each in ast.walk(call) if called_name(each) == "stream"]
    return ast.unparse(call.func) == "list" and bool(streams)


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
