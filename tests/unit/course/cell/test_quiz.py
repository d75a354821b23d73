"""A quiz choice explains itself once made; what earns the point is the hidden part."""

import pytest

from asynclab.course import CheckFailed, CouldNotGrade, check, using
from asynclab.course.cell import sealed
from asynclab.course.cell.cell_verdict import to_data
from asynclab.expect import Outcome, returned
from asynclab.scenario import read
from tests.unit.course.cell.test_sealed import a_file
from tests.unit.course.fakes import chose, desk


def answered(tmp_path, letter, *, graded, beside=True):
    """The desk after a quiz cell was run; `graded` with its hidden part."""
    if beside:
        (tmp_path / "sealed.json").write_text(sealed.to_json(a_file()), encoding="utf-8")
    at = desk(chose(letter), folder=tmp_path)
    try:
        with using(at.bench), check("answer_1-check", "When all have answered.") as c:
            c.chosen("answer_1")
            if graded:
                c.hidden()
                c.run(read("answer_1"), returned("b"))
    except CheckFailed as failed:
        at.error = failed
    return at


@pytest.mark.parametrize("graded", [False, True])
def test_the_right_choice_passes_and_says_why(tmp_path, graded):
    """The explanation is shown with the tick."""
    at = answered(tmp_path, "b", graded=graded)
    assert at.verdict.passed
    assert at.verdict.note.startswith("You chose “b”. The slowest one sets the time")


@pytest.mark.parametrize("graded", [False, True])
def test_a_wrong_choice_fails_with_its_own_explanation_and_is_told_once(tmp_path, graded):
    """The hidden part adds nothing to what the student reads, and names no right letter."""
    at = answered(tmp_path, "a", graded=graded)
    assert at.verdict.outcome is Outcome.FAILED
    assert at.verdict.sentences == ("You chose “a”. That is the sum.",)


def test_an_untouched_question_is_not_attempted(tmp_path):
    """None is how a question begins."""
    assert answered(tmp_path, None, graded=True).verdict.outcome is Outcome.NOT_ATTEMPTED


@pytest.mark.parametrize("odd", ["e", "ab", "a, b", "not b", "", ".", 2, ["b"], True])
def test_what_is_no_letter_is_told_with_the_letters_there_are(tmp_path, odd):
    """Whoever writes "e" learns what to write."""
    at = answered(tmp_path, odd, graded=True)
    assert at.verdict.outcome is Outcome.FAILED
    assert at.verdict.sentences == ('`answer_1` is none of the choices. Set it to one of "a", "b", "c", "d".',)


@pytest.mark.parametrize("written", ["B", " b", "B ", "B.", "b)", "(b)", "**b.**", "b:\n"])
def test_a_letter_may_be_a_capital_and_stand_as_in_the_list_of_choices(tmp_path, written):
    """With room, a full stop or brackets around it, for the hidden part too: it is the same answer."""
    at = answered(tmp_path, written, graded=True)
    assert at.verdict.outcome is Outcome.PASSED


def test_without_the_sealed_file_a_choice_alone_earns_nothing(tmp_path):
    """There is no tick for an answer that nobody looked at."""
    at = answered(tmp_path, "b", graded=False, beside=False)
    assert isinstance(at.error, CouldNotGrade)
    assert at.verdict.outcome is Outcome.UNGRADED


@pytest.mark.parametrize(("letter", "outcome"), [("b", Outcome.PASSED), ("a", Outcome.FAILED)])
def test_without_the_sealed_file_the_hidden_part_still_grades(tmp_path, letter, outcome):
    """A submission without its companions is graded as any other, and shows no right letter."""
    at = answered(tmp_path, letter, graded=True, beside=False)
    assert at.verdict.outcome is outcome
    assert "“b”" not in str(to_data(at.verdict)["failures"])
    assert "'b'" not in str(to_data(at.verdict)["failures"])


def test_a_forged_sealed_file_earns_nothing(tmp_path):
    """A student can make their own file say that "a" is right; the hidden part is not in it."""
    forged = a_file().questions[0].choices[0].letter
    token = sealed.seal_explanation("01-mini", "answer_1", forged, sealed.Explanation(True, "Of course."))
    text = sealed.to_json(a_file()).replace(a_file().questions[0].choices[0].explanation, token)
    (tmp_path / "sealed.json").write_text(text, encoding="utf-8")
    assert answered(tmp_path, "a", graded=True, beside=False).verdict.outcome is Outcome.FAILED
