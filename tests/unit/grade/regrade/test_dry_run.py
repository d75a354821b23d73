"""A dry run names the grades that would be others, and no more."""

from asynclab.grade.gradebook.models import AutoGrade, NotebookEntry, NotebookScores
from asynclab.grade.regrade.causes import NO_CAUSE, Causes
from asynclab.grade.regrade.dry_run import differences


def told(old, late=(None, None), outcomes=(), causes=NO_CAUSE, **new):
    """The lines for a notebook `n`, with single spaces. late: the new penalty, and the one before."""
    entry = NotebookEntry(NotebookScores("n", new, {}, outcomes=dict(outcomes)), old, 0.0, *late)
    return [" ".join(line.split()) for line in differences(entry, causes)]


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


def test_a_cause_is_told_with_both_outcomes():
    """The cell's own test first, then what was handed in, then the rest of what decides."""
    old = {"a": AutoGrade(3.0, None), "b": AutoGrade(0.0, None)}
    outcomes, then = {"a": "failed", "b": "passed"}, {"a": "passed", "b": "crashed"}
    assert told(
        old, outcomes=outcomes, causes=Causes(then, frozenset("a"), handed_in=True, again=True), a=0.0, b=2.0
    ) == [
        "n/a passed 3 -> failed 0 (its test changed)",
        "n/b crashed 0 -> passed 2 (handed in anew)",
    ]
    assert told(old, outcomes=outcomes, causes=Causes(then, again=True), a=0.0) == [
        "n/a passed 3 -> failed 0 (the engine, its limits or another cell changed)"
    ]


def test_an_outcome_that_changes_is_told_where_the_points_stay():
    """Another kind of failure is news for who changed the test; what is the same is no line."""
    then = Causes({"a": "failed", "b": "failed"}, frozenset("ab"))
    old = {"a": AutoGrade(0.0, None), "b": AutoGrade(0.0, None)}
    outcomes = {"a": "crashed", "b": "failed"}
    assert told(old, outcomes=outcomes, causes=then, a=0.0, b=0.0) == ["n/a failed 0 -> crashed 0 (its test changed)"]


def test_what_is_not_known_of_then_is_not_made_up():
    """Graded by another engine, or a plain test: points alone."""
    old = {"a": AutoGrade(0.0, None)}
    assert told(old, outcomes={"a": "passed"}, a=3.0) == ["n/a 0 -> 3"]
