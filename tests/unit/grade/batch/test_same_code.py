"""The same code is executed once a batch, and what was cut short is executed again."""

from dataclasses import replace

import pytest

from asynclab.grade.batch.same_code import SameCode
from asynclab.grade.job import CellKind, CellOutput, CheckRuns, Companion, Executed, Job, JobCell
from asynclab.grade.judge.verdict_outputs import JudgedCheck

CELLS = (JobCell(0, CellKind.CODE, "x = 1"), JobCell(1, CellKind.CHECK, name="one", scenarios=("{}",)))
JOB = Job("0/a", CELLS, (Companion("data.txt", b"1"),))
EXECUTED = Executed(
    "0/a", (CellOutput(0, count=1),), (CheckRuns("one", ("{}",)),), cpu=2.5, reached=("frames in cell",)
)
JUDGED = (JudgedCheck("one", ()),)


def kept(executed=EXECUTED):
    """What is known after one job."""
    same = SameCode()
    same.keep(JOB, executed, JUDGED)
    return same


def test_another_students_same_code_is_known():
    """With all that a graded notebook is made of; it has cost nothing."""
    executed, judged = kept().find(replace(JOB, key="1/a"))
    assert executed == replace(EXECUTED, key="1/a", checks=(), cpu=0.0)
    assert judged == JUDGED


@pytest.mark.parametrize(
    "other",
    [
        replace(JOB, cells=(replace(CELLS[0], source="x = 2"), CELLS[1])),
        replace(JOB, cells=(CELLS[0], replace(CELLS[1], scenarios=()))),
        replace(JOB, companions=(Companion("data.txt", b"2"),)),
        replace(JOB, companions=()),
        replace(JOB, limits=replace(JOB.limits, run=1.0)),
        replace(JOB, engine="another"),
    ],
)
def test_other_code_files_scenarios_limits_or_engine_are_not_the_same(other):
    """Whatever an execution depends on tells two jobs apart."""
    assert kept().find(other) is None


@pytest.mark.parametrize(
    "cut_short",
    [
        {"lost": "The sandbox died."},
        {"notes": ("Cell 1 was interrupted after 60 s.",)},
        {"outputs": (CellOutput(0, broke="This cell ended its process."),)},
        {"checks": (CheckRuns("one", (), broke="Late.", late=True),)},
        {"tests": (CellOutput(2, broke="Late."),)},
    ],
)
def test_what_was_cut_short_is_executed_again(cut_short):
    """A limit of time, a broken process or a sandbox that died may have been the machine's doing."""
    assert kept(replace(EXECUTED, **cut_short)).find(JOB) is None


def test_few_are_kept():
    """Memory stays flat: the one that was asked for longest ago goes first."""
    same = kept()
    others = [replace(JOB, engine=str(number)) for number in range(64)]
    for other in others[:63]:
        same.keep(other, EXECUTED, JUDGED)
    assert same.find(JOB) is not None
    same.keep(others[63], EXECUTED, JUDGED)
    assert same.find(JOB) is not None
    assert same.find(others[0]) is None
