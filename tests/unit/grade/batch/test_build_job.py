"""From a cleaned notebook to its job, and to the hash of everything that decides what it gives."""

import dataclasses
import re
from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from asynclab.grade.batch.build_job import asking, first_cells, given_by, job_of
from asynclab.grade.batch.cache_key import examination_digest, fingerprint
from asynclab.grade.engine_version import engine_identity
from asynclab.grade.graded_cells import GradedCell, kind_of
from asynclab.grade.job import CellKind, Companion, JobCell, Limits
from asynclab.grade.judge.examination import ExamCell, Examination
from tests.unit.grade.notebooks import graded, notebook, solution

CHECK = 'with check("ask-check", "It asks.") as c:\n    c.run(call("ask"), took(42.0))'
GRADED = {"ask-check": GradedCell(CHECK, 2.0), "test": GradedCell("assert ask() == 42", 1.0)}
NOTEBOOK = notebook(
    new_markdown_cell("# Chapter"),
    new_code_cell("show()", metadata={"tags": ["real-time"]}),
    new_code_cell("  \n"),
    solution("def ask(): ...", "ask"),
    graded("with check(...)", "ask-check"),
    graded("assert ask()", "test"),
    graded("free text", "essay", solution=True),
)


def job(notebook=NOTEBOOK, **how):
    """Its job."""
    return job_of(notebook, **{"graded": GRADED, "key": "7"} | how)


def mark(graded=GRADED, examination="", **how):
    """Its fingerprint."""
    return fingerprint(job(**how), examination, graded, how.get("notebook", NOTEBOOK))


def test_each_cell_has_its_kind():
    """Prose and empty cells are left out, since they do not run; what a person grades runs as any other code."""
    asked = asking(job(), {"ask-check": ("{1}", "{2}"), "essay": ("{3}",)})
    assert asked.cells == (
        JobCell(1, CellKind.SKIP),
        JobCell(3, CellKind.CODE, "def ask(): ...", "ask"),
        JobCell(4, CellKind.CHECK, "", "ask-check", ("{1}", "{2}")),
        JobCell(5, CellKind.TEST, "assert ask() == 42", "test"),
        JobCell(6, CellKind.CODE, "free text", "essay"),
    )


def test_what_checks_ask_comes_last():
    """Until somebody has asked a judge, a job is whole but for that; a notebook without a check asks nothing."""
    assert [cell.scenarios for cell in job().cells] == [()] * 5
    assert asking(job(), {"ask-check": ()}) == asking(job(), {}) == job()


def test_a_job_holds_no_text_of_a_check():
    """Not the promise, not the expectations: the student's process could read them."""
    assert "It asks" not in repr(job())
    assert "42.0" not in repr(job())


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (CHECK, CellKind.CHECK),
        (f"x = 1\n{CHECK}", CellKind.CHECK),
        ("with asynclab.check(NAME, 'It asks.') as c: ...", CellKind.CHECK),
        ("c = check('ask-check', 'It asks.')\nwith c: ...", CellKind.CHECK),
        ("%time\nwith check(NAME, '...') as c: ...", CellKind.CHECK),
        ("%time\nc = check('ask-check', '...')", CellKind.CHECK),
        ("assert check(3) == 4", CellKind.TEST),
        ("check(ask, 'ask-check')", CellKind.TEST),
        ("assert ask()  # with check(", CellKind.TEST),
        ("%time\nassert ask()", CellKind.TEST),
        ("with open('x') as file: ...", CellKind.TEST),
        ("", CellKind.TEST),
    ],
)
def test_a_check_is_told_from_a_plain_test(source, kind):
    """By the instructor's text; a foreign assignment may have a function of its own that is called `check`."""
    assert kind_of(source, "ask-check") is kind


OWN = [
    new_code_cell("import asyncio"),
    new_code_cell("show()", metadata={"tags": ["real-time"]}),
    new_code_cell("1 + 1"),
]
REST = [solution("def ask(): ...", "ask"), graded("with check(...)", "ask-check"), new_code_cell("2 + 2")]


def test_a_chapter_begins_with_its_cells_up_to_the_first_that_a_student_fills_in():
    """A solution, or a graded cell where there is none before it; what is not run here counts among them."""
    opening = first_cells(notebook(*OWN, *REST))
    assert [(cell.kind, cell.source) for cell in opening] == [
        (CellKind.CODE, "import asyncio"),
        (CellKind.SKIP, ""),
        (CellKind.CODE, "1 + 1"),
    ]
    assert first_cells(notebook(*OWN, *REST[1:])) == opening
    assert first_cells(notebook(*REST)) == ()


@pytest.mark.parametrize(
    ("handed_in", "cells"),
    [
        ([*OWN, *REST], 3),
        ([new_markdown_cell("My notes"), *OWN, new_code_cell("mine"), *REST], 3),
        ([OWN[0], new_code_cell("  "), *OWN[1:], *REST], 3),
        ([new_code_cell("mine"), *OWN, *REST], 0),
        ([OWN[0], new_code_cell("mine"), *OWN[1:], *REST], 0),
        ([OWN[0], OWN[1], new_code_cell("1 + 2"), *REST], 0),
        ([*OWN[1:], *REST], 0),
        (OWN[:2], 0),
    ],
    ids=["untouched", "cell after it", "empty cell", "cell before it", "cell in it", "changed", "deleted", "cut off"],
)
def test_the_chapters_own_cells_are_shared_where_none_was_touched(handed_in, cells):
    """Whoever put a cell before or among them, or changed one, has them run alone."""
    assert job(notebook(*handed_in), opening=first_cells(notebook(*OWN, *REST))).opening == cells
    assert job(notebook(*handed_in)).opening == 0


def locked(source, name):
    """A cell of the chapter's that nobody is to change."""
    said = {"grade_id": name, "locked": True, "grade": False, "solution": False, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": said})


def test_what_a_locked_cell_defines_is_given():
    """Functions, values and imports, by the cell; not what a cell that can be changed, or a solution, defines too."""
    cells = notebook(
        locked("import asyncio\nLIMIT = 2\nasync def crowd(tools): ...", "crowd"),
        locked("def ask(): ...\ndef turn(): ...\ndata = 1", "turn"),
        new_code_cell("data = data + 1"),
        *REST,
    )
    assert given_by(cells) == {"crowd": ("LIMIT", "asyncio", "crowd"), "turn": ("turn",)}
    made = job(cells, given=given_by(cells))
    assert [cell.gives for cell in made.cells[:3]] == [("LIMIT", "asyncio", "crowd"), ("turn",), ()]


def test_the_same_work_has_the_same_fingerprint():
    """Whose it is makes no difference."""
    assert mark() == mark(key="8")
    assert re.fullmatch("[0-9a-f]{64}", mark())


@pytest.mark.parametrize(
    "change",
    [
        {"notebook": notebook(solution("def ask(): return 1", "ask"))},
        {"notebook": notebook(*NOTEBOOK.cells, new_markdown_cell("A written answer", id="words"))},
        {"companions": [Companion("a.py", b"x")]},
        {"companions": [Companion("b.py", b"x")]},
        {"examination": "another"},
        {"limits": Limits(run=5.0)},
        {"modules": ["langgraph"]},
        {"engine": "another"},
    ],
    ids="solution words file path examination limits modules engine".split(),
)
def test_whatever_decides_a_grade_is_in_the_fingerprint(change):
    """Texts, files, the chapter, limits, engine: another one, and the submission is executed again."""
    assert mark(**change) not in {mark(), mark(companions=[Companion("a.py", b"y")])}


def test_a_tests_text_and_points_are_in_the_fingerprint():
    """An instructor who mends a test has everybody graded again."""
    for other in (GradedCell(f"{CHECK}\n", 2.0), GradedCell(CHECK, 3.0)):
        assert mark(GRADED | {"ask-check": other}) != mark()


CELLS = (ExamCell(CellKind.CODE, "x = 1", "given"), ExamCell(CellKind.CHECK, CHECK, "ask-check"))
BESIDE = (Companion("tools.py", b"1"),)


@pytest.mark.parametrize(
    "change",
    [
        Examination(CELLS[:1], BESIDE),
        Examination((replace(CELLS[0], source="x = 2"), CELLS[1]), BESIDE),
        Examination((replace(CELLS[0], kind=CellKind.SKIP), CELLS[1]), BESIDE),
        Examination((CELLS[0], replace(CELLS[1], name="other")), BESIDE),
        Examination(CELLS[::-1], BESIDE),
        Examination(CELLS),
        Examination(CELLS, (Companion("tools.py", b"2"),)),
        Examination(CELLS, (Companion("other.py", b"1"),)),
    ],
    ids="cell source kind name order files file path".split(),
)
def test_whatever_decides_what_checks_ask_is_in_the_examinations_digest(change):
    """Each cell of the instructor's notebook, in its place, and each file beside it."""
    assert examination_digest(change) != examination_digest(Examination(CELLS, BESIDE))
    assert examination_digest(Examination(tuple(CELLS), tuple(BESIDE))) == examination_digest(
        Examination(CELLS, BESIDE)
    )


def test_every_field_of_a_job_is_known_to_the_fingerprint():
    """Who adds one decides whether it belongs there."""
    names = [field.name for field in dataclasses.fields(job())]
    assert names == ["key", "cells", "companions", "modules", "limits", "engine", "opening"]
    assert len(dataclasses.fields(JobCell)) == 6
    assert [field.name for field in dataclasses.fields(Examination)] == ["cells", "companions"]
    assert [field.name for field in dataclasses.fields(ExamCell)] == ["kind", "source", "name"]


def test_the_engine_names_its_versions():
    """A worker with another one is refused by what it says here."""
    said = engine_identity()
    assert re.search(r"asynclab \S+, langchain-core \S+, langgraph \S+, langsmith \S+, pydantic \S+, ipython \S+", said)
    assert re.search(r"Python 3\.\d+\.\d+\S*, source [0-9a-f]{16}$", said)
    assert engine_identity() is said
