"""Expectations join, explain themselves, and are never forgotten."""

import pytest

from asynclab.expect import (
    Expectation,
    Ledger,
    UnusedExpectation,
    attempts,
    judge,
    lasted,
    never_blocked,
    returned,
    took,
)
from asynclab.observe.run import Ending, Run

from .by_hand import call, run

DONE = Run(Ending.RETURNED, value=1, elapsed=1.0)


def built_and_then_failed():
    took(1.0)
    raise ZeroDivisionError


def test_two_expectations_joined_hold_where_both_do():
    """`a & b` tells the failures of both."""
    assert (returned(1) & took(1.0)).judge(DONE) == ()
    assert [f.seen for f in (returned(2) & took(2.0) & never_blocked()).judge(DONE)] == [
        "It returned 1.",
        "It took 1 s.",
    ]


def test_a_promise_broken_a_thousand_times_is_told_ten_times():
    """Nobody reads more."""
    broken = lasted("web", 9.0).judge(run(*[call("web", float(n), n + 1.0) for n in range(1000)]))
    assert len(broken) == 10


def test_only_expectations_can_be_joined():
    """A slip of the author is an error at once."""
    with pytest.raises(TypeError):
        returned(1) & (lambda run: True)


def test_because_adds_the_authors_cause_and_the_section():
    """The author knows the task and not this answer, so it is told as what may be; the section is where to read."""
    run = Run(Ending.RETURNED, 1)
    (failure,) = returned(2).because("The rest is forgotten.", section="Fan-out").judge(run)
    assert failure.cause == "Perhaps: The rest is forgotten."
    assert failure.section == "Fan-out"


def test_the_authors_cause_is_told_in_place_of_why_names_matter():
    """That is true of any task, and the author knows this one."""
    (usual,) = returned({"first": 1, "a": 2}).judge(Run(Ending.RETURNED, {"frist": 1, "a": 2}))
    (told,) = returned({"first": 1, "a": 2}).because("It is caught.").judge(Run(Ending.RETURNED, {"frist": 1, "a": 2}))
    assert usual.cause == "Whoever reads it relies on these names and types."
    assert told.cause == "Perhaps: It is caught."


def test_of_an_answer_that_has_done_nothing_the_author_knows_nothing():
    """Its slip is another than the one the author thought of; the section is told all the same."""
    (failure,) = returned(2).because("The rest is forgotten.", section="Fan-out").judge(Run(Ending.RETURNED))
    assert failure.cause == ""
    assert failure.remedy.startswith("Return the result;")
    assert failure.section == "Fan-out"


def test_a_remedy_of_the_authors_takes_the_place_of_the_general_one():
    """Where the usual advice would be the very slip, a student must not be given it."""
    run = Run(Ending.RETURNED, "done", elapsed=2.0)
    (usual,) = took(1.0).judge(run)
    (told,) = took(1.0).because(remedy="Hold the slot for as long as the work goes on.").judge(run)
    assert told.remedy == "Hold the slot for as long as the work goes on."
    assert told.seen == usual.seen
    assert told.cause == usual.cause


def test_because_keeps_what_was_guessed_and_the_nearest_section():
    """The guess knows the run, and is told in place of the author's; an inner section is not overwritten."""
    (usual,) = returned(["a", "b"]).judge(Run(Ending.RETURNED, ["b", "a"]))
    inner = returned(["a", "b"]).because(section="Inner")
    (failure,) = (
        (inner & took(1.0)).because("So it goes.", section="Outer").judge(Run(Ending.RETURNED, ["b", "a"], elapsed=1.0))
    )
    assert failure.cause == usual.cause
    assert failure.section == "Inner"


def test_a_cause_that_is_bound_is_told_of_a_run_that_shows_it_and_of_no_other():
    """What the author knows is one slip of many: the remedy goes with it, the section is told all the same."""
    late = took(1.0).because("It waits for its neighbour.", "Fan-out", "Start it first.", when=took(2.0))
    (shown,) = late.judge(Run(Ending.RETURNED, "done", elapsed=2.0))
    (other,) = late.judge(Run(Ending.RETURNED, "done", elapsed=3.0))
    (usual,) = took(1.0).judge(Run(Ending.RETURNED, "done", elapsed=3.0))
    assert (shown.cause, shown.remedy) == ("Perhaps: It waits for its neighbour.", "Start it first.")
    assert (other.cause, other.remedy, other.section) == (usual.cause, usual.remedy, "Fan-out")


def test_of_two_bound_causes_the_one_that_the_run_shows_is_told():
    """A failure can have several causes, each with a run of its own."""
    either = returned("a").because("One.", when=returned("b")).because("Two.", when=returned("c"))
    told = [either.judge(Run(Ending.RETURNED, value))[0].cause for value in ("b", "c", "d")]
    assert told == ["Perhaps: One.", "Perhaps: Two.", ""]


def test_a_bound_cause_may_be_about_what_was_not_done_at_all():
    """Its author has said when it holds, and knows that nothing was called there."""
    (failure,) = attempts("web", 1).because("Nobody calls it.", when=attempts("web", 0)).judge(DONE)
    assert failure.cause == "Perhaps: Nobody calls it."


def test_what_a_cause_is_bound_to_is_no_promise():
    """The ledger does not ask for it to be judged, where the promise was kept."""
    with Ledger():
        assert returned(1).because("x", when=took(9.0)).judge(Run(Ending.RETURNED, 1)) == ()


def test_an_expectation_built_and_never_judged_is_an_error():
    """A check cannot pass because its expectation was forgotten."""
    with pytest.raises(UnusedExpectation, match="Took"), Ledger():
        judge(DONE, [returned(1)]) and took(1.0)


def test_judged_expectations_leave_the_ledger_clean():
    """By judge, by .judge, alone, joined or explained, and as often as one likes."""
    with Ledger():
        both = returned(1) & took(1.0).because("x")
        judge(DONE, [both])
        judge(DONE, [both])
        returned(1).judge(DONE)


def test_a_part_of_what_was_never_judged_is_told_as_the_whole():
    """Joined expectations are one: the whole is missing, its parts are not listed again."""
    with pytest.raises(UnusedExpectation) as caught, Ledger():
        returned(1) & took(1.0)
    assert str(caught.value).count("Took") == 1


def test_an_expectation_is_settled_even_if_the_run_never_reached_it():
    """A crashed run is judged, though no expectation looked at it."""
    with Ledger():
        judge(Run(Ending.HUNG), [returned(1)])


def test_an_error_on_its_way_is_not_replaced_by_the_ledgers():
    """The first error is the one to see."""
    with pytest.raises(ZeroDivisionError), Ledger():
        built_and_then_failed()


def test_ledgers_nest():
    """Each looks after what was built inside of it."""
    with Ledger():
        with pytest.raises(UnusedExpectation), Ledger():
            took(1.0)
        judge(DONE, [took(1.0)])


def test_outside_of_a_ledger_nothing_is_noted():
    """A notebook may play with expectations."""
    took(1.0)


def test_an_expectation_must_say_what_it_holds():
    """The base class is none."""
    with pytest.raises(TypeError, match="abstract"):
        Expectation()
