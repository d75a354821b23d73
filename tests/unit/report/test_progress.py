"""Where a student stands is read from their own saved notebooks, whatever state those are in."""

import json

import pytest
from nbformat.v4 import new_code_cell

from asynclab.course.cell.bindings import digest
from asynclab.course.cell.errors import NoManifest
from asynclab.report.progress import TaskState, progress, read

from .student_folder import FIRST, LAST, cell, chapter, error, passed, save, student_folder, untouched, verdict

ALL = ("fanout", "relay", "answer_1", "answer_2")
CHECKS = tuple(check.id for exercise in FIRST.exercises for check in exercise.checks)


def first(tmp_path, **work):
    """The progress of the first chapter, with this work in it."""
    return read(student_folder(tmp_path, chapter(FIRST, **work))).chapters[0]


def states(chapter):
    """The state of each of its tasks."""
    return [task.state for task in chapter.tasks]


def test_a_fresh_release_is_not_attempted(tmp_path):
    """Nothing written, nothing run: no points, and the first task is next."""
    found = read(student_folder(tmp_path))
    assert states(found.chapters[0]) == [TaskState.UNTRIED] * 3
    assert [(chapter.points, chapter.entry.points) for chapter in found.chapters] == [(0, 7), (0, 2.5)]
    assert all(task.notes == () for chapter in found.chapters for task in chapter.tasks)


def test_running_a_stub_is_no_attempt(tmp_path):
    """A student who ran all cells to have a look has attempted nothing."""
    assert states(first(tmp_path, said=untouched(FIRST))) == [TaskState.UNTRIED] * 3


def test_a_task_whose_checks_all_passed_has_passed(tmp_path):
    """With the points of its checks."""
    fanout, relay, quiz = first(tmp_path, written=["fanout"], said=passed("fanout-order", "fanout-limit")).tasks
    assert (fanout.state, fanout.points, fanout.of, fanout.notes) == (TaskState.PASSED, 3.0, 3.0, ())
    assert relay.state is quiz.state is TaskState.UNTRIED


def test_a_task_with_a_check_left_is_attempted_and_names_it(tmp_path):
    """The points of those that passed are there."""
    said = passed("fanout-order") | {"fanout-limit": (verdict("fanout-limit", "failed"), error("CheckFailed"))}
    task = first(tmp_path, written=["fanout"], said=said).tasks[0]
    assert (task.state, task.passed, task.checks, task.points) == (TaskState.ATTEMPTED, 1, 2, 2.0)
    assert task.notes == ("Still to pass: fanout-limit.",)


def test_a_quiz_is_one_task_of_as_many_checks_as_questions(tmp_path):
    """One question answered is a quiz begun."""
    quiz = first(tmp_path, written=["answer_1"], said=passed("answer_1-check")).tasks[2]
    assert (quiz.title, quiz.state, quiz.passed, quiz.checks, quiz.points) == ("Quiz", TaskState.ATTEMPTED, 1, 2, 1.0)


def test_an_answer_whose_outputs_were_cleared_is_attempted(tmp_path):
    """Written is attempted; that no verdict is saved is told, not held against anybody."""
    task = first(tmp_path, written=["fanout"]).tasks[0]
    assert (task.state, task.points) == (TaskState.ATTEMPTED, 0.0)
    assert task.notes == ("No verdict saved: fanout-order, fanout-limit. Run, then save.",)


def test_a_failed_check_is_an_attempt_even_beside_a_stub(tmp_path):
    """The answer may stand elsewhere; somebody has tried."""
    said = {"relay-pace": (verdict("relay-pace", "crashed"), error("CheckFailed"))}
    assert first(tmp_path, said=said).tasks[1].state is TaskState.ATTEMPTED


def test_checks_that_passed_beside_a_stub_earn_nothing(tmp_path):
    """What is graded is the text of the answer's own cell, and there is none."""
    task = first(tmp_path, said=passed("fanout-order", "fanout-limit")).tasks[0]
    assert (task.state, task.points) == (TaskState.ATTEMPTED, 0.0)
    assert "Only what stands in that cell is graded." in task.notes[0]


def test_an_answer_cell_that_was_deleted_is_called_gone(tmp_path):
    """Not untouched: its checks passed with what it had defined before."""
    task = first(tmp_path, said=passed("fanout-order", "fanout-limit"), without=("fanout",)).tasks[0]
    assert (task.state, task.points) == (TaskState.ATTEMPTED, 0.0)
    assert task.notes == ("The cell fanout is gone from the notebook. Grading puts it back as it was handed out.",)


@pytest.mark.parametrize(
    ("outputs", "says"),
    [
        ((verdict("relay-pace"),), "the verdict of another check"),
        ((error("NameError"),), "No verdict: NameError"),
        ((verdict("fanout-limit"), verdict("fanout-limit")), "2 verdicts"),
        ((verdict("fanout-limit"), error("KeyError")), "passed and then raised KeyError"),
        ((verdict("fanout-limit", "splendid"),), "cannot be read"),
        ((verdict("fanout-limit", ["passed"]),), "cannot be read"),
        ((verdict("fanout-limit", "could not be graded"),), "could not be graded"),
    ],
)
def test_what_a_check_said_in_riddles_is_told_and_earns_nothing(tmp_path, outputs, says):
    """Another check's verdict, an error before it, two at once: never a pass, always a word."""
    task = first(tmp_path, written=["fanout"], said=passed("fanout-order") | {"fanout-limit": outputs}).tasks[0]
    assert (task.state, task.points) == (TaskState.ATTEMPTED, 2.0)
    assert says in task.notes[-1]


def test_an_error_before_any_verdict_is_no_attempt(tmp_path):
    """A notebook whose imports were not run: every check says NameError, and nobody has tried."""
    said = {check: (error("NameError"),) for check in CHECKS}
    assert states(first(tmp_path, said=said)) == [TaskState.UNTRIED] * 3


def test_a_check_that_is_there_twice_has_passed_if_both_have(tmp_path):
    """And its student is asked to delete one."""
    notebook = chapter(FIRST, written=["relay"], said=passed("relay-pace"))
    notebook.cells.append(cell("relay-pace", "copy", 2.0, (verdict("relay-pace", "failed"),)))
    task = read(student_folder(tmp_path, notebook)).chapters[0].tasks[1]
    assert (task.state, task.points) == (TaskState.ATTEMPTED, 0.0)
    assert task.notes[-1].startswith("The cell relay-pace is there 2 times.")


def test_an_answer_that_is_there_twice_is_written_if_one_is(tmp_path):
    """As grading has it: the copy that was worked on counts."""
    notebook = chapter(FIRST, said=passed("relay-pace"))
    notebook.cells.append(cell("relay", "def relay(): ..."))
    assert read(student_folder(tmp_path, notebook)).chapters[0].tasks[1].state is TaskState.PASSED


def test_a_cell_that_is_gone_is_told(tmp_path):
    """Grading puts it back; its points are not there until then."""
    task = first(tmp_path, written=["fanout"], said=passed("fanout-order"), without=["fanout-limit"]).tasks[0]
    assert (task.state, task.points) == (TaskState.ATTEMPTED, 2.0)
    assert task.notes[-1].startswith("The cell fanout-limit is gone from the notebook.")


def test_points_are_the_courses_and_not_the_notebooks(tmp_path):
    """Whoever writes a hundred into a cell's metadata has a hundred there, and two here."""
    notebook = chapter(FIRST, written=["relay"], said=passed("relay-pace"))
    next(each for each in notebook.cells if each.id == "relay-pace").metadata.nbgrader.points = 100
    assert read(student_folder(tmp_path, notebook)).chapters[0].points == 2.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "damaged"),
        ('{"cells": [', "damaged"),
        ("<<<<<<< mine\n{}", "damaged"),
        ("[" * 100_000, "damaged"),
        ("[]", "has no cells"),
        ('{"worksheets": []}', "has no cells"),
        ('{"cells": {}}', "has no cells"),
    ],
    ids=["empty", "cut short", "half merged", "very deep", "a list", "a very old one", "cells that are none"],
)
def test_a_notebook_that_cannot_be_read_is_told_in_its_place(tmp_path, text, says):
    """The other chapters are there all the same."""
    student_folder(tmp_path, last=chapter(LAST, written=["desk"], said=passed("desk-merge")))
    save(tmp_path, FIRST, text)
    broken, sound = read(tmp_path).chapters
    assert (broken.tasks, broken.points) == ((), 0)
    assert says in broken.problem
    assert (sound.points, sound.problem) == (2.5, "")


def test_bytes_that_are_no_text_are_a_damaged_notebook(tmp_path):
    """A file system's own contribution."""
    student_folder(tmp_path)
    (tmp_path / FIRST.notebook).write_bytes(b"\xff\xfe\x00{")
    assert "damaged" in read(tmp_path).chapters[0].problem


def test_a_missing_notebook_and_a_missing_folder_are_told_apart(tmp_path):
    """Renamed is not the same as never fetched."""
    student_folder(tmp_path)
    (tmp_path / FIRST.notebook).rename(tmp_path / FIRST.name / "mine.ipynb")
    (tmp_path / LAST.notebook).unlink()
    (tmp_path / LAST.name).rmdir()
    renamed, gone = read(tmp_path).chapters
    assert "It has to be called 07-branches.ipynb" in renamed.problem
    assert "Its folder is not here." in gone.problem


def test_a_folder_in_a_notebooks_place_is_told(tmp_path):
    """Whatever the machine says of it is passed on."""
    student_folder(tmp_path)
    (tmp_path / FIRST.notebook).unlink()
    (tmp_path / FIRST.notebook).mkdir()
    assert read(tmp_path).chapters[0].problem.startswith("Its notebook cannot be opened:")


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        {},
        {"cell_type": "code", "metadata": None},
        {"cell_type": "code", "metadata": {"nbgrader": []}},
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": 3}}},
        {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": "relay"}}, "source": "copied"},
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "own", "grade": True}}, "outputs": "none"},
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "own", "grade": True}}, "outputs": [1, {}]},
        {
            "cell_type": "code",
            "metadata": {"nbgrader": {"grade_id": "own", "grade": True}},
            "outputs": [{"output_type": "display_data", "data": None}],
        },
    ],
)
def test_a_cell_of_another_shape_is_passed_over(tmp_path, odd):
    """It is none of the chapter's, and changes nothing."""
    student_folder(tmp_path)
    before = read(tmp_path)
    notebook = json.loads((tmp_path / FIRST.notebook).read_text(encoding="utf-8"))
    notebook["cells"].insert(0, odd)
    save(tmp_path, FIRST, notebook)
    assert read(tmp_path) == before


def test_a_source_of_lines_is_the_text_they_make(tmp_path):
    """JupyterLab saves a cell as a list of lines: an untouched stub is untouched either way."""
    student_folder(tmp_path)
    notebook = json.loads((tmp_path / FIRST.notebook).read_text(encoding="utf-8"))
    for each in notebook["cells"]:
        each["source"] = "".join(each["source"])
    save(tmp_path, FIRST, notebook)
    assert states(read(tmp_path).chapters[0]) == [TaskState.UNTRIED] * 3


def test_what_is_next_is_the_first_task_that_has_not_passed(tmp_path):
    """Of the first chapter that is not done; of none that cannot be read."""
    folder = student_folder(tmp_path, chapter(FIRST, written=["fanout"], said=passed("fanout-order", "fanout-limit")))

    def next_task():
        chapter, task = read(folder).next
        return chapter.entry.name, task.title

    assert next_task() == ("07-branches", "Task 2. Relay")
    save(folder, FIRST, chapter(FIRST, written=ALL, said=passed(*CHECKS)))
    assert next_task() == ("12-boss", "Task 1. The <desk>")
    save(folder, FIRST, "{")
    assert next_task() == ("12-boss", "Task 1. The <desk>")
    save(folder, LAST, chapter(LAST, written=["desk"], said=passed("desk-merge")))
    assert read(folder).next is None


def test_progress_is_found_from_the_index_and_from_a_chapter(tmp_path, monkeypatch):
    """A notebook's folder is where its kernel stands."""
    folder = student_folder(tmp_path)
    told = read(folder)
    monkeypatch.chdir(folder)
    assert progress() == told
    monkeypatch.chdir(folder / FIRST.name)
    assert progress() == told
    assert progress(folder) == progress(str(folder)) == told


def test_a_folder_that_is_no_course_is_refused_in_a_sentence(tmp_path, monkeypatch):
    """Calmly: a notebook shows the sentence and no traceback."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoManifest, match=r"There is no course\.json here") as caught:
        progress()
    assert caught.value._render_traceback_() == [str(caught.value)]


ANSWER = "fanout = 'mine'"
JUDGED = [{"name": "fanout", "label": "cell In[3]", "digest": digest(ANSWER)}]


def rewritten(tmp_path, change):
    """The first task's progress: both checks have passed on its answer, and then the notebook was changed."""
    said = {id: (verdict(id, judged=JUDGED),) for id in ("fanout-order", "fanout-limit")}
    notebook = chapter(FIRST, written=["fanout"], said=said)
    change(notebook, next(each for each in notebook.cells if each.id == "fanout"))
    return read(student_folder(tmp_path, notebook)).chapters[0].tasks[0]


def test_a_check_that_passed_counts_as_long_as_its_answer_is_the_same(tmp_path):
    """Run again or not."""
    assert rewritten(tmp_path, lambda notebook, answer: None).points == 3.0


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook, answer: answer.update(source="fanout = 'another'"),
        lambda notebook, answer: answer.update(source="fanout = 'mine"),
        lambda notebook, answer: answer.update(outputs=[error()]),
        lambda notebook, answer: answer.update(source="other = 'mine'"),
        lambda notebook, answer: notebook.cells.insert(notebook.cells.index(answer) + 1, new_code_cell("fanout = 2")),
    ],
    ids=["newer", "broken", "failed", "renamed", "overtaken"],
)
def test_an_answer_that_a_check_has_not_seen_does_not_count(tmp_path, change):
    """Whatever the check said of the one before it: grading will judge this one."""
    task = rewritten(tmp_path, change)
    assert (task.points, task.passed, task.state) == (0.0, 0, TaskState.ATTEMPTED)
    assert task.notes[0].startswith("`fanout` is not what fanout-order, fanout-limit judged any more")


def test_a_scratch_cell_below_the_check_does_not_count(tmp_path):
    """It runs when the check is over."""
    assert (
        rewritten(tmp_path, lambda notebook, answer: notebook.cells.append(new_code_cell("fanout = 2"))).points == 3.0
    )
