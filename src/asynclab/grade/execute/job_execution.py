"""One job on its way: both passes through its notebook, each again without the cell that broke it, and what comes of
them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from asynclab.grade.execute.child_driver import (
    CellCrashed,
    ChildDriver,
    OutOfTime,
    Pass,
    ProcessTainted,
    grade,
    show,
)
from asynclab.grade.execute.forkserver import ForkingProcess
from asynclab.grade.execute.pass_result import KILLED, PassResult, Step, steps, target_of
from asynclab.grade.job import CellKind, CellOutput, CheckRuns, Executed, Job

_ENDLESS = "This cell used up the processor time of a run, in a call that nothing in Python can interrupt."
_UNRUN = "This cell was left unrun: too many cells before it broke their process."


class JobExecution:
    """One job on its way. ready: gives the process to fork from, for each pass."""

    def __init__(self, ready: Callable[[], ForkingProcess], job: Job) -> None:
        self._ready = ready
        self._server = ready()
        self._forgiven = False
        self._job = job
        self._steps = steps(job.cells)
        self._broken: dict[int, CellCrashed] = {}  # by execution count
        self._kept: dict[int, tuple[str, ...]] = {}  # runs of checks that broke their process
        self._shown = PassResult()
        self._graded = PassResult()
        self._ours: set[int] = set()  # checks that cannot be performed, whatever the answer
        self._reached: list[str] = []
        self._cpu = 0.0
        self._until = time.monotonic() + 2 * job.limits.whole

    def both(self) -> None:
        """Both passes; the second only if there is something to grade."""
        self._shown = self._replayed(show)
        if any(step.cell.kind in (CellKind.CHECK, CellKind.TEST) for step in self._steps):
            self._graded = self._replayed(grade)
            failed = self._graded.failed.keys() - self._broken.keys()
            self._ours = {count for count in failed & self._graded.runs.keys() if not self._can(count)}

    def _replayed(self, one: Pass) -> PassResult:
        """A pass through the notebook, and again without the cell that broke it, as often as the limits say.

        What was asked before, and compared, is known, and is not asked again.
        """
        before = PassResult()
        while True:
            seen = PassResult()
            seen.add_checks(before)
            try:
                self._once(one, seen, known=set(before.runs))
                return seen
            except OutOfTime as over:
                seen.late = True
                self._leave_unrun(seen, over.count, str(over))
                return seen
            except ProcessTainted:
                before = seen
                if time.monotonic() > self._until or self._all_known(seen):
                    return seen
            except CellCrashed as broke:
                if self._warm_died():
                    continue
                self._break(broke, seen)
                before = seen
                if len(self._broken) > self._job.limits.replays or time.monotonic() > self._until:
                    self._leave_unrun(seen, broke.count + 1, _UNRUN)
                    return seen

    def _break(self, broke: CellCrashed, seen: PassResult) -> None:
        """Note that a cell broke its process, and which answer's run it was, if it was a check."""
        why, late = (_ENDLESS, True) if self._server.how == KILLED else (broke.why, broke.late)
        runs = tuple(seen.runs.pop(broke.count, ()))
        self._kept[broke.count] = runs
        scenarios = self._scenarios(broke.count)
        if len(runs) < len(scenarios):
            target = target_of(scenarios[len(runs)])
            why = f"`{target}` {_did(why)}."
            seen.troubles.add(target)
            if late:
                seen.use_up(target)
        self._broken[broke.count] = CellCrashed(broke.count, why, late=late)

    def _scenarios(self, count: int) -> tuple[str, ...]:
        return next(step.cell.scenarios for step in self._steps if step.count == count)

    def _all_known(self, seen: PassResult) -> bool:
        """Whether nothing is left that points could come from; what was not asked, and why, is told as it is."""
        graded = (step for step in self._steps if step.cell.kind in (CellKind.CHECK, CellKind.TEST))
        return all(step.count in seen.runs or step.count in self._broken for step in graded)

    def _warm_died(self) -> bool:
        """Whether the warm process has, which once is nobody's fault, as far as we can tell."""
        died, self._forgiven = self._server.dead and not self._forgiven, self._forgiven or self._server.dead
        return died

    def _once(self, one: Pass, seen: PassResult, known: set[int]) -> None:
        server = self._server = self._ready()
        before = server.cpu
        seen.shown.update(server.shown)
        try:
            with server.forked(self._job) as child:
                asking = ChildDriver(child, self._job.limits, seen)
                try:
                    self._ask(one, asking, known)
                except OutOfTime as over:
                    asking.out_of_time(over)
                    raise
                except CellCrashed as broke:
                    asking.give_up(_UNRUN, but=broke.count)
                    raise
                finally:
                    self._reached += child.reached
        finally:
            self._cpu += server.cpu - before

    def _ask(self, one: Pass, asking: ChildDriver, known: set[int]) -> None:
        opening = self._server.opening
        first = opening.last + 1 if opening else 1
        for step in self._steps:
            if step.count is None or step.count < first:
                continue
            if step.count not in self._broken and step.count not in known:
                one(asking, step, step.count)
            elif step.cell.kind is CellKind.CODE and one is grade:
                asking.leave_out(step, step.count, _did(self._broken[step.count].why))
        asking.end()

    def _can(self, count: int) -> bool:
        """Whether what could not be performed of a check can be where nothing of the student's has run, or lies."""
        scenario = self._scenarios(count)[len(self._graded.runs[count])]
        try:
            with self._ready().forked(replace(self._job, companions=())) as child:
                return ChildDriver(child, self._job.limits, PassResult()).can_perform(scenario, count)
        except (CellCrashed, OutOfTime):
            return False

    def _leave_unrun(self, seen: PassResult, first: int, why: str) -> None:
        seen.unrun |= {s.count: why for s in self._steps if s.count is not None and s.count >= first}

    # -- the result ------------------------------------------------------------------------------

    def executed(self) -> Executed:
        """Everything that came of it, in the order of the cells."""
        of = CellKind
        return Executed(
            self._job.key,
            outputs=tuple(self._output(step, self._shown) for step in self._steps),
            checks=tuple(self._check(step) for step in self._steps if step.cell.kind is of.CHECK),
            tests=tuple(self._test(step) for step in self._steps if step.cell.kind is of.TEST),
            notes=tuple(dict.fromkeys((*self._shown.notes, *self._graded.notes, *self._left_out()))),
            cpu=round(self._cpu, 3),
            reached=tuple(dict.fromkeys(self._reached)),
        )

    def _left_out(self) -> list[str]:
        """Of a student's own cells; of a check, its verdict says it."""
        own = {step.count for step in self._steps if step.cell.kind is CellKind.CODE}
        broken = ((count, broke) for count, broke in sorted(self._broken.items()) if count in own)
        return [f"Cell In[{count}] was left out: it {_did(broke.why)}." for count, broke in broken]

    def _output(self, step: Step, seen: PassResult) -> CellOutput:
        count = step.count or 0
        why = self._why(count, seen)
        outputs = "[]" if why else seen.shown.get(count, "[]")
        return CellOutput(step.cell.index, outputs, step.count, why)

    def _why(self, count: int, seen: PassResult) -> str:
        """Why a cell has not run to its end, or nothing."""
        return self._broken[count].why if count in self._broken else seen.unrun.get(count, "")

    def _late(self, count: int) -> bool:
        """Whether that was for the time it took."""
        return self._broken[count].late if count in self._broken else count in self._graded.unrun and self._graded.late

    def _test(self, step: Step) -> CellOutput:
        """A test cell has run, but counts for nothing in a shell that is no longer the one it was."""
        output, names = self._output(step, self._graded), self._graded.tampered.get(step.count or 0)
        if output.broke or not names:
            return output
        why = f"This test was run after something it rests on had been replaced: {names}."
        return replace(output, outputs="[]", broke=why)

    def _check(self, step: Step) -> CheckRuns:
        count = step.count or 0
        why = self._why(count, self._graded) or self._graded.failed.get(count, "")
        runs = self._kept.get(count) or tuple(self._graded.runs.get(count, ()))
        told = tuple(self._graded.told.get(count, ())) if count in self._graded.runs else ()
        tampered, ours = self._graded.tampered.get(count, ""), count in self._ours
        return CheckRuns(step.cell.name, runs, why, tampered, self._late(count), told, ours)


def _did(why: str) -> str:
    """What a cell did, of a sentence on it, as in "ended the Python process it ran in"."""
    return why.removeprefix("This cell ").removesuffix(".")
