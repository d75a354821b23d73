"""Where one grades stands why a person is asked, and feedback has nothing of it."""

import copy

import pytest
from nbformat.v4 import new_output

from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.gradebook.for_graders import ask_graders, is_for_graders, leave_out
from asynclab.grade.gradebook.scores import scores
from tests.unit.grade.notebooks import graded, notebook

CHECK = 'with check("ask-check", "It asks.") as c:\n    c.run()'
EVIL = "<script>alert(1)</script>\x1b"


def verdict(outcome, *failures):
    """A check's output."""
    told = [{"sentence": each} for each in failures]
    data = {"schema": 1, "check": "ask-check", "outcome": outcome, "promise": "It asks.", "failures": told}
    return new_output("display_data", {MIME: data})


def asked(source, name, *outputs, reached=(), unrun=()):
    """What a graded cell shows to whoever grades, as HTML, and the notebook it is in."""
    made = notebook(graded(source, name))
    made.cells[0].outputs = list(outputs)
    before = copy.deepcopy(made)
    ask_graders(made, reached, set(unrun))
    told = [output.data["text/html"] for output in made.cells[0].outputs if is_for_graders(output)]
    leave_out(made)
    assert made == before
    return told


ERROR = new_output("error", ename="AssertionError", evalue="", traceback=[])
CASES = {
    "passed": (CHECK, "ask-check", [verdict("passed")], {}, ""),
    "failed": (CHECK, "ask-check", [verdict("failed", "No.")], {}, ""),
    "passed, reaching": (CHECK, "ask-check", [verdict("passed")], {"reached": ["`_getframe`"]}, "`_getframe`"),
    "failed, reaching": (CHECK, "ask-check", [verdict("failed", "No.")], {"reached": ["`_getframe`"]}, ""),
    "tampered": (CHECK, "ask-check", [verdict("tampered", "Changed.")], {}, "not as it was handed out"),
    "no verdict": (CHECK, "ask-check", [], {}, "No verdict"),
    "ungraded": (CHECK, "ask-check", [verdict("could not be graded", "The judge ended.")], {}, "The judge ended."),
    "test passed": ("assert ask()", "test", [], {}, ""),
    "test unrun": ("assert ask()", "test", [], {"unrun": [0]}, "Nothing came back"),
    "test passed, reaching": ("assert ask()", "test", [], {"reached": ["`ctypes`"]}, "`ctypes`"),
    "test failed, reaching": ("assert ask()", "test", [ERROR], {"reached": ["`ctypes`"]}, ""),
}


@pytest.mark.parametrize("case", CASES)
def test_whoever_grades_reads_why_exactly_where_a_person_is_asked(case):
    """One note in each graded cell without points, or that is flagged, and none in any other."""
    source, name, outputs, how, why = CASES[case]
    told = asked(source, name, *outputs, **how)
    assert len(told) == bool(why)
    assert why in "".join(told)


def test_the_note_changes_no_score():
    """Neither of a check nor of a test whose outputs are read."""
    for source, name, outputs, how, _ in CASES.values():
        made = notebook(graded(source, name))
        made.cells[0].outputs = list(outputs)
        made.cells[0].execution_count = 1
        checks = {"ask-check"} & {name}
        before = scores("n", made, checks, set()).scores
        ask_graders(made, how.get("reached", ()), set(how.get("unrun", ())))
        assert scores("n", made, checks, set()).scores == before


def test_what_a_student_wrote_is_text_in_it():
    """A verdict's sentence may quote anything."""
    (told,) = asked(CHECK, "ask-check", verdict("could not be graded", EVIL))
    assert "<script" not in told
    assert "\\x1b" in told
