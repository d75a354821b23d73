"""A gradebook's rows and a course's folder, for the exporters: who is graded, waits, or is flagged."""

from types import SimpleNamespace

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from asynclab.course.cell.cell_verdict import MIME

NAME = "12-boss"
POINTS = 20.0
FAILED = {
    "schema": 1,
    "check": "ask-time",
    "outcome": "failed",
    "promise": "Two sources cost what the slower one costs.",
    "failures": [{"sentence": "It returned SECRET-42.", "hidden": True, "place": ""}],
}
BOX = (
    "<div><strong>✗ Not kept yet: Two <code>sources</code> cost.</strong>"
    "<div>Seen</div><div>It took 4 &lt; 5 s.</div></div>"
)
SOURCE = 'with check("ask-time", "...") as c:\n    ### BEGIN HIDDEN TESTS\n    SECRET = 42\n    ### END HIDDEN TESTS'


def verdict_cell():
    """A graded cell as the judge leaves it: a sentence for instructors in its data, a box that a student may read."""
    about = {
        "grade": True,
        "grade_id": "ask-time",
        "locked": True,
        "solution": False,
        "schema_version": 3,
        "points": 20,
    }
    data = {MIME: FAILED, "text/html": BOX}
    output = nbformat.from_dict({"output_type": "display_data", "data": data, "metadata": {}})
    return new_code_cell(SOURCE, id="ask-time", outputs=[output], metadata={"nbgrader": about})


def answer_cell():
    """The solution cell above it."""
    about = {"grade": False, "grade_id": "ask", "locked": False, "solution": True, "schema_version": 3}
    return new_code_cell("async def ask(): ...", id="ask", metadata={"nbgrader": about})


def grade_row(score, flagged=False):
    """A grade's row."""
    return SimpleNamespace(
        name="ask-time",
        auto_score=score,
        manual_score=None,
        score=score or 0.0,
        max_score=POINTS,
        needs_manual_grade=flagged or score is None,
    )


def person(name):
    """A student's row."""
    return SimpleNamespace(id=name, last_name=None, first_name=None, email=None)


def source_cell(name):
    """The row of a cell in the instructor's edition."""
    return SimpleNamespace(name=name, cell_type="code", locked=True, source="", checksum="", max_score=POINTS)


def class_rows(root, scores, others=(), comments=None):
    """Rows of a gradebook, with the files beside them. scores: by student who handed in, None for unknown, as text for
    one that is flagged. others: students who handed in nothing. comments: by student."""
    people = {
        name: SimpleNamespace(id=name, last_name=None, first_name=None, email=None) for name in (*scores, *others)
    }
    submissions = []
    for name, score in scores.items():
        for step in ("submitted", "autograded"):
            folder = root / step / name / NAME
            folder.mkdir(parents=True)
            nbformat.write(new_notebook(cells=[answer_cell(), verdict_cell()]), folder / f"{NAME}.ipynb")
        given = SimpleNamespace(name="ask", comment=(comments or {}).get(name))
        row = grade_row(float(score) if isinstance(score, str) else score, flagged=isinstance(score, str))
        work = SimpleNamespace(name=NAME, grades=[row], late_submission_penalty=0.0, comments=[given])
        when = {"timestamp": None, "extension": None, "duedate": None, "total_seconds_late": 0}
        submissions.append(SimpleNamespace(student=people[name], notebooks=[work], **when))
    cells = [
        SimpleNamespace(name=id, cell_type="code", locked=True, source="", checksum="") for id in ("ask-time", "ask")
    ]
    cells[0].max_score = POINTS
    notebook = SimpleNamespace(name=NAME, kernelspec="", grade_cells=cells[:1], task_cells=[], source_cells=cells)
    assignment = SimpleNamespace(
        name=NAME, duedate=None, max_score=POINTS, notebooks=[notebook], submissions=submissions
    )
    return SimpleNamespace(assignments=[assignment], students=list(people.values()))
