"""What an answer gives a graph that is given, where a node misses a key of it. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import called_name, functions_in, only, own_cells, place_in
from asynclab.expect.messages.crashes import innermost
from asynclab.expect.messages.wording import code, names
from asynclab.observe.run import Place

_NO_KEY = re.compile(r"It raised `KeyError`: '(\w+)'")
_ASKS = frozenset("ainvoke invoke astream stream astream_events".split())


def at_graph_inputs(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those of a key that a locked cell's function misses at the line that gives a graph a dict
    without it, where the answers' cells give but one. given: the labels of the locked cells."""
    runs = own_cells(answers, given, history)
    return tuple(_at(finding, given, runs) for finding in findings)


def _at(finding: Finding, given: Collection[str], runs: Sequence[CellRun]) -> Finding:
    failure, run = finding.failure, finding.run
    missing = _NO_KEY.match(failure.seen)
    raised = innermost(run.problem) if run is not None and run.problem is not None else None
    if missing is None or raised is None or raised.file not in given:
        return finding
    inputs = [each for cell in runs for each in _inputs(cell)]
    place = only(place for place, _ in inputs)
    keys = {key for _, each in inputs for key in each}
    if place is None or missing[1] in keys:
        return finding
    came = names(sorted(keys)) if keys else "an empty dict"
    cause = f"The graph is given {came} there, and one of its nodes reads {code(missing[1])}."
    remedy = f"Give it what its nodes read, under the names that its state's class has: {code(missing[1])} is missing."
    return replace(finding, failure=replace(failure, cause=cause, remedy=remedy, place=place))


def _inputs(run: CellRun) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """The dicts that a cell asks something with, each with its place and its keys; of one with a key that only the run
    knows, no key is known to be missing."""
    for function in functions_in(run):
        for call in ast.walk(function):
            first = call.args[0] if isinstance(call, ast.Call) and call.args and called_name(call) in _ASKS else None
            if isinstance(first, ast.Dict) and all(isinstance(key, ast.Constant) for key in first.keys):
                keys = tuple(str(key.value) for key in first.keys if isinstance(key, ast.Constant))
                yield place_in(run, first.lineno, function.name), keys
