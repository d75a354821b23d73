"""A student's folder, made by hand in the shape of a release: two chapters, of two tasks and of one."""

import json

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, writes

from asynclab.course.authoring import index
from asynclab.course.authoring.manifest import AnswerCell, CheckCell, Entry, Exercise, Manifest
from asynclab.course.cell.cell_verdict import MIME

STUB = 'def {id}():\n    # TODO: answer.\n    raise NotAttempted("{id}")'
CHOOSE = "{id} = None  # TODO"

FANOUT = Exercise(
    "Task 1. Ask them all",
    (AnswerCell("fanout", STUB.format(id="fanout")),),
    (CheckCell("fanout-order", 2.0), CheckCell("fanout-limit", 1.0)),
)
RELAY = Exercise("Task 2. Relay", (AnswerCell("relay", STUB.format(id="relay")),), (CheckCell("relay-pace", 2.0),))
QUIZ = Exercise(
    "Quiz",
    tuple(AnswerCell(id, CHOOSE.format(id=id)) for id in ("answer_1", "answer_2")),
    (CheckCell("answer_1-check", 1.0), CheckCell("answer_2-check", 1.0)),
)
DESK = Exercise("Task 1. The <desk>", (AnswerCell("desk", STUB.format(id="desk")),), (CheckCell("desk-merge", 2.5),))
FIRST = Entry("07-branches", "Branches", "core", 30, (FANOUT, RELAY, QUIZ))
LAST = Entry("12-boss", "Tokens & tools", "boss", 40, (DESK,))
MANIFEST = Manifest((FIRST, LAST))


def verdict(check, outcome="passed", **more):
    """An output that carries a verdict."""
    data = {"schema": 1, "check": check, "outcome": outcome, "promise": "It holds.", "failures": [], **more}
    return new_output("display_data", {MIME: data, "text/plain": outcome})


def error(name="NameError"):
    """An error output."""
    return new_output("error", ename=name, evalue="no", traceback=["no"])


def cell(id, source, points=None, outputs=()):
    """A cell as nbgrader hands it out; with points it is a graded one."""
    graded = points is not None
    about = {"cell_type": "code", "grade": graded, "grade_id": id, "locked": graded, "solution": not graded}
    about |= {"checksum": "0", "schema_version": 3, "task": False, **({"points": points} if graded else {})}
    return new_code_cell(source, id=id, metadata={"deletable": False, "nbgrader": about}, outputs=list(outputs))


def chapter(entry, written=(), said=None, without=()):
    """A chapter's notebook.

    written: ids of the answers that are not stubs any more. said: a check's outputs, by id; each of the others says
    nothing. without: ids of cells that are not there.
    """
    cells = [new_markdown_cell(f"# {entry.title}", id="title"), new_code_cell("import asyncio", id="imports")]
    for exercise in entry.exercises:
        for answer in exercise.answers:
            cells.append(cell(answer.id, f"{answer.id} = 'mine'" if answer.id in written else answer.stub))
        for check in exercise.checks:
            cells.append(cell(check.id, "with check(...): ...", check.points, (said or {}).get(check.id, ())))
    return new_notebook(cells=[each for each in cells if each.id not in without])


def passed(*checks):
    """What `said` takes: each of these checks has passed."""
    return {check: (verdict(check),) for check in checks}


def untouched(entry):
    """What `said` takes for a notebook that was run as it was handed out."""
    ids = [check.id for exercise in entry.exercises for check in exercise.checks]
    return {id: (verdict(id, "not attempted"), error("CheckFailed")) for id in ids}


def save(folder, entry, notebook):
    """Put a chapter's notebook, or its text or its JSON, where its student has it."""
    (folder / entry.name).mkdir(exist_ok=True)
    text = writes(notebook) if hasattr(notebook, "cells") else notebook
    text = text if isinstance(text, str) else json.dumps(text)
    (folder / entry.notebook).write_text(text, encoding="utf-8")


def student_folder(folder, first=None, last=None):
    """A folder with the index and both chapters, each as it was handed out unless it is given."""
    index.write(MANIFEST, folder)
    save(folder, FIRST, first or chapter(FIRST))
    save(folder, LAST, last or chapter(LAST))
    return folder
