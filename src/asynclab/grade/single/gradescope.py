"""One graded submission as Gradescope's `results.json`, which its student reads. Pure.

Fields as in https://gradescope-autograders.readthedocs.io/en/latest/specs/. Every text is marked as plain text: without
that, `output` would be rendered as HTML. A score that nobody knows is left out, and so is the state of its test.
"""

from __future__ import annotations

import json
from typing import Any

from asynclab.grade.nbgrader_app.feedback.feedback_summary import NOT_TAKEN
from asynclab.grade.single.grading import SingleResult
from asynclab.grade.single.single_text import told
from asynclab.grade.single.student_view import NOT_A_ZERO, ShownCell, StudentView, student_view

_PLAIN = {"output_format": "text"}
_WAITS = "A person has to grade this. There are no points for it yet, which is not a zero."
# A test without a score, as the format has it for what is only told: a whole without a score needs a test.
_NOTHING = {
    "name": "The notebook could be graded",
    "name_format": "text",
    "status": "failed",
    "output": NOT_A_ZERO,
    **_PLAIN,
    "visibility": "visible",
}


def to_gradescope(graded: SingleResult) -> str:
    """Return the text of `results.json`."""
    view = student_view(graded)
    score = {} if view.reason else {"score": graded.result.grade.raw}
    by_hand = [cell.name for cell in graded.result.grade.cells if cell.by_hand]
    return json.dumps(
        {
            **score,
            "output": _output(view),
            **_PLAIN,
            "test_output_format": "text",
            "test_name_format": "text",
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "extra_data": {"asynclab": {"chapter": view.chapter, "by_hand": by_hand}},
            "tests": [_test(each) for each in view.cells] or [_NOTHING],
        },
        indent=1,
    )


def _output(view: StudentView) -> str:
    if view.reason:
        return "\n\n".join(filter(None, (f"Your work could not be graded. {NOT_A_ZERO}", view.reason, view.remedy)))
    noted = [f"{NOT_TAKEN}:", *(f"- {note}" for note in view.notes)] if view.notes else []
    second = [view.second] if view.second else []
    return "\n".join([f"{view.chapter}: {view.total}", *second, *noted])


def _test(each: ShownCell) -> dict[str, Any]:
    cell = each.cell
    name = f"{cell.section}: {cell.title}" if cell.section else cell.title
    common = {"max_score": cell.of, "name": name, "name_format": "text", **_PLAIN, "visibility": "visible"}
    if cell.points is None:
        return {**common, "output": "\n\n".join(part for part in (_WAITS, each.said) if part)}
    status = "passed" if cell.points >= cell.of else "failed"
    return {**common, "score": cell.points, "status": status, "output": each.said or told(each)}
