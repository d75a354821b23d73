"""What an instructor's notebook asks of an answer: every scenario of every check, before there is any answer.

A scenario is data and does not depend on answers, and that is the wall: the process that holds a student's code is
given these and no other word of a graded cell.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType
from typing import Any

from asynclab.course.cell.cell_verdict import CellVerdict
from asynclab.course.cell.check_context import CheckContext, using
from asynclab.course.cell.errors import CheckFailed
from asynclab.course.proof.notebook import Notebook
from asynclab.expect import Expectation, Outcome, Verdict, judge
from asynclab.grade.job import CellKind
from asynclab.grade.judge.examination import CannotExamine, ExamCell, Examination
from asynclab.observe.run import Ending, Run
from asynclab.scenario import serialize
from asynclab.scenario.spec import Scenario


@dataclass(frozen=True)
class PreparedCheck:
    """A CHECK that is ready to be run. namespace: of the notebook where it stands. promise: its sentence for a
    student. scenarios: what it asks, in order."""

    check: str
    code: CodeType
    namespace: Mapping[str, Any]
    promise: str = ""
    scenarios: tuple[Scenario, ...] = ()


def questions(papers: Mapping[str, PreparedCheck]) -> Mapping[str, tuple[str, ...]]:
    """Return the scenarios of each check as JSON, in the order in which it asks them."""
    return {name: tuple(map(serialize.to_json, paper.scenarios)) for name, paper in papers.items()}


@contextmanager
def prepared(examination: Examination, folder: Path) -> Iterator[Mapping[str, PreparedCheck]]:
    """Hold the checks of an examination by name, for as long as the block lasts. folder: where its companions lie.

    An ordinary cell that raises is passed over: a stub does, and a check that needs what the cell was to define says so
    itself. Raises `CannotExamine` for a check that fails by itself, asks nothing, or asks differently each time.
    """
    with Notebook() as notebook:
        papers: dict[str, PreparedCheck] = {}
        for position, cell in enumerate(examination.cells):
            if cell.kind is CellKind.CODE:
                with contextlib.suppress(Exception), contextlib.redirect_stderr(io.StringIO()):
                    notebook.run(cell.source, f"<cell {cell.name or position}>")
            elif cell.kind is CellKind.CHECK:
                if cell.name in papers:
                    raise CannotExamine(cell.name, "two cells have this name.")
                papers[cell.name] = _asked(_compiled(cell), notebook.namespace, folder)
        yield papers


def ask(paper: PreparedCheck, bench: CheckContext) -> tuple[tuple[CellVerdict, ...], Exception | None]:
    """Run a check once, on names of its own. Gives the verdicts it published, and what it raised."""
    verdicts: list[CellVerdict] = []
    at = replace(bench, publish=verdicts.append, grade_id=paper.check)
    # What a graded cell prints may tell what its hidden part expects: nobody is shown it.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), using(at):
        try:
            value = eval(paper.code, dict(paper.namespace))
            if inspect.iscoroutine(value):
                asyncio.run(value)
        except Exception as error:
            return tuple(verdicts), error
    return tuple(verdicts), None


# -- listing ---------------------------------------------------------------------------------------


class _Listing:
    """Performs nothing, and writes down what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Scenario] = []

    def perform(self, scenario: Scenario) -> Run:
        self.asked.append(scenario)
        return Run(Ending.RETURNED, seed=scenario.seed)


def _every(run: Run, expectations: Sequence[Expectation]) -> Verdict:
    """Judge, so that an author's slips are found, and let all pass: a check's orders may end at a failure."""
    judge(run, expectations)
    return Verdict(Outcome.PASSED)


def _compiled(cell: ExamCell) -> PreparedCheck:
    try:
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code = compile(cell.source, f"<check {cell.name}>", "exec", flags=flags, dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise CannotExamine(cell.name, f"it is no Python ({error}).") from error
    return PreparedCheck(cell.name, code, {})


def _asked(bare: PreparedCheck, namespace: Mapping[str, Any], folder: Path) -> PreparedCheck:
    paper = replace(bare, namespace=dict(namespace))
    promise, scenarios = _listed(paper, folder)
    if (promise, scenarios) != _listed(paper, folder):
        raise CannotExamine(
            paper.check,
            "it asked one thing, and another when it was run again. What a check asks must be the same each time: "
            "take dice, clocks and counters out of it.",
        )
    return replace(paper, promise=promise, scenarios=scenarios)


def _listed(paper: PreparedCheck, folder: Path) -> tuple[str, tuple[Scenario, ...]]:
    listing = _Listing()
    verdicts, raised = ask(paper, CheckContext(performer=listing, folder=folder, judging=_every))
    if raised is not None and not isinstance(raised, CheckFailed):
        raise CannotExamine(paper.check, f"it raised {type(raised).__name__}: {raised}.") from raised
    if len(verdicts) != 1:
        raise CannotExamine(paper.check, f"it gave {len(verdicts)} verdicts where one is due.")
    if verdicts[0].outcome is Outcome.UNGRADED:
        raise CannotExamine(paper.check, " ".join(finding.failure.seen for finding in verdicts[0].findings))
    return verdicts[0].promise, tuple(listing.asked)
