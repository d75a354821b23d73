"""Chapters: the public names, listed once. Read by type checkers, editors and `__init__.py`."""

from asynclab.course.cell.cell_verdict import MIME as MIME
from asynclab.course.cell.cell_verdict import CellVerdict as CellVerdict
from asynclab.course.cell.cell_verdict import Finding as Finding
from asynclab.course.cell.check import Check as Check
from asynclab.course.cell.check import check as check
from asynclab.course.cell.check_context import CheckContext as CheckContext
from asynclab.course.cell.check_context import InProcess as InProcess
from asynclab.course.cell.check_context import Memory as Memory
from asynclab.course.cell.check_context import Performer as Performer
from asynclab.course.cell.check_context import ThroughJson as ThroughJson
from asynclab.course.cell.check_context import using as using
from asynclab.course.cell.errors import CalmError as CalmError
from asynclab.course.cell.errors import CheckFailed as CheckFailed
from asynclab.course.cell.errors import CouldNotGrade as CouldNotGrade
from asynclab.course.cell.errors import NoSealedFile as NoSealedFile
from asynclab.course.cell.errors import NoSuchTask as NoSuchTask
from asynclab.course.cell.foresight import WhatIf as WhatIf
from asynclab.course.cell.task import HelpText as HelpText
from asynclab.course.cell.task import TaskHelp as TaskHelp
from asynclab.course.cell.task import task as task
from asynclab.course.needs import available as available
