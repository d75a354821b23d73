"""A dry run names the grades that would be others, and no more."""

from asynclab.grade.batch.dry_run import differences
from asynclab.grade.gradebook.models import AutoGrade, NotebookEntry, NotebookScores


def told(old, late=(None, None), **new):
    """The lines for a notebook `n`, with single spaces. late: the new penalty, and the one before."""
    entry = NotebookEntry(NotebookScores("n", new, {}), old, 0.0, *late)
    return [" ".join(line.split()) for line in differences(entry)]


def test_only_what_changes_is_told():
    """Old and new, in points."""
    old = {"a": AutoGrade(1.5, None), "b": AutoGrade(2.0, None)}
    assert told(old, a=3.0, b=2.0) == ["n/a 1.5 -> 3"]


def test_what_a_person_has_to_look_at_is_told_in_words():
    """Before or after."""
    old = {"a": AutoGrade(None, None), "b": AutoGrade(2.0, None)}
    assert told(old, a=0.0, b=None) == ["n/a by hand -> 0", "n/b 2 -> by hand"]


def test_a_grade_that_was_not_there_is_none():
    """A student's first submission."""
    assert told({}, a=0.0) == ["n/a none -> 0"]


def test_points_given_by_hand_are_said_to_stay():
    """What grading finds does not replace them."""
    assert told({"a": AutoGrade(0.0, 2.5)}, a=3.0) == ["n/a 0 -> 3 (a person gave 2.5, which stays)"]


def test_a_penalty_that_changes_is_told():
    """None is zero: nothing changes where there was none and is none."""
    old = {"a": AutoGrade(3.0, None)}
    assert told(old, (1.5, None), a=3.0) == ["n/(late penalty) 0 -> 1.5"]
    assert told(old, (None, 1.5), a=3.0) == ["n/(late penalty) 1.5 -> 0"]
    assert told(old, (0.0, None), a=3.0) == []
