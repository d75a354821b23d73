"""Which loop of an answer's own reads a stream that nobody closes: of a generator that was let go of, or of what was
still open behind it, the run may know no line. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import own_nodes, parsed
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import own_cells
from asynclab.observe.run import Place

_NOT_CLOSED = re.compile(r"\baclosing\b|Nobody closed|and close it\.")
_BY_HAND = re.compile(r"\banext\(|\b__anext__\b|\bathrow\(")


def at_unclosed_loops(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those that are told of a stream which nobody has closed, and have no line, at the loop that
    reads it, where there is but one such loop in the answers' cells. given: the labels of the locked cells."""
    runs = own_cells(answers, given, history)
    loops = [place for run in runs for place in _unclosed(run)]
    return tuple(_at(finding, loops[0]) if len(loops) == 1 else finding for finding in findings)


def _at(finding: Finding, loop: Place) -> Finding:
    failure = finding.failure
    if failure.place is not None or not _NOT_CLOSED.search(failure.sentence):
        return finding
    return replace(finding, failure=replace(failure, place=loop))


def _unclosed(run: CellRun) -> Iterator[Place]:
    """The lines of a cell's `async for` loops over what the cell closes nowhere."""
    tree = parsed(run.source)
    if tree is None or _BY_HAND.search(run.source):
        return
    closed = set(_closed(tree))
    for function in (each for each in ast.walk(tree) if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))):
        for loop in (each for each in own_nodes(function) if isinstance(each, (ast.AsyncFor, ast.comprehension))):
            awaited = isinstance(loop, ast.AsyncFor) or loop.is_async
            over = loop.iter
            made = isinstance(over, ast.Call) and not _is_called(over, "as_completed", "aclosing")
            named = isinstance(over, ast.Name) and over.id not in closed
            if awaited and (made or named) and (place := run.place(loop.iter.lineno)) is not None:
                yield replace(place, function=function.name)


def _closed(tree: ast.Module) -> Iterator[str]:
    """The names of what is closed somewhere: entered as an `aclosing`, handed to one, or closed by hand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.withitem) and isinstance(node.optional_vars, ast.Name):
            yield node.optional_vars.id
        elif isinstance(node, ast.Assign) and any(_is_called(each, "aclosing") for each in ast.walk(node.value)):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.Call) and _is_called(node, "aclosing"):
            yield from (each.id for each in node.args if isinstance(each, ast.Name))
        elif isinstance(node, ast.Attribute) and node.attr == "aclose" and isinstance(node.value, ast.Name):
            yield node.value.id


def _is_called(node: ast.AST, *names: str) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return (isinstance(called, ast.Name) and called.id in names) or (
        isinstance(called, ast.Attribute) and called.attr in names
    )
