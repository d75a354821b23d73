"""One graded submission as text, JSON and Gradescope's results: who may read what, and what nobody knows is no zero."""

import json

import pytest

from asynclab.expect import Outcome
from asynclab.grade.single.gradescope import to_gradescope
from asynclab.grade.single.single_json import to_json
from asynclab.grade.single.single_text import to_text
from asynclab.grade.single.student_view import student_view

from .results import check, error, failed, single

KEPT = check("kept", Outcome.PASSED)
LOST = check("lost", Outcome.FAILED, failed())
WAITS = check("waits", Outcome.UNGRADED, failed("The record was lost.", ""))
HIDDEN = "assert one() == 1\n### BEGIN HIDDEN TESTS\nassert one() == SECRET_31\n### END HIDDEN TESTS"
FIELDS = {"score", "output", "output_format", "test_output_format", "test_name_format", "visibility"}
FIELDS |= {"stdout_visibility", "extra_data", "tests"}
OF_A_TEST = {"score", "max_score", "status", "name", "name_format", "output", "output_format", "visibility"}


def text(graded):
    """What a terminal shows."""
    return to_text(student_view(graded))


def scope(graded):
    """Gradescope's results, read."""
    return json.loads(to_gradescope(graded))


def test_a_graded_submission_has_its_points_in_every_format():
    """The sum, each cell's, and the sentence of what was lost."""
    graded = single(KEPT, LOST, points={"kept": 2.0, "lost": 0.0})
    assert text(graded).splitlines()[:5] == [
        "12-boss: 2 of 4 points",
        "",
        "Task 1",
        "  ✓ Promise kept.  (2 of 2 points)",
        "  ✗ Promise lost.  (0 of 2 points)",
    ]
    assert "It took 4 s." in text(graded)
    told = json.loads(to_json(graded))
    assert (told["points"], told["so_far"], told["of"], told["reason"]) == (2.0, 2.0, 4.0, "")
    assert [(cell["name"], cell["points"], cell["outcome"]) for cell in told["cells"]] == [
        ("kept", 2.0, "passed"),
        ("lost", 0.0, "failed"),
    ]
    results = scope(graded)
    assert results["score"] == 2.0
    assert [(test["name"], test["score"], test["max_score"], test["status"]) for test in results["tests"]] == [
        ("Task 1: Promise kept.", 2.0, 2.0, "passed"),
        ("Task 1: Promise lost.", 0.0, 2.0, "failed"),
    ]
    assert "It took 4 s." in results["tests"][1]["output"]


@pytest.mark.parametrize("shown", [text, to_gradescope])
def test_a_student_reads_no_hidden_value(shown):
    """Neither a check's expectation nor a line or a message of a plain hidden test."""
    plain = error(HIDDEN, "plain", "AssertionError", "SECRET_31 != 7")
    graded = single(LOST, plain, points={"lost": 0.0, "plain": 0.0})
    assert "31" not in shown(graded)
    assert "hidden-lost" not in shown(graded)
    assert "It took 4 s." in shown(graded)
    assert "A hidden test did not pass." in shown(graded)


def test_whoever_grades_reads_the_test_that_failed():
    """JSON is not for students: a plain test's error is whole in it."""
    plain = error(HIDDEN, "plain", "AssertionError", "SECRET_31 != 7")
    (cell,) = json.loads(to_json(single(plain, points={"plain": 0.0})))["cells"]
    assert cell["reasons"] == ["AssertionError: SECRET_31 != 7"]


def test_what_could_not_be_graded_is_no_zero_in_any_format():
    """No score, no state of passing, and the reason."""
    graded = single(KEPT, points={"kept": None}, problem="Its file could not be read: it is not JSON.")
    assert text(graded) == (
        "12-boss: could not be graded. This is not a zero: there are no points yet.\n\n"
        "Its file could not be read: it is not JSON."
    )
    told = json.loads(to_json(graded))
    assert (told["points"], told["so_far"], told["reason"]) == (
        None,
        None,
        "Its file could not be read: it is not JSON.",
    )
    results = scope(graded)
    assert "score" not in results
    assert "it is not JSON" in results["output"]
    assert [("score" in test, test["status"]) for test in results["tests"]] == [(False, "failed")]


def test_what_waits_for_a_person_has_no_score():
    """The rest has: the sum says that it is one so far."""
    graded = single(KEPT, WAITS, points={"kept": 2.0, "waits": None})
    assert text(graded).startswith("12-boss: 2 of 4 points so far: a person has to grade 1 more\n")
    assert "? Promise waits.  (? of 2: a person has to grade it)" in text(graded)
    told = json.loads(to_json(graded))
    assert (told["points"], told["so_far"], told["by_hand"]) == (None, 2.0, ["waits"])
    results = scope(graded)
    assert results["score"] == 2.0
    assert results["output"] == "12-boss: 2 of 4 points so far: a person has to grade 1 more"
    waiting = results["tests"][1]
    assert "score" not in waiting
    assert "status" not in waiting
    assert "not a zero" in waiting["output"]
    assert results["extra_data"] == {"asynclab": {"chapter": "12-boss", "by_hand": ["waits"]}}


def test_the_results_have_gradescopes_fields_and_every_text_is_plain():
    """As its specification names them: without a format, what stands on top would be rendered as HTML."""
    results = scope(single(KEPT, LOST, WAITS, points={"kept": 2.0, "lost": 0.0, "waits": None}))
    assert results.keys() <= FIELDS
    assert results["output_format"] == results["test_output_format"] == results["test_name_format"] == "text"
    assert (results["visibility"], results["stdout_visibility"]) == ("visible", "hidden")
    for test in results["tests"]:
        assert test.keys() <= OF_A_TEST
        assert (test["output_format"], test["name_format"], test["visibility"]) == ("text", "text", "visible")


@pytest.mark.parametrize("shown", [text, lambda graded: scope(graded)["output"]])
def test_who_changed_the_chapters_cells_reads_what_became_of_them(shown):
    """As feedback tells it; what is for whoever grades is not in it, and no control character takes effect."""
    graded = single(KEPT, points={"kept": 2.0})
    assert "Not taken" not in shown(graded)
    graded.notebook.metadata["asynclab"] = {
        "notes": [
            "The cell “kept” differs from the chapter's; the chapter's own text was put back.",
            "The file “\x1b[2J.py” was left out: it is too large.",
            "1 code cell of the student's own kept in place.",
            "When it was handed in is not known, so there is no penalty for being late: timestamp.txt is empty.",
            "A person is asked to look: this notebook reaches for what no answer needs, sys.modules in cell a.",
        ]
    }
    *_, head, one, two = shown(graded).splitlines()
    assert head == "Not taken as you handed it in:"
    assert one.strip() == "- The cell “kept” differs from the chapter's; the chapter's own text was put back."
    assert two.strip() == r"- The file “\x1b[2J.py” was left out: it is too large."


@pytest.mark.parametrize("shown", [text, to_gradescope])
def test_no_control_character_of_a_students_takes_effect(shown):
    """In a message, a heading or a reason: each is shown by its number."""
    evil = "\x1b]0;owned\x07 \u202etxt"
    plain = error("assert one() == 1", "plain", f"Bad{evil}", evil)
    for graded in (
        single(plain, points={"plain": 0.0}, heading=f"Mine {evil}"),
        single(KEPT, points={"kept": None}, problem=f"It says {evil}."),
    ):
        said = shown(graded)
        assert not {"\x1b", "\x07", "\u202e"} & set(said + "".join(_strings(said)))
        assert "owned" in said


def _strings(said):
    """The texts in a JSON document, unescaped; none in what is no JSON."""
    if not said.startswith("{"):
        return
    results = json.loads(said)
    yield results["output"]
    for test in results["tests"]:
        yield test["name"] + test["output"]
