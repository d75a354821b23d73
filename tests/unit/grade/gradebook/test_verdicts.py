"""What a graded cell earns, read from its outputs alone."""

import nbformat
import pytest

from asynclab.course.cell.cell_verdict import MIME
from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.verdicts import Standing, points, read


def verdict(outcome="passed", check="overlap", **more):
    """An output that carries a verdict."""
    data = {"schema": 1, "check": check, "outcome": outcome, "promise": "They overlap.", "failures": [], **more}
    return nbformat.v4.new_output("display_data", {MIME: data, "text/plain": "verdict"})


def error(name="AssertionError"):
    """An error output."""
    return nbformat.v4.new_output("error", ename=name, evalue="no", traceback=["no"])


def stream(name, text):
    """Text on stdout or stderr."""
    return nbformat.v4.new_output("stream", name=name, text=text)


def result(text):
    """A cell's last value."""
    return nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=1)


def graded(*outputs, ran=True):
    """A graded cell of four points with these outputs."""
    cell = nbformat.v4.new_code_cell("...", outputs=list(outputs), execution_count=1 if ran else None)
    cell.metadata["nbgrader"] = {"grade": True, "grade_id": "overlap", "points": 4}
    return cell


def test_one_passed_verdict_of_this_check_earns_all_points():
    """A check that reported success earns its points."""
    assert points(graded(verdict())) == 4.0


@pytest.mark.parametrize("outcome", ["failed", "not attempted", "timed out", "crashed", "tampered"])
def test_a_verdict_that_did_not_pass_earns_zero(outcome):
    """Every outcome but `passed` and `could not be graded` is a zero."""
    assert points(graded(verdict(outcome))) == 0.0


def test_what_is_left_out_counts_nothing_and_is_a_zero_nowhere():
    """Where the gradebook has no points for it that is all; where it has some, a person looks."""
    said = verdict("left out", note="It needs langgraph>=99, and here is langgraph 1.2.")
    cell = graded(said)
    assert (read(cell).standing, points(cell)) == (Standing.UNCLEAR, None)
    assert "run nbgrader generate_assignment" in read(cell).reasons[0]
    cell.metadata["nbgrader"]["points"] = 0
    assert (read(cell).standing, points(cell)) == (Standing.LEFT_OUT, 0.0)


@pytest.mark.parametrize(
    "outputs",
    [
        (),
        (stream("stdout", "passed\n"),),
        (result("4"),),
        (result("'oops'"),),
        (error(),),
        (verdict("could not be graded"),),
        (verdict("splendid"),),
        (verdict(["passed"]),),
        (verdict(schema=2),),
        (verdict(check="another"),),
        (verdict(), verdict()),
        (verdict("failed"), verdict()),
        (verdict(), error()),
    ],
    ids=[
        "nothing",
        "text",
        "a number",
        "a word",
        "an error",
        "ungraded",
        "an unknown outcome",
        "an outcome that is a list",
        "an unknown schema",
        "another check's verdict",
        "two verdicts",
        "two that disagree",
        "passed and then raised",
    ],
)
def test_a_cell_that_cannot_be_read_earns_nothing_and_goes_to_a_person(outputs):
    """Neither points nor a zero where nobody knows what the answer is worth."""
    cell = graded(*outputs)
    assert points(cell) is None
    assert read(cell).standing is Standing.UNCLEAR
    assert read(cell).reasons


@pytest.mark.parametrize(
    "text", [stream("stderr", "DeprecationWarning"), stream("stdout", "0"), result("0"), result("-1")]
)
def test_text_and_results_beside_a_verdict_change_nothing(text):
    """A warning on stderr costs no point and a number printed earns none."""
    assert points(graded(text, verdict())) == 4.0
    assert points(graded(verdict(), text)) == 4.0
    assert points(graded(text, verdict("failed"))) == 0.0


def test_an_error_beside_a_failed_verdict_is_how_a_check_fails():
    """A failed check raises after its verdict; that is a zero, not a riddle."""
    assert points(graded(verdict("failed"), error("CheckFailed"))) == 0.0


def test_a_reading_tells_the_promise_and_one_sentence_for_each_failure():
    """What the report prints comes from the verdict, on one line."""
    reading = read(graded(verdict("failed", failures=[{"sentence": "web ended\n before wiki began."}, "Plain."])))
    assert reading.promise == "They overlap."
    assert reading.reasons == ("web ended before wiki began.", "Plain.")
    assert reading.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (graded(ran=False), "did not run"),
        (graded(), "checked nothing"),
        (graded(error("DeadKernelError")), "DeadKernelError"),
        (graded(verdict(check="another")), "another"),
        (graded(verdict(), verdict()), "2 verdicts"),
    ],
)
def test_an_unclear_cell_says_what_is_missing(cell, says):
    """The person who has to look learns why."""
    assert says in read(cell).reasons[0]
