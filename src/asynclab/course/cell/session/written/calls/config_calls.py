"""Which call of an answer's own hands no config on, or one of its own: the run of the model shows only what it bears.
Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from asynclab.course.cell.bindings import own_nodes
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import CellFunction, functions_in, own_cells, place_in
from asynclab.expect import Failure
from asynclab.expect.messages.config_advice import NOT_REACHED, OF_ONES_OWN
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place

_METHODS = frozenset("invoke ainvoke stream astream batch abatch astream_events astream_log".split())
_NAMED = re.compile(r"`([^`]+)` (?:bears|is a run)|were not told of `([^`]+)`")
_LONG = 70  # characters of a call that is told


@dataclass(frozen=True)
class _AskingCall:
    """A call of a runnable's method. receiver: the name that it is asked by, "" where there is none. config: what
    stands in the config's place. handed: the name of the config that the function around it is given, "" without."""

    run: CellRun
    function: str
    node: ast.Call
    receiver: str
    config: ast.expr | None
    handed: str
    own: bool

    @property
    def place(self) -> Place:
        at = self.node if self.config is None else self.config
        return replace(place_in(self.run, at.lineno), function=self.function)


def at_config_calls(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings: those of a config that did not come along, or of one of the student's own, at the one call
    in the answers' cells that hands none on, or its own; if the function around it has the config, with that call as it
    should be. given: the labels of the locked cells."""
    calls = [call for run in own_cells(answers, given, history) for call in _asking(run)]
    return tuple(replace(each, failure=_at(each.failure, calls)) for each in findings)


def _at(failure: Failure, calls: Sequence[_AskingCall]) -> Failure:
    if failure.place is not None:
        return failure
    if failure.remedy in OF_ONES_OWN:
        own = _one([call for call in calls if call.own], failure)
        return failure if own is None else replace(failure, place=own.place)
    if failure.cause != NOT_REACHED:
        return failure
    call = _one([call for call in calls if call.config is None], failure)
    if call is None:
        return failure
    remedy = f"Hand it on there: {code(_with_config(call))}." if call.handed else failure.remedy
    return replace(failure, place=call.place, remedy=remedy)


def _one(calls: Sequence[_AskingCall], failure: Failure) -> _AskingCall | None:
    """The call, if it is but one; of several, the one of what the failure names."""
    named = _NAMED.search(failure.seen)
    name = (named[1] or named[2]) if named is not None else ""
    found = [call for call in calls if call.receiver == name] or list(calls)
    return found[0] if len(found) == 1 else None


def _with_config(call: _AskingCall) -> str:
    """The call with the config behind what it asks."""
    node, config = call.node, ast.Name(call.handed)
    if len(node.args) == 1:
        mended = ast.Call(node.func, [*node.args, config], node.keywords)
    else:
        mended = ast.Call(node.func, node.args, [*node.keywords, ast.keyword("config", config)])
    whole = ast.unparse(mended)
    return whole if len(whole) <= _LONG else f"{ast.unparse(node.func)}(..., {call.handed})"


def _asking(run: CellRun) -> Iterator[_AskingCall]:
    """The calls of runnables in a cell's functions of which it is plain what stands in the config's place."""
    for function, outer in _with_outer(run):
        parameters = {name for each in (function, *outer) for name in _configs(each)}
        own = _configs(function)
        handed = next(iter(own), "") or next((name for each in outer for name in _configs(each)), "")
        for node in own_nodes(function):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            starred = any(isinstance(each, ast.Starred) for each in node.args) or any(
                each.arg is None for each in node.keywords
            )
            if node.func.attr == "with_config":
                config: ast.expr | None = node
            elif node.func.attr not in _METHODS or starred:
                continue
            else:
                config = _config_of(node)
            mine = config is not None and not _is_handed(config, {*parameters, "config"})
            yield _AskingCall(run, function.name, node, _receiver(node.func.value), config, handed, mine)


def _with_outer(run: CellRun) -> Iterator[tuple[CellFunction, tuple[CellFunction, ...]]]:
    """The functions of a cell, each with those around it, the innermost first."""
    functions = list(functions_in(run))
    for each in functions:
        around = [one for one in functions if one is not each and any(each is node for node in ast.walk(one))]
        yield each, tuple(sorted(around, key=lambda one: -one.lineno))


def _configs(function: CellFunction) -> list[str]:
    """The parameters of a function that are a config, by their name or by what they are said to be."""
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    said = [each for each in arguments if each.annotation and "RunnableConfig" in ast.unparse(each.annotation)]
    return [each.arg for each in (*said, *(one for one in arguments if one.arg == "config"))]


def _config_of(node: ast.Call) -> ast.expr | None:
    named = next((each.value for each in node.keywords if each.arg == "config"), None)
    given = named if named is not None else node.args[1] if len(node.args) > 1 else None
    return None if isinstance(given, ast.Constant) and given.value is None else given


def _is_handed(config: ast.expr, names: Collection[str]) -> bool:
    """Whether that is the config itself, or an empty one where there is none."""
    if isinstance(config, ast.BoolOp):
        return any(_is_handed(each, names) for each in config.values)
    return isinstance(config, ast.Name) and config.id in names


def _receiver(value: ast.expr) -> str:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "with_config":
        value = value.func.value
    return value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
