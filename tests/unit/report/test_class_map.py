"""The map of a class has a square for each student and promise, and no zero for what nobody knows."""

from dataclasses import replace

import pytest

from asynclab.grade.gradebook.models import CellGrade, StudentGrade
from asynclab.grade.gradebook.results import Result
from asynclab.grade.gradebook.verdicts import Reading, Standing
from asynclab.report.class_page.class_map import class_map
from asynclab.report.class_page.course_map import course_map
from asynclab.report.class_page.distribution import bars, known_points, losses, spread
from asynclab.report.class_page.square_state import SquareState

from .graded_class import CHECKS, OUTCOMES, result, unreadable


def row(given):
    """The one row of a class of one."""
    (found,) = class_map("12-boss", [given]).rows
    return found


def signs(found):
    """A row's squares, in a text."""
    return "".join(square.state.sign for square in found.squares)


def test_the_columns_are_the_graded_cells_in_the_notebooks_order():
    """Not in the gradebook's, which is the alphabet's, and also where the first student has no notebook."""
    columns = class_map("12-boss", [unreadable("ada"), result("bob")]).columns
    assert [(each.check, each.promise, each.of) for each in columns] == [(c, f"Promise {c}.", 2.0) for c in CHECKS]


@pytest.mark.parametrize("sign", OUTCOMES)
def test_each_outcome_has_a_sign_of_its_own(sign):
    """Not kept, crashed, did not end and not attempted are four different things to talk about."""
    assert signs(row(result("ada", sign * 3))) == sign * 3


def test_the_best_come_first_and_who_waits_comes_last():
    """Then by name."""
    found = class_map("12-boss", [unreadable("ann"), result("cy"), result("bo"), result("al", "✓✗✗")])
    assert [each.student for each in found.rows] == ["bo", "cy", "al", "ann"]


def test_who_has_another_notebook_there_waits_for_a_person():
    """With the points of the one that was graded."""
    shown = class_map("12-boss", [replace(result("ada", "✓✓✓"), look="Another lies there.")])
    (ada,) = shown.waiting
    assert (ada.waits, ada.sum, ada.group) == (("Another lies there.",), "6 ?", "person")


def test_what_could_not_be_graded_is_a_question_mark_everywhere():
    """In its squares, its sum, the median and what promises cost: a zero nowhere."""
    shown = class_map("12-boss", [result("ada", "✓✓✗"), unreadable("eve")])
    eve = shown.rows[1]
    assert (signs(eve), eve.sum, eve.points, eve.group) == ("???", "?", None, "person")
    assert eve.waits == ("12-boss.ipynb: it is not JSON.",)
    assert known_points(shown) == (4.0,)
    assert [(loss.failed, loss.untried, loss.open, loss.points) for loss in losses(shown)] == [
        (0, 0, 1, 0.0),
        (0, 0, 1, 0.0),
        (1, 0, 1, 2.0),
    ]
    assert sum(bar.students for bar in bars(shown)) == 1


def test_a_part_that_waits_is_told_beside_the_points_that_are_known():
    """By cell, with its reason."""
    found = row(result("ada", "✓?✓", "No verdict."))
    assert (found.sum, found.waits, found.final) == ("4 ?", ("ask-order: No verdict.",), False)


def test_a_cell_that_a_person_grades_waits():
    """A written answer has no verdict, and no zero."""
    cells = (CellGrade("essay", None, 3.0, by_hand=True), CellGrade("ask-time", 2.0, 2.0, by_hand=False))
    waiting = Reading("essay", Standing.WAITING, OUTCOMES["?"])
    found = row(Result(StudentGrade("ada", cells), (waiting,)))
    assert (signs(found), found.waits) == ("?✓", ("essay: A person has to grade it.",))


def test_what_is_flagged_is_a_question_mark_though_it_has_points():
    """With what it reaches for, and the points for now."""
    given = result("ada", "✓✓✓", notes=("A person is asked to look: this notebook reaches for frames.", "A note."))
    cells = (replace(given.grade.cells[0], by_hand=True), *given.grade.cells[1:])
    found = row(replace(given, grade=replace(given.grade, cells=cells)))
    assert (signs(found), found.sum) == ("?✓✓", "6 ?")
    assert found.notes == ("A note.",)
    assert found.waits == (
        "ask-time: A person is asked to look: this notebook reaches for frames. For now it has 2 of 2 points.",
    )


def test_nothing_tried_is_a_zero_that_somebody_earned():
    """It is graded: it counts in the median."""
    found = row(result("don", "○○○"))
    assert (found.sum, found.group, found.final) == ("0", "untried", True)


def test_lateness_is_a_note_and_off_the_sum():
    """No square shows it."""
    found = row(result("ada", penalty=1.0))
    assert (found.sum, found.notes) == ("5", ("1 point off: it was handed in late.",))


def test_a_notebook_that_was_not_handed_in_was_not_attempted():
    """Of an assignment of two notebooks."""
    cells = tuple(CellGrade(check, 0.0, 2.0, by_hand=False, notebook="two") for check in CHECKS)
    found = row(Result(StudentGrade("ada", cells), missing=("two",)))
    assert {square.state for square in found.squares} == {SquareState.UNTRIED}
    assert found.squares[0].reasons == ("two.ipynb was not handed in.",)


def test_the_spread_is_of_those_whose_points_are_known():
    """Quartiles and median."""
    assert spread(()) is None
    found = spread((1.0, 2.0, 3.0, 4.0, 5.0))
    assert (found.students, found.low, found.middle, found.high) == (5, 2.0, 3.0, 4.0)


def test_the_bars_count_everybody_once():
    """Whatever the step."""
    for of in (3, 30, 100):
        checks = tuple(f"t-{n}" for n in range(of))
        each = [result(f"s{n}", "✓" * n + "✗" * (of - n), "No.", checks=checks) for n in range(of + 1)]
        found = bars(class_map("x", each))
        assert sum(bar.students for bar in found) == of + 1
        assert len(found) <= 25
        assert found[0].low == 0
        assert found[-1].high >= 2 * of


def test_a_course_has_everybody_of_every_chapter():
    """A chapter that somebody has not handed in is a dash, and one that waits is a question mark."""
    two_checks = ("ask-time", "ask-order")
    one = class_map("01-one", [result("ada", "✓✓", checks=two_checks), result("bob", "✓✗", "No.", checks=two_checks)])
    two = class_map("02-two", [result("bob"), unreadable("eve")])
    course = course_map([one, two])
    assert [(row.student, row.sum, [square.sign for square in row.squares]) for row in course.rows] == [
        ("bob", "8", ["2", "6"]),
        ("ada", "4", ["4", "–"]),
        ("eve", "?", ["–", "?"]),
    ]
    assert [chapter.parts.middle for chapter in course.chapters] == [0.75, 1.0]
    assert course.chapters[0].hardest.column.check == "ask-order"
    assert course.chapters[1].hardest is None
