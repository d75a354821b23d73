"""A student can ask for a hint at any time, and for the solution once every check of the task has passed."""

from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_notebook, writes

from asynclab.course import (
    CellVerdict,
    CheckContext,
    CheckFailed,
    Memory,
    NoSealedFile,
    NoSuchTask,
    TaskHelp,
    check,
    task,
    using,
)
from asynclab.course.cell import render, sealed
from asynclab.course.cell.cell_verdict import Outcome
from asynclab.course.cell.errors import NoCheckCell
from asynclab.course.cell.verdict_box import box
from asynclab.expect import took
from asynclab.scenario import call
from tests.unit.course.cell.test_sealed import a_file
from tests.unit.course.fakes import FAST, SLOW, desk


@pytest.fixture
def folder(tmp_path):
    """A folder as a student has it."""
    (tmp_path / "sealed.json").write_text(sealed.to_json(a_file()), encoding="utf-8")
    return tmp_path


def test_a_hint_is_there_from_the_start(folder):
    """As text, and as Markdown for a notebook."""
    with using(CheckContext(folder=folder)):
        hint = task("ask").hint()
    assert str(hint) == repr(hint) == hint._repr_markdown_() == "When does it hear you?"


def test_the_solution_stays_shut_until_every_check_has_passed(folder):
    """It says which are left."""
    with using(CheckContext(folder=folder, memory=Memory())):
        told = str(task("ask").solution())
    assert "`ask-time`" in told
    assert "async def" not in told


def test_the_solution_opens_once_every_check_has_passed(folder):
    """In the very session that saw it."""
    at = desk(FAST, folder=folder)
    with using(at.bench):
        with check("ask-time", "It takes a second.") as c:
            c.run(call("ask"), took(1.0))
        assert "async def ask(): ..." in str(task("ask").solution())
        assert task("ask").outcome is Outcome.PASSED


def test_a_failed_check_shuts_it_again(folder):
    """What counts is the last time."""
    memory = Memory()
    for outcome in (Outcome.PASSED, Outcome.FAILED):
        memory.note(CellVerdict("ask-time", "", outcome))
    with using(CheckContext(folder=folder, memory=memory)):
        assert "async def" not in str(task("ask").solution())
        assert repr(task("ask")) == "Task 1. Ask: 0 of 1 checks passed (not kept yet)."


def test_checks_that_were_not_run_are_told_apart_from_those_that_failed(tmp_path):
    """A task with a tick is not "not started"; of a tick on an older answer, that is said."""
    several = replace(a_file().tasks[0], checks=("one", "two", "three"), points=(1.0, 1.0, 1.0))
    (tmp_path / "sealed.json").write_text(sealed.to_json(replace(a_file(), tasks=(several,))), encoding="utf-8")
    memory, told = Memory(), []
    with using(CheckContext(folder=tmp_path, memory=memory)):
        told.append(repr(task("ask")))
        for name, outcome in zip(several.checks, (Outcome.PASSED, Outcome.FAILED, Outcome.NOT_ATTEMPTED), strict=True):
            memory.note(CellVerdict(name, "", outcome))
            told.append(repr(task("ask")))
    assert [each.removeprefix(f"{several.title}: ") for each in told] == [
        "0 of 3 checks passed, 3 not run yet.",
        "1 of 3 checks passed, 2 not run yet.",
        "1 of 3 checks passed, 1 not run yet (not kept yet).",
        "1 of 3 checks passed (not kept yet).",
    ]


def ask():
    """An answer, as a student may hand it over in place of its name."""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((ask,), 'A task goes by its id, in quotation marks: `task("ask")`.'),
        ((1,), 'A task goes by its id, in quotation marks: `task("ask")`.'),
        ((7,), 'A task goes by its id, in quotation marks: one of "ask".'),
        ((object(),), 'A task goes by its id, in quotation marks: one of "ask".'),
        ((), 'Say which task, by its id: `task("ask")`.'),
    ],
    ids=["a function", "a number", "no number of a task", "something", "nothing"],
)
def test_what_is_no_name_of_a_task_is_told_how_to_name_one(folder, asked, told):
    """In a sentence, and by no error of Python's."""
    with using(CheckContext(folder=folder)), pytest.raises(NoSuchTask) as caught:
        task(*asked)
    assert str(caught.value).startswith(told)


def test_whoever_is_stuck_is_told_of_the_hint(folder):
    """With the words to write in a terminal, folded in a notebook; who has passed is not."""
    at = desk(SLOW, folder=folder)
    with pytest.raises(CheckFailed), using(at.bench), check("ask-time", "It takes a second.") as c:
        c.run(call("ask"), took(1.0))
    assert 'Hint: `task("ask").hint()`.' in render.text(at.verdict)
    assert "When does it hear you?" in box(at.verdict)
    at = desk(FAST, folder=folder)
    with using(at.bench), check("ask-time", "It takes a second.") as c:
        c.run(call("ask"), took(1.0))
    assert "hint" not in render.text(at.verdict)
    assert "When does it hear you?" not in box(at.verdict)


@pytest.mark.parametrize(
    "near", ["aks", "Ask", " ask ", "ASK-time", "ask()", "'ask'", "ask_all", "Task 1", "1", "task 1. ask", "ask time"]
)
def test_a_task_that_does_not_exist_is_told_with_the_one_that_may_be_meant(folder, near):
    """A slip of the pen is mended from the message: other letters, what its cell defines, its title, its number."""
    known = a_file()
    other = replace(known.tasks[0], id="heed", title="Task 2. Heed", checks=("heed-time",), stub="def obey(): ...")
    known = replace(known, tasks=(replace(known.tasks[0], stub="async def ask_all(tools): ..."), other))
    (folder / "sealed.json").write_text(sealed.to_json(known), encoding="utf-8")
    with using(CheckContext(folder=folder)), pytest.raises(NoSuchTask) as caught:
        task(near)
    assert str(caught.value) == (
        f'This chapter has no task "{near}". Did you mean `task("ask")`? It has "ask", "heed".'
    )


def test_a_name_that_is_near_no_task_is_told_with_those_that_there_are(folder):
    """No other is made of it."""
    with using(CheckContext(folder=folder)), pytest.raises(NoSuchTask, match=r'no task "helicopter"\. It has "ask"'):
        task("helicopter")


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("quiz", "set `answer_1` in their cells, and run the check below each"),
        ("Quiz", "The quiz is no task"),
        ("answer_1", "The quiz is no task"),
        ("answer_1-check", 'The tasks are "ask".'),
        ("ask-time", 'write `task("ask")`'),
    ],
)
def test_what_is_no_task_is_told_for_what_it_is(folder, id, told):
    """The quiz, a question and a check have names as well."""
    with using(CheckContext(folder=folder)), pytest.raises(NoSuchTask) as caught:
        task(id)
    assert told in str(caught.value)


def test_without_the_file_there_is_a_sentence_and_no_traceback(tmp_path):
    """Who moved the notebook learns what is missing."""
    with using(CheckContext(folder=tmp_path)), pytest.raises(NoSealedFile) as caught:
        task("ask")
    assert caught.value._render_traceback_() == [str(caught.value)]


def saved_with(folder, *checks):
    """The chapter's notebook in a folder, with these checks of the task as its cells."""
    cells = [
        new_code_cell(
            f'with check("{id}", "It takes a second.") as c:\n    c.run(call("ask"), took(1.0))',
            metadata={"nbgrader": {"grade": True, "grade_id": id}},
        )
        for id in checks
    ]
    (folder / "01-mini.ipynb").write_text(writes(new_notebook(cells=cells)), encoding="utf-8")


@pytest.fixture
def words(monkeypatch):
    """The names that a check needs, where `task` is called."""
    for name, value in {"check": check, "call": call, "took": took}.items():
        monkeypatch.setitem(globals(), name, value)


def test_all_checks_of_a_task_are_run_at_once(folder, words):
    """With one summary, and what completes the task; nothing is published beside it."""
    saved_with(folder, "ask-time")
    at = desk(FAST, folder=folder)
    with using(at.bench):
        found = task("ask").check()
    assert at.published == []
    assert (found.passed, len(found.verdicts)) == (1, 1)
    assert str(found).startswith("Task 1. Ask: 1 of 1 visible promise kept.\n  ✓ It takes a second. (2 of 2 points)\n")
    assert "Task 1. Ask is done" in str(found)
    assert str(found).count("It takes a second.") == found._repr_html_().count("It takes a second.") == 1
    assert "Task 1. Ask is done" in found._repr_html_()


def test_a_summary_tells_what_failed_and_raises_nothing(folder, words):
    """In full, below the rows."""
    saved_with(folder, "ask-time")
    with using(desk(SLOW, folder=folder).bench):
        found = task("ask").check()
    assert "It took 4 s" in str(found)
    assert "It took 4\N{NO-BREAK SPACE}s" in found._repr_html_()
    assert "is done" not in found._repr_html_()


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (("ask-order",), "lacks the check `ask-time`. Save the notebook, and run this cell again. What was deleted"),
        (("else",), "lacks the checks `ask-time` and `ask-order`. Save the notebook"),
        (
            (),
            "There is no 01-mini.ipynb in this folder, in which the checks stand: the notebook was given another name",
        ),
    ],
)
def test_a_check_that_is_not_in_the_saved_notebook_is_told(folder, there, told):
    """By its name, each of several, unless there is no notebook of the chapter's name at all."""
    chapter = a_file()
    tasks = (replace(chapter.tasks[0], checks=("ask-time", *(["ask-order"] if "else" in there else []))),)
    (folder / "sealed.json").write_text(sealed.to_json(replace(chapter, tasks=tasks)), encoding="utf-8")
    if there:
        saved_with(folder, *there)
    with using(CheckContext(folder=folder)), pytest.raises(NoCheckCell) as caught:
        task("ask").check()
    assert told in str(caught.value)


def test_a_saved_notebook_that_cannot_be_read_is_told(folder):
    """The checks may well stand in it."""
    saved_with(folder, "ask-time")
    next(folder.glob("*.ipynb")).write_text("{not a notebook")
    with using(CheckContext(folder=folder)), pytest.raises(NoCheckCell, match="cannot be read"):
        task("ask").check()


def test_a_check_that_needs_what_was_not_run_yet_says_what_to_run(folder):
    """After a restart of the kernel, when not even `check` is there."""
    saved_with(folder, "ask-time")
    with using(desk(SLOW, folder=folder).bench), pytest.raises(NoCheckCell) as told:
        exec('task("ask").check()', {"task": task})
    assert "needs `check`, which is not there yet" in str(told.value)
    assert "Run All Above Selected Cell" in str(told.value)


def test_a_method_without_its_brackets_says_so(folder):
    """A bound method's own text would tell of the course's insides."""
    with using(CheckContext(folder=folder)):
        assert repr(task("ask").hint) == 'The brackets are missing: `task("ask").hint()`.'
        assert repr(task("ask").check) == 'The brackets are missing: `task("ask").check()`.'
        assert repr(TaskHelp.hint) == "<method hint of a task>"
        assert TaskHelp.hint.__doc__ == "Show a question that leads on."


def test_a_method_that_a_task_does_not_have_is_told_with_those_it_has(folder):
    """And with the one that is meant, where its name is nearly so."""
    has = "it has `check()`, `hint()`, `reset()` and `solution()`."
    with using(CheckContext(folder=folder)):
        with pytest.raises(AttributeError, match=r'`hnt`: .* Did you mean `task\("ask"\)\.hint\(\)`\?'):
            task("ask").hnt()
        with pytest.raises(AttributeError) as told:
            task("ask").points()
    assert str(told.value) == f"A task has no `points`: {has}"


def test_the_cell_as_it_was_handed_out_can_be_looked_at_again(folder):
    """To begin anew."""
    with using(CheckContext(folder=folder)):
        assert "```python\n...\n```" in str(task("ask").reset())
