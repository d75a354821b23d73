"""Functions inside of an answer that a library calls, such as a graph's nodes: an error that is raised for what one of
them takes or gives has no line of the student's, and theirs is found in the text. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import FUNCTIONS, own_nodes, parsed, returns_of
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import (
    CellFunction,
    functions_in,
    nodes_in,
    only,
    own_cells,
    place_in,
)
from asynclab.observe.run import Place

_UNFIT = re.compile(r"It raised `TypeError`: (\w+)\(\) (?:takes|missing|got an unexpected|got multiple values)")
_UNFIT_TOOL = re.compile(r"It raised `ValidationError`: 1 validation error for .+\n(\w+)\n")
_OF_A_NODE = re.compile(r"That was of the node `([^`]+)`\.$|^The node `([^`]+)` returned (?:`([^`]+)`)?")
_OF_AN_EDGE = re.compile(r"\b(?:conditional )?edge behind `([^`]+)`(?: gave|\.$)")
_OF_A_SEND = re.compile(r"^A `Send` went to (?:the function )?`([^`]+)`")
_NO_CONFIG = re.compile(r"No `config` came to `")
_WITHOUT_CONFIG = frozenset("run arun generate agenerate generate_prompt agenerate_prompt".split())

_OF_AN_ARGUMENT = re.compile(r"^The (?:list|dict|set) `(\w+)`, which was given with ")
_GIVEN_AWAY = re.compile(r"^`(\w+)` is .*, and should be a function\. Did a later line give the name away\?$")
_DEFINES = re.compile(r"(async\s+)?def\b|class\b|@")
_CHANGING = frozenset("pop popitem remove clear sort reverse discard difference_update intersection_update".split())


def at_own_functions(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those of an error that has no line of the student's own at the function it is about, where
    that is certain: the first line of one that does not take what it is given, as a node or as a tool; the `return`
    of a node that gave what LangGraph does not take; the line that asks by a method which takes no `config` along, of a
    run without one. given: the labels of the locked cells; answers: the names that were judged."""
    own = frozenset(answers)
    runs = own_cells(own, given, history)
    placed = (_at_own_function(finding, given, own, runs) for finding in findings)
    return tuple(_at_later_line(finding, given, history) for finding in placed)


def _at_later_line(finding: Finding, given: Collection[str], history: CellHistory) -> Finding:
    """Of a name that stands for no function: the line that has given it its value, if it is no `def`."""
    away = _GIVEN_AWAY.match(finding.failure.seen)
    place = history.last_binding(away[1]) if away is not None else None
    if place is None or place.file in given or _DEFINES.match(place.text):
        return finding
    told = replace(finding.failure, place=place, remedy="Take that line away, or give what it makes another name.")
    return replace(finding, failure=told)


def _at_own_function(
    finding: Finding, given: Collection[str], answers: Collection[str], runs: Sequence[CellRun]
) -> Finding:
    failure = finding.failure
    if failure.place is not None and (failure.place.file not in given or failure.outer is not None):
        return finding
    place = None
    if (unfit := _UNFIT.match(failure.seen)) and unfit[1] not in answers:
        place = only(place_in(run, each.lineno, each.name) for run, each in _named(runs, unfit[1]))
    elif unfit := _UNFIT_TOOL.match(failure.seen):
        place = only(place_in(run, each.lineno, each.name) for run, each in _taking(runs, unfit[1], answers))
    elif _NO_CONFIG.match(failure.seen):
        place = only(place for run in runs for place in _asked_without_config(run))
    elif of_a_node := _OF_A_NODE.search(failure.seen):
        name, key = of_a_node[1] or of_a_node[2], of_a_node[3] or ""
        nodes = [(run, each) for run in runs for each in nodes_of(run, name)]
        adding = (place for run, each in nodes if _makes_a_function(each) for place in _adding(run, each.name))
        gave_a_function = "got <function " in failure.seen
        place = (only(adding) if gave_a_function else None) or only(_returning(run, each, key) for run, each in nodes)
    elif of_an_edge := _OF_AN_EDGE.search(failure.seen):
        name = of_an_edge[1]
        place = only(place_in(run, line, around.name) for run in runs for around, line in _edges(run, name)) or only(
            _returning(run, each) for run in runs if "Command(" in run.source for each in nodes_of(run, name)
        )
    elif of_a_send := _OF_A_SEND.match(failure.seen):
        place = only(each for run in runs for each in _sending(run, of_a_send[1]))
    elif of_an_argument := _OF_AN_ARGUMENT.match(failure.seen):
        place = _changing(runs, of_an_argument[1])
    return finding if place is None else replace(finding, failure=replace(failure, place=place))


def _asked_without_config(run: CellRun) -> Iterator[Place]:
    """Where a cell asks a tool or a model by a method that takes no `config` along."""
    for each in nodes_in(run):
        if not (isinstance(each, ast.Attribute) and each.attr in _WITHOUT_CONFIG):
            continue
        around = [one for one in functions_in(run) if one.lineno <= each.lineno <= (one.end_lineno or 0)]
        if around:
            yield place_in(run, each.end_lineno or each.lineno, max(around, key=lambda one: one.lineno).name)


def _named(runs: Iterable[CellRun], name: str) -> Iterator[tuple[CellRun, CellFunction]]:
    for run in runs:
        yield from ((run, each) for each in functions_in(run) if each.name == name)


def _taking(
    runs: Iterable[CellRun], parameter: str, answers: Collection[str]
) -> Iterator[tuple[CellRun, CellFunction]]:
    """The functions inside of answers that have a parameter of a name."""
    for run in runs:
        for each in functions_in(run):
            arguments = each.args
            every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            if each.name not in answers and parameter in (one.arg for one in every):
                yield run, each


def nodes_of(run: CellRun, name: str) -> tuple[CellFunction, ...]:
    """Return what a cell adds to a graph as the node of a name: the function itself, or one that another function
    returns."""
    every = {each.name: each for each in functions_in(run)}
    calls = [call for call in nodes_in(run) if isinstance(call, ast.Call)]
    calls = [call for call in calls if call.args and _adds(call.func)]
    exactly = [call for call in calls if _node_name(call) == name]
    unnamed = [call for call in calls if not _node_name(call)]
    if not exactly and not unnamed:  # added in a loop or a sequence, under the name that the function has
        return tuple(each for each in functions_in(run) if each.name == name)
    found = (_function_of(call.args[-1], every) for call in exactly or unnamed)
    return tuple(each for each in found if each is not None)


def _adds(called: ast.expr) -> bool:
    return isinstance(called, ast.Attribute) and called.attr == "add_node"


def _node_name(call: ast.Call) -> str:
    """The name that a node is added under; "" where only the run knows it."""
    first = call.args[0]
    if isinstance(first, ast.Constant):
        return str(first.value)
    return first.id if isinstance(first, ast.Name) and len(call.args) == 1 else ""


def _function_of(value: ast.expr, every: dict[str, CellFunction]) -> CellFunction | None:
    if isinstance(value, ast.Name):
        return every.get(value.id)
    if isinstance(value, ast.Attribute):  # a method of a class of the cell's
        return every.get(value.attr)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and (factory := every.get(value.func.id)):
        returned = [each.value for each in returns_of(factory)]
        return every.get(returned[0].id) if len(returned) == 1 and isinstance(returned[0], ast.Name) else None
    return None


def _makes_a_function(function: CellFunction) -> bool:
    """Whether a function returns one that it defines."""
    inside = {each.name for each in ast.walk(function) if isinstance(each, FUNCTIONS) and each is not function}
    return any(isinstance(each.value, ast.Name) and each.value.id in inside for each in returns_of(function))


def _adding(run: CellRun, name: str) -> Iterator[Place]:
    """The lines at which a cell adds a function by this name as a graph's node."""
    for function in functions_in(run):
        for call in (each for each in own_nodes(function) if isinstance(each, ast.Call) and each.args):
            if _adds(call.func) and isinstance(call.args[-1], ast.Name) and call.args[-1].id == name:
                yield place_in(run, call.args[-1].lineno, function.name)


def _edges(run: CellRun, name: str) -> Iterator[tuple[CellFunction, int]]:
    """The lines at which a cell makes a conditional edge behind the node of a name, each with the function around."""
    for function in functions_in(run):
        for call in (each for each in own_nodes(function) if isinstance(each, ast.Call) and each.args):
            called, first = call.func, call.args[0]
            added = isinstance(called, ast.Attribute) and called.attr == "add_conditional_edges"
            if added and isinstance(first, ast.Constant) and first.value == name:
                yield function, first.lineno


def _sending(run: CellRun, name: str) -> Iterator[Place]:
    """The lines at which a cell sends to the node of a name."""
    tree = parsed(run.source)
    for call in (each for each in (ast.walk(tree) if tree is not None else ()) if isinstance(each, ast.Call)):
        target = call.args[0] if call.args and ast.unparse(call.func) in ("Send", "types.Send") else None
        named = (isinstance(target, ast.Constant) and target.value == name) or (
            isinstance(target, ast.Name) and target.id == name
        )
        around = [each for each in functions_in(run) if each.lineno <= call.lineno <= (each.end_lineno or 0)]
        if named and around:
            yield place_in(run, call.lineno, max(around, key=lambda each: each.lineno).name)


def _returning(run: CellRun, function: CellFunction, key: str = "") -> Place:
    """The line of what a function returns: the only one; of several, the one with a key; else the function's first."""
    typed = [each for each in own_nodes(function) if isinstance(each, ast.Constant) and each.value == key and key]
    returns = [each.lineno for each in returns_of(function)]
    if len(returns) != 1 and typed:
        returns = [typed[0].lineno]
    return place_in(run, returns[0] if len(returns) == 1 else function.lineno, function.name)


def _changing(runs: Sequence[CellRun], name: str) -> Place | None:
    """The line that changes what a parameter of this name is given; else the only one that so changes a parameter."""
    functions = [(run, each) for run in runs for each in functions_in(run)]
    own = {
        part.arg for _, each in functions for part in (*each.args.posonlyargs, *each.args.args, *each.args.kwonlyargs)
    }
    found = [
        (own_name, place_in(run, line, each.name)) for run, each in functions for own_name, line in _changes(each, own)
    ]
    return only(place for own_name, place in found if own_name == name) or only(place for _, place in found)


def _changes(function: CellFunction, own: Collection[str]) -> Iterator[tuple[str, int]]:
    """What a function changes of these parameters, and what stands under a key of something, each with the line: by a
    method, a `del`, or a place given anew."""
    for node in own_nodes(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            changed: ast.expr | None = node.func.value
        else:
            deleted = isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Del, ast.Store))
            changed = node.value if isinstance(node, ast.Subscript) and deleted else None
        if isinstance(changed, ast.Name) and changed.id in own:
            yield changed.id, changed.lineno
        elif isinstance(changed, ast.Subscript) and isinstance(changed.slice, ast.Constant):
            yield str(changed.slice.value), changed.lineno
