"""The sample class is sixteen believable students, the same each time."""

from collections import Counter

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from asynclab.grade.errors import NoAnswers
from asynclab.report.sample_class import SampleAnswer, SampleKind, sample_class

ANSWERS = [
    SampleAnswer("ask", "async def ask(question,\n              tools):\n    return 'right'", right=True),
    SampleAnswer("ask", "async def ask(question, tools):\n    return 'also right'", right=True),
    SampleAnswer("ask", "ask = 'wrong'", right=False),
    SampleAnswer("merge", "merge = 'right'", right=True),
    *[SampleAnswer("merge", f"merge = 'wrong {n}'", right=False) for n in range(5)],
]


def released():
    """Two tasks with a graded cell each."""
    cells = []
    for task in ("ask", "merge"):
        cells += [new_code_cell("raise NotAttempted()", id=task), new_code_cell(f"check({task})", id=f"{task}-check")]
        cells[-2].metadata["nbgrader"] = {"grade_id": task, "solution": True}
        cells[-1].metadata["nbgrader"] = {"grade_id": f"{task}-check", "grade": True}
    return new_notebook(cells=cells)


def papers():
    """What was handed in, by student."""
    return {submission.student: submission.text for submission in sample_class(released(), ANSWERS)}


def test_sixteen_students_hand_something_in():
    """One file a student."""
    assert len(papers()) == 16


def test_the_class_is_the_same_every_time():
    """Nothing is drawn by chance."""
    assert papers() == papers()


def test_every_task_is_got_wrong_by_somebody_and_right_by_many():
    """The report has each task's mistakes to show."""
    text = "".join(papers().values())
    assert text.count("ask = 'wrong'") > 0
    assert len([n for n in range(5) if f"merge = 'wrong {n}'" in text]) > 1
    assert text.count("'right'") + text.count("'also right'") > 12


def test_every_kind_is_there_and_named():
    """Who counts what a kind costs, as the benchmark does, reads it from the submission."""
    kinds = Counter(paper.kind for paper in sample_class(released(), ANSWERS))
    assert set(kinds) == set(SampleKind)
    assert (kinds.pop(SampleKind.RIGHT), kinds.pop(SampleKind.WRONG), set(kinds.values())) == (4, 6, {1})


def test_exactly_one_file_is_no_notebook():
    """An upload that broke off."""
    broken = []
    for student, text in papers().items():
        try:
            nbformat.reads(text, as_version=4)
        except nbformat.reader.NotJSONError:
            broken.append(student)
    assert len(broken) == 1


def test_the_endless_loop_keeps_the_head_of_its_function():
    """It is called as the task asks, and never comes back."""
    loops = [text for text in papers().values() if "while True" in text]
    assert len(loops) == 1
    assert "async def ask(question,\\n" in loops[0]
    assert "              tools):\\n" in loops[0]
    assert "    while True:\\n" in loops[0]


def test_some_delete_a_graded_cell_and_some_copy_one():
    """The accidents stock nbgrader stumbles over are there."""
    counts = [text.count('"check(ask)"') for text in papers().values()]
    assert (counts.count(0), counts.count(2)) == (2, 1)  # one deleted it, one file is cut off before it


def test_a_task_without_a_right_answer_is_refused():
    """The error names the folder that lacks a file."""
    with pytest.raises(NoAnswers, match="ask/right"):
        sample_class(released(), [SampleAnswer("ask", "wrong", right=False)])
