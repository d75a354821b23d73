"""Where an answer awaits a task that it has cancelled itself, of which the `CancelledError` then comes out. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from asynclab.course.cell.bindings import own_nodes
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import (
    CellFunction,
    called_name,
    caught_names,
    functions_in,
    own_cells,
    place_in,
)
from asynclab.expect.messages.crashes import BY_ITSELF_CANCELLED
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place

_CAME_OUT = re.compile(r"^It raised (?:another error: )?`CancelledError`")
_CAUGHT = frozenset(("", "BaseException", "CancelledError"))


@dataclass(frozen=True)
class _OwnAwait:
    """An `await` of a task by its name, and the line that has cancelled it."""

    name: str
    place: Place
    cancelled: int


def at_cancelled_awaits(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those of a `CancelledError` that came out at the `await` of a task which the answer has
    cancelled, where its cells have but one such. given: the labels of the locked cells."""
    found = [each for run in own_cells(answers, given, history) for each in _awaits(run)]
    return tuple(_at(finding, found[0]) if len(found) == 1 else finding for finding in findings)


def _at(finding: Finding, awaited: _OwnAwait) -> Finding:
    failure, run = finding.failure, finding.run
    known = failure.cause and failure.cause != BY_ITSELF_CANCELLED
    if known or run is None or run.left_early is not None or not _CAME_OUT.match(failure.seen):
        return finding
    cause = f"{code(awaited.name)} was cancelled in line {awaited.cancelled}, and its `CancelledError` comes out here."
    remedy = (
        f"`await asyncio.gather({awaited.name}, return_exceptions=True)` waits for it, and raises nothing. An "
        "`asyncio.TaskGroup` does both for you."
    )
    return replace(finding, failure=replace(failure, cause=cause, remedy=remedy, place=awaited.place))


def _awaits(run: CellRun) -> Iterator[_OwnAwait]:
    for function in functions_in(run):
        cancels = {
            each.func.value.id: each.lineno
            for each in own_nodes(function)
            if isinstance(each, ast.Call)
            and isinstance(each.func, ast.Attribute)
            and each.func.attr == "cancel"
            and isinstance(each.func.value, ast.Name)
        }
        looped = set(_looped(function))
        caught = {id(each) for each in _where_it_is_caught(function)}
        for each in own_nodes(function):
            if isinstance(each, ast.Await) and isinstance(each.value, ast.Name) and id(each) not in caught:
                cancelled = cancels.get(each.value.id)
                if cancelled is not None and cancelled < each.lineno and each.value.id not in looped:
                    yield _OwnAwait(each.value.id, place_in(run, each.lineno, function.name), cancelled)


def _looped(function: CellFunction) -> Iterator[str]:
    """The names that loops give to one after another: which of them is meant, the text does not say."""
    for each in own_nodes(function):
        if isinstance(each, (ast.For, ast.AsyncFor, ast.comprehension)):
            yield from (node.id for node in ast.walk(each.target) if isinstance(node, ast.Name))


def _where_it_is_caught(function: CellFunction) -> Iterator[ast.AST]:
    """What stands where a `CancelledError` is caught: in such a `try`, or in a `with suppress(...)`."""
    for each in own_nodes(function):
        if isinstance(each, ast.Try) and any(_takes(handler) for handler in each.handlers):
            yield from (node for line in each.body for node in ast.walk(line))
        elif isinstance(each, ast.With) and any(called_name(item.context_expr) == "suppress" for item in each.items):
            yield from ast.walk(each)


def _takes(handler: ast.ExceptHandler) -> bool:
    return not _CAUGHT.isdisjoint(caught_names(handler))
