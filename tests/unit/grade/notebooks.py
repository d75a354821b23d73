"""Notebooks for the tests of grading: a small chapter, submissions of it, and what they are as files."""

import copy
import json

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asynclab.grade.intake.clean import clean
from asynclab.grade.intake.parse import extract, load

STUB = "def ask():\n    raise NotAttempted()"
ANSWER = "def ask():\n    return 1"


def cell(source, grade_id, *, kind=new_code_cell, **nbgrader):
    """A cell with nbgrader's metadata."""
    marks = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return kind(source, id=grade_id, metadata={"nbgrader": {"grade_id": grade_id, **marks, **nbgrader}})


def solution(source, grade_id, **how):
    """A cell for a student to fill in."""
    return cell(source, grade_id, solution=True, **how)


def graded(source, grade_id, points=1, **how):
    """A cell that is graded by running it."""
    return cell(source, grade_id, grade=True, locked=True, points=points, **how)


def notebook(*cells):
    """A notebook for the usual kernel."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=list(cells), metadata={"kernelspec": kernel})


def released():
    """A chapter: prose, an import, a demo, one task with its test, and a question to answer in words."""
    return notebook(
        new_markdown_cell("# Chapter", id="title"),
        new_code_cell("import asyncio\nimport time", id="imports"),
        new_code_cell("demo()", id="demo"),
        solution(STUB, "ask"),
        graded("check_ask()", "ask-check"),
        solution("*Your words.*", "words", kind=new_markdown_cell),
    )


TITLE, IMPORTS, DEMO, ASK, CHECK, WORDS = range(6)
ANSWERED = ["# Chapter", "import asyncio\nimport time", "demo()", ANSWER, "check_ask()", "*Your words.*"]


def submission(change=lambda cells: None):
    """The chapter with its task answered, then changed."""
    submitted = released()
    submitted.cells[ASK].source = ANSWER
    change(submitted.cells)
    return submitted


def cleaned(change=lambda cells: None):
    """That submission, cleaned."""
    return clean(released(), extract(submission(change)))


def sources(change=lambda cells: None):
    """The texts of that submission's cells, cleaned."""
    return [cell.source for cell in cleaned(change).notebook.cells]


def notes(change):
    """What was noted about that submission."""
    return cleaned(change).notes


def from_file(submitted):
    """The chapter cleaned with a notebook that went through a file; `submitted`: any JSON data."""
    return clean(released(), load(json.dumps(submitted).encode("utf-8", "surrogatepass")))


def twin(of):
    """As JupyterLab pastes a cell: all of it, under an id of its own."""
    pasted = copy.deepcopy(of)
    pasted.id = f"{of.id}-twin"
    return pasted
