"""A node of a graph that has a `yield` in it: LangGraph takes what it yields for one value. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import own_nodes
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import own_cells, place_in
from asynclab.course.cell.session.written.own_functions import nodes_of
from asynclab.expect import Failure
from asynclab.expect.messages.wording import code

_MAY_FOLLOW = re.compile(r"(?!It raised `)|It raised `(KeyError|InvalidUpdateError)`|The node `")
_TAKES_ONE = (
    "LangGraph makes one value of all that a node yields: of dicts the last one alone goes into the state, and nothing "
    "else does."
)
_RETURN = (
    "Let it `return` one dict. What is to be heard while it works goes to the function that `get_stream_writer()` "
    "gives, and to no `yield`."
)


def with_yielding_nodes(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings; where they may follow of a node that yields, in an answer's cell, that comes first, and of
    the others no cause is told. given: the labels of the locked cells; answers: the names that were judged."""
    runs = own_cells(answers, given, history)
    names = dict.fromkeys(name for finding in findings for name in _nodes(finding))
    told = next((each for run in runs for name in names for each in _yielding(run, name)), None)
    if told is None or not all(_MAY_FOLLOW.match(finding.failure.seen) for finding in findings):
        return tuple(findings)
    others = (replace(each, failure=replace(each.failure, cause="", remedy="")) for each in findings)
    return (Finding(told), *(each for each in others if not each.failure.seen.startswith("The node `")))


def _nodes(finding: Finding) -> Iterator[str]:
    for span in finding.run.spans if finding.run is not None else ():
        if span.kind == "chain" and span.metadata.get("langgraph_node") == span.name:
            yield span.name


def _yielding(run: CellRun, name: str) -> Iterator[Failure]:
    for function in nodes_of(run, name):
        yields = [each for each in own_nodes(function) if isinstance(each, (ast.Yield, ast.YieldFrom))]
        if yields and not _is_like_return(function, yields):
            place = place_in(run, yields[0].lineno, function.name)
            yield Failure(f"The node {code(name)} has a `yield` in it.", _TAKES_ONE, _RETURN, place=place)


def _is_like_return(function: ast.AST, yields: Sequence[ast.expr]) -> bool:
    """Whether a function yields once, and a dict: that LangGraph takes as if it were returned."""
    looped = [each for each in own_nodes(function) if isinstance(each, (ast.For, ast.AsyncFor, ast.While))]
    inside = {id(part) for loop in looped for part in ast.walk(loop)}
    only = yields[0] if len(yields) == 1 else None
    return isinstance(only, ast.Yield) and id(only) not in inside and isinstance(only.value, ast.Dict)
