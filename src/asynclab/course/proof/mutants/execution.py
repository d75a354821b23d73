"""Mutants, each run through the graded cells of its task until the first one that it loses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from asynclab.course.authoring.chapter import Cell, Role
from asynclab.course.cell.cell_verdict import CellVerdict
from asynclab.course.cell.check_context import CheckContext, Performer, using
from asynclab.course.cell.errors import CheckFailed
from asynclab.course.proof.notebook import Notebook
from asynclab.course.proof.processes import LostJob, forked
from asynclab.course.proof.trial import OpenedChapter, Trial, opened, run_cell
from asynclab.expect import Expectation, Outcome, Verdict, judge
from asynclab.observe.run import Run
from asynclab.run_limits import CPU_LIMIT
from asynclab.scenario.drive import run_scenario
from asynclab.scenario.spec import Scenario

from .mutation import Mutant

SURVIVED = ""
UNRUN = "the cell itself"  # what killed a mutant whose cell raised before any graded cell
LIMIT = 60.0  # real seconds for one mutant
_REAL = 20.0  # real seconds for one scenario: a busy machine kills no mutant
_CPU = CPU_LIMIT / 2  # processor seconds: five times what the slowest scenario of a right answer needs


@dataclass(frozen=True)
class MutantBatch:
    """Mutants of one answer, tried one after another on a chapter that has run up to the answer's cell. digests: of
    what decides each one's fate."""

    trial: Trial
    mutants: tuple[Mutant, ...]
    digests: tuple[str, ...]


@dataclass(frozen=True)
class Fates:
    """What killed each mutant of a batch: a graded cell, or why there is no result; SURVIVED if nothing did."""

    killers: tuple[str, ...]


def tried(batch: MutantBatch) -> Fates:
    """Run the chapter up to the answer's cell, and from there each mutant in a process of its own.

    Raises ValueError where the chapter's own cells do not run.
    """
    with opened(batch.trial) as opening:
        if opening.troubles:
            raise ValueError(opening.troubles[0])
        kill = partial(_killer, batch.trial, opening)
        return Fates(tuple(_told(forked(kill, mutant, LIMIT)) for mutant in batch.mutants))


def _told(result: str | LostJob) -> str:
    return result.why if isinstance(result, LostJob) else result


def _killer(trial: Trial, opening: OpenedChapter, mutant: Mutant) -> str:
    """Run a mutant and what follows it; return the first graded cell that it loses, or SURVIVED."""
    mutated = replace(trial, source=mutant.source)
    for place, cell in opening.left:
        if cell.role is Role.CHECK:
            if _loses(mutated, cell, opening.notebook):
                return cell.grade_id or "a graded cell"
        elif run_cell(opening.notebook, mutated, cell, place):
            return UNRUN
    return SURVIVED


def _loses(trial: Trial, cell: Cell, notebook: Notebook) -> bool:
    verdicts: list[CellVerdict] = []
    until = _UntilFailure(notebook.namespace)
    context = CheckContext(until, verdicts.append, grade_id=cell.grade_id, folder=trial.folder, judging=until.judged)
    try:
        with using(context):
            notebook.run(cell.source, f"<check {cell.grade_id}>")
    except (CheckFailed, _Enough):
        pass
    except Exception:
        if not until.failed:
            raise
    return until.failed or [verdict.outcome for verdict in verdicts] != [Outcome.PASSED]


class _Enough(Exception):
    """A graded cell is lost already: nothing more has to be performed."""


class _UntilFailure(Performer):
    """Performs scenarios until one fails."""

    def __init__(self, namespace: dict[str, object]) -> None:
        self._namespace = namespace
        self.failed = False

    def perform(self, scenario: Scenario) -> Run:
        """Perform it right here. Raises `_Enough` after a failure."""
        if self.failed:
            raise _Enough
        return run_scenario(scenario, self._namespace, real_limit=_REAL, cpu_limit=_CPU)

    def judged(self, run: Run, expectations: Sequence[Expectation]) -> Verdict:
        """Judge a run, and note a failure."""
        verdict = judge(run, expectations)
        self.failed = self.failed or verdict.outcome is not Outcome.PASSED
        return verdict
