"""Chapters: what a graded cell says, how a notebook is built from its Markdown, and the proof of its checks.

A student's notebook needs `check` and `task` alone. Building (`build`) and proving (`prove`) are modules of their own,
because they load nbgrader, jupytext and rich.
"""

from asynclab.course.cell.cell_verdict import MIME, CellVerdict, Finding
from asynclab.course.cell.check import Check, check
from asynclab.course.cell.check_context import CheckContext, InProcess, Memory, Performer, ThroughJson, using
from asynclab.course.cell.errors import CalmError, CheckFailed, CouldNotGrade, NoSealedFile, NoSuchTask
from asynclab.course.cell.task import HelpText, TaskHelp, task

__all__ = [
    "MIME",
    "CalmError",
    "CellVerdict",
    "Check",
    "CheckContext",
    "CheckFailed",
    "CouldNotGrade",
    "Finding",
    "HelpText",
    "InProcess",
    "Memory",
    "NoSealedFile",
    "NoSuchTask",
    "Performer",
    "TaskHelp",
    "ThroughJson",
    "check",
    "task",
    "using",
]
