"""One graded submission as JSON, for whoever grades: the sentences are whole, hidden values and all. Pure.

Schema 1:

    {"schema": 1, "chapter": "12-boss", "points": 40.0, "so_far": 40.0, "of": 42.0, "reason": "", "notes": [...],
     "by_hand": ["fanout-order"],
     "cells": [{"name": "fanout-overlap", "points": 2.0, "of": 2.0, "outcome": "passed", "standing": "earned",
                "promise": "...", "reasons": [...]}]}

points: null as long as nobody knows them: `reason` says why the submission could not be graded; without a reason, a
person has to grade the cells whose points are null. by_hand: the cells that a person is asked to look at.
"""

from __future__ import annotations

import json
from typing import Any

from asynclab.grade.gradebook.models import CellGrade
from asynclab.grade.gradebook.verdicts import Reading
from asynclab.grade.single.grading import SingleResult

SCHEMA = 1


def to_json(graded: SingleResult) -> str:
    """Return the JSON document. All that is not ASCII is escaped in it."""
    grade, grades = graded.result.grade, {cell.name: cell for cell in graded.result.grade.cells}
    return json.dumps(
        {
            "schema": SCHEMA,
            "chapter": graded.chapter,
            "points": graded.points,
            "so_far": None if graded.result.problem else grade.raw,
            "of": grade.of,
            "reason": graded.result.problem,
            "notes": graded.result.notes,
            "by_hand": [cell.name for cell in grade.cells if cell.by_hand],
            "cells": [_cell(reading, grades[reading.grade_id]) for reading in graded.result.readings],
        },
        indent=1,
    )


def _cell(reading: Reading, grade: CellGrade) -> dict[str, Any]:
    return {
        "name": grade.name,
        "points": grade.points,
        "of": grade.of,
        "outcome": reading.outcome.value,
        "standing": reading.standing.value,
        "promise": reading.promise,
        "reasons": reading.reasons,
    }
