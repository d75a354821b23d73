"""What a grade depends on, as one hash: a submission with the same one need not be executed again. Pure, but for what
is asked of this machine: the engine's identity, and the packages that are installed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from nbformat import NotebookNode

from asynclab.grade.engine_version import engine_identity, installed_digest
from asynclab.grade.graded_cells import GradedCell
from asynclab.grade.job import Job, JobCell
from asynclab.grade.judge.examination import Examination


def fingerprint(job: Job, examination: str, graded: Mapping[str, GradedCell], notebook: NotebookNode) -> str:
    """Return the hash, in hexadecimal, of everything that decides what a graded notebook holds. That is: the student's
    texts and files, the chapter, its tests, the limits, the engine, and what is installed beside it. Whose submission
    it is (`job.key`) is not a part of it. What its checks ask is decided by the chapter, and not looked at: so a class
    of which nothing has changed needs no judge.

    examination: the `examination_digest` of the chapter. notebook: the cleaned notebook; what is not executed, such as
    a written answer, is in it alone.
    """
    data = {
        "notebook": notebook,
        "cells": [_cell(cell) for cell in job.cells],
        "companions": [[companion.path, _digest(companion.data)] for companion in job.companions],
        "modules": job.modules,
        "limits": asdict(job.limits),
        "examination": examination,
        "engine": job.engine or engine_identity(),
        "installed": installed_digest(),
        "graded": {name: [cell.source, cell.points] for name, cell in graded.items()},
    }
    return _digest(json.dumps(data, sort_keys=True, separators=(",", ":")).encode())


def examination_digest(examination: Examination) -> str:
    """Return the hash, in hexadecimal, of an instructor's notebook and of what lies beside it."""
    cells = [[cell.kind.value, cell.source, cell.name] for cell in examination.cells]
    beside = [[companion.path, _digest(companion.data)] for companion in examination.companions]
    return _digest(json.dumps([cells, beside], separators=(",", ":")).encode())


def _cell(cell: JobCell) -> list[Any]:
    return [cell.index, cell.kind.value, cell.source, cell.name, cell.gives]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
