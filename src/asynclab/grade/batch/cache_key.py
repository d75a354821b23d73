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


def fingerprint(job: Job, graded: Mapping[str, GradedCell], notebook: NotebookNode) -> str:
    """Return the hash, in hexadecimal, of everything that decides what a graded notebook holds. That is: the student's
    texts and files, the chapter, its tests, the limits, the engine, and what is installed beside it. Whose submission
    it is (`job.key`) is not a part of it.

    notebook: the cleaned notebook; what is not executed, such as a written answer, is in it alone.
    """
    data = {
        "notebook": notebook,
        "cells": [_cell(cell) for cell in job.cells],
        "companions": [[companion.path, _digest(companion.data)] for companion in job.companions],
        "modules": job.modules,
        "limits": asdict(job.limits),
        "engine": job.engine or engine_identity(),
        "installed": installed_digest(),
        "graded": {name: [cell.source, cell.points] for name, cell in graded.items()},
    }
    return _digest(json.dumps(data, sort_keys=True, separators=(",", ":")).encode())


def _cell(cell: JobCell) -> list[Any]:
    return [cell.index, cell.kind.value, cell.source, cell.name, cell.scenarios, cell.gives]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
