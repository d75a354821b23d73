"""A reducer of a graph's state that goes wrong: what it gives comes back to it, or is awaited by nobody. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import returns_of
from asynclab.course.cell.cell_verdict import Finding, told_once
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import (
    CellFunction,
    functions_in,
    nodes_in,
    only,
    own_cells,
    place_in,
)
from asynclab.expect.messages.wording import code
from asynclab.observe.plain import KIND
from asynclab.observe.run import Place, Plain

_WRONG_KIND = re.compile(r"It raised `(?:AttributeError|TypeError)`: ")
_HOLDS_COROUTINES = re.compile(r"What came back holds \d+ coroutines? in place of results")
_ONE_VALUE = re.compile(r"It raised `InvalidUpdateError`: At key '(\w+)': Can receive only one value per step")
_NO_REDUCER = re.compile(r"It raised `ValueError`: (?:no signature found for builtin|Invalid reducer signature)")
_NO_KEY = re.compile(r"It raised `KeyError`: '")
_CHECKPOINTER = re.compile(r"It raised `ValueError`: Checkpointer requires ")
_TYPES = frozenset("dict list set str int float bool tuple frozenset bytes object type".split())
_JOIN = "Let it `return` what the two make together."
_WHAT_COMES = "Look at what each `return` of it gives, and at what the nodes return."


def at_reducers(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those that come of a reducer told as that: of one without `return`, of one that is an `async
    def`, and of what LangGraph says of a key's reducer, at the line of the class. given: the labels of the locked
    cells; answers: the names that were judged."""
    runs = own_cells(answers, given, history)
    return told_once(_told(finding, runs) for finding in findings)


def _told(finding: Finding, runs: Sequence[CellRun]) -> Finding:
    failure = finding.failure
    if one_value := _ONE_VALUE.match(failure.seen):
        return _at(finding, only(place for run in runs for place in _keys(run, one_value[1])))
    if _NO_REDUCER.match(failure.seen):
        return _at(finding, only(place for run in runs for place in _unfit(run)))
    if _CHECKPOINTER.match(failure.seen):
        return _at(finding, only(place for run in runs for place in _compiled_with(run, "checkpointer")))
    if _HOLDS_COROUTINES.match(failure.seen) and finding.run is not None and failure.place is None:
        return _of_an_async_def(finding, runs, set(_coroutines(finding.run.value)))
    if _NO_KEY.match(failure.seen) and failure.place is not None:
        return _of_the_last_alone(finding, failure.place, runs)
    place = failure.place
    unknown = not failure.remedy or "'NoneType'" in failure.seen
    if place is not None and unknown and _WRONG_KIND.match(failure.seen):
        for run in (run for run in runs if run.label == place.file):
            for reducer in (each for each in _reducers(run) if each.name == place.function):
                return _of_what_it_gave(finding, run, reducer)
    return finding


def _of_the_last_alone(finding: Finding, read: Place, runs: Sequence[CellRun]) -> Finding:
    """Of a key that is missing in what a reducer keeps, which gives back what has come and drops what was there."""
    found = {
        (key.target.id, place_in(run, key.lineno, _around(run, key)))
        for run in runs
        for key, last in _annotated(run)
        if isinstance(key.target, ast.Name)
        and _keeps_the_last(run, last)
        and re.search(rf"[\"']{key.target.id}[\"']", read.text)
    }
    if len(found) != 1:
        return finding
    ((name, place),) = found
    cause = f"The reducer of {code(name)} gives back what has come, and nothing of what was there: of several the last."
    remedy = "Let it join the two: `operator.or_` does for dicts, `operator.add` for lists."
    return replace(finding, failure=replace(finding.failure, cause=cause, remedy=remedy, place=place))


def _keeps_the_last(run: CellRun, reducer: ast.expr) -> bool:
    """Whether a reducer takes two, and gives back the second as it is."""
    if isinstance(reducer, ast.Name):
        functions = [each for each in functions_in(run) if each.name == reducer.id]
        given = [each.value for function in functions for each in returns_of(function)]
        arguments = functions[0].args if len(functions) == 1 else None
    else:
        given = [reducer.body] if isinstance(reducer, ast.Lambda) else []
        arguments = reducer.args if isinstance(reducer, ast.Lambda) else None
    second = arguments.args[1].arg if arguments is not None and len(arguments.args) == 2 else ""
    return bool(second) and len(given) == 1 and isinstance(given[0], ast.Name) and given[0].id == second


def _at(finding: Finding, place: Place | None) -> Finding:
    return finding if place is None else replace(finding, failure=replace(finding.failure, place=place))


def _of_what_it_gave(finding: Finding, run: CellRun, reducer: CellFunction) -> Finding:
    failure, name = finding.failure, code(reducer.name)
    if "'NoneType'" in failure.seen and not any(returns_of(reducer)):
        cause = f"{name} is a reducer, and has no `return`: so it gives None, and is given that the next time."
        place = place_in(run, reducer.lineno, reducer.name)
        return replace(finding, failure=replace(failure, cause=cause, remedy=_JOIN, place=place))
    cause = (
        f"{name} is a reducer: it is given what is there, after the first time what it gave itself, and what a node "
        "returned."
    )
    return replace(finding, failure=replace(failure, cause=cause, remedy=_WHAT_COMES))


def _of_an_async_def(finding: Finding, runs: Sequence[CellRun], made: Collection[str]) -> Finding:
    found = {
        place_in(run, each.lineno, each.name): each
        for run in runs
        for each in _reducers(run)
        if isinstance(each, ast.AsyncFunctionDef) and each.name in made
    }
    if len(found) != 1:
        return finding
    (place, reducer), *_ = found.items()
    cause = f"{code(reducer.name)} is a reducer, and an `async def`: LangGraph calls it, and awaits nothing."
    remedy = "Begin it with `def`."
    return replace(finding, failure=replace(finding.failure, cause=cause, remedy=remedy, place=place))


def _coroutines(value: Plain, deep: int = 5) -> Iterator[str]:
    """The functions whose coroutines stand in a value, by name."""
    if isinstance(value, dict) and value.get(KIND) == "coroutine":
        yield str(value.get("name")).rpartition(".")[2]
    elif deep and isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _coroutines(part, deep - 1)


def _annotated(run: CellRun) -> Iterator[tuple[ast.AnnAssign, ast.expr]]:
    """The keys of a cell's classes that have an `Annotated[...]`, each with what stands last in that."""
    for each in nodes_in(run):
        if isinstance(each, ast.AnnAssign) and isinstance(each.annotation, ast.Subscript):
            inside = each.annotation.slice
            named = ast.unparse(each.annotation.value).rpartition(".")[2] == "Annotated"
            if named and isinstance(inside, ast.Tuple) and inside.elts:
                yield each, inside.elts[-1]


def _reducers(run: CellRun) -> Iterator[CellFunction]:
    names = {last.id for _, last in _annotated(run) if isinstance(last, ast.Name)}
    yield from (each for each in functions_in(run) if each.name in names)


def _keys(run: CellRun, key: str) -> Iterator[Place]:
    """Where a class of a cell has a key without a reducer."""
    with_one = {id(each) for each, _ in _annotated(run)}
    for around in (each for each in nodes_in(run) if isinstance(each, ast.ClassDef)):
        for each in around.body:
            target = each.target if isinstance(each, ast.AnnAssign) and id(each) not in with_one else None
            if isinstance(target, ast.Name) and target.id == key:
                yield place_in(run, each.lineno, around.name)


def _unfit(run: CellRun) -> Iterator[Place]:
    """Where a key's reducer is a type, or a function of the cell's that does not take two values."""
    functions = {each.name: len(each.args.posonlyargs) + len(each.args.args) for each in functions_in(run)}
    for each, last in _annotated(run):
        types = last.value if isinstance(last, ast.Attribute) else last
        unfit = isinstance(types, ast.Name) and (types.id in _TYPES or functions.get(types.id, 2) != 2)
        if unfit:
            yield place_in(run, each.lineno, _around(run, each))


def _around(run: CellRun, key: ast.AnnAssign) -> str:
    classes = (each for each in nodes_in(run) if isinstance(each, ast.ClassDef))
    return next((each.name for each in classes if key in each.body), "<module>")


def _compiled_with(run: CellRun, argument: str) -> Iterator[Place]:
    """Where a cell compiles a graph with this argument."""
    for call in (each for each in nodes_in(run) if isinstance(each, ast.Call)):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "compile":
            for keyword in (each for each in call.keywords if each.arg == argument):
                around = [each for each in functions_in(run) if each.lineno <= call.lineno <= (each.end_lineno or 0)]
                named = max(around, key=lambda each: each.lineno).name if around else "<module>"
                yield place_in(run, keyword.value.lineno, named)
