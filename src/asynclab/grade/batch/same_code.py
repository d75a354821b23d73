"""What came of jobs that hold the very same code, which is executed once a batch. Most are untouched notebooks."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from asynclab.grade.job import Executed, Job
from asynclab.grade.judge.verdict_outputs import JudgedCheck

_MOST = 64  # results kept, the latest used: memory stays flat

Came = tuple[Executed, tuple[JudgedCheck, ...]]


@dataclass
class SameCode:
    """Results by what was executed. Whose submission it is (`Job.key`) is not a part of that."""

    _kept: OrderedDict[Job, Came] = field(default_factory=OrderedDict)

    def find(self, job: Job) -> Came | None:
        """Return what came of the same code before; None where it has to be executed."""
        same = replace(job, key="")
        came = self._kept.get(same)
        if came is None:
            return None
        self._kept.move_to_end(same)
        executed, judged = came
        return replace(executed, key=job.key), judged

    def keep(self, job: Job, executed: Executed, judged: tuple[JudgedCheck, ...]) -> None:
        """Keep a result for others. What a limit of time, a broken process or the sandbox has cut short is not kept:
        the next time may go better.
        """
        cut_short = executed.lost or executed.notes or any(seen.broke for seen in executed.outputs)
        if cut_short or any(runs.broke for runs in executed.checks) or any(test.broke for test in executed.tests):
            return
        # what a graded notebook is made of; runs are large, and judged already
        self._kept[replace(job, key="")] = replace(executed, checks=(), cpu=0.0), judged
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
