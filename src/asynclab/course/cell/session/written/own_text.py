"""What the text of an answer's cell tells of a failure, and a run cannot: which names it writes, and what its `except`
lines catch. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import parsed
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.expect.matching import OF_SHAPE
from asynclab.expect.messages.crashes import AS_THE_TASK_SAYS
from asynclab.expect.messages.wording import code, names

_OTHER_KEYS = re.compile(r"\bhas the keys? ((?:'[^']*'(?:, | and )?)+)")


def with_own_text(findings: Sequence[Finding], answers: Iterable[str], history: CellHistory) -> tuple[Finding, ...]:
    """Return the findings: of a dict with other keys than are due, that names matter only where the answer writes one
    of them, since a given cell may have made it; of an error that came out, which `except` does not catch it, though it
    names it. answers: the names of the student's own that were judged."""
    runs = [run for run in map(history.owner, answers) if run is not None]
    return tuple(_with_own_text(finding, runs) for finding in findings)


def _with_own_text(finding: Finding, runs: Sequence[CellRun]) -> Finding:
    failure = finding.failure
    if failure.cause == OF_SHAPE and (keys := _OTHER_KEYS.search(failure.seen)):
        written = any(key in run.source for key in re.findall(r"'([^']*)'", keys[1]) for run in runs)
        return finding if written else replace(finding, failure=replace(failure, cause=""))
    if failure.remedy == AS_THE_TASK_SAYS and finding.run is not None and finding.run.problem is not None:
        uncaught = next(_not_caught(runs, finding.run.problem.types), "")
        return replace(finding, failure=replace(failure, remedy=uncaught)) if uncaught else finding
    return finding


def _not_caught(runs: Iterable[CellRun], classes: Sequence[str]) -> Iterator[str]:
    """A sentence on each `except A or B` that names one of these classes and does not catch it: Python makes one class
    of it, and catches that alone."""
    for run in runs:
        tree = parsed(run.source)
        for each in ast.walk(tree) if tree is not None else ():
            if isinstance(each, ast.ExceptHandler) and isinstance(each.type, ast.BoolOp):
                named = [ast.unparse(value) for value in each.type.values]
                caught = named[0] if isinstance(each.type.op, ast.Or) else named[-1]
                if {name.rpartition(".")[2] for name in named if name != caught}.intersection(classes):
                    yield (
                        f"Line {each.lineno} of {run.label}, {code(f'except {ast.unparse(each.type)}')}, catches "
                        f"{code(caught)} alone. Write `except ({', '.join(named)})`, which catches {names(named)}."
                    )
