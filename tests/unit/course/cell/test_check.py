"""A graded cell fails closed: it passes only if something was run, all of it was judged, and all of it held."""

# ruff: noqa: PT012 - it is on leaving its block that a check raises

import json
from dataclasses import replace

import pytest

from asynclab.course import CellVerdict, CheckContext, CheckFailed, CouldNotGrade, Finding, Memory, check, using
from asynclab.course.cell.cell_verdict import to_data
from asynclab.course.cell.errors import AuthorError, CheckInterrupted, NoRun
from asynclab.course.cell.judged_cell import JudgedCell
from asynclab.expect import Failure, Outcome, Verdict, judge, never_blocked, returned, took
from asynclab.observe.run import Ending, Place, Problem, Run
from asynclab.scenario import call, tool
from tests.unit.course.fakes import ENDLESS, FAST, HUNG, SLOW, STUB, desk

ASK = call("ask", "why", tools=[tool("web", takes=3.0), tool("wiki", takes=1.0)])


def checked(bench, *expectations, seeds=None, hidden=False):
    """One check of one run."""
    with using(bench), check("ask-time", "It takes a second.") as c:
        if hidden:
            c.hidden()
        c.run(ASK, *expectations, seeds=seeds)


def failed(at, *expectations, kind=CheckFailed, **about):
    """The error that a check raises."""
    with pytest.raises(kind) as caught:
        checked(at.bench, *expectations, **about)
    return caught.value


def test_a_check_whose_expectations_hold_passes_and_says_so_once():
    """One verdict is published: passed, with its promise."""
    at = desk(FAST)
    checked(at.bench, took(1.0), returned("fast"))
    assert (at.verdict.check, at.verdict.outcome, at.verdict.promise) == (
        "ask-time",
        Outcome.PASSED,
        "It takes a second.",
    )


def test_a_check_that_fails_publishes_its_verdict_and_raises():
    """The published verdict and the raised one are the same."""
    at = desk(SLOW)
    error = failed(at, took(1.0))
    assert error.verdict is at.verdict
    assert at.verdict.outcome is Outcome.FAILED


def test_a_failing_run_stops_nothing():
    """Every run of a cell is performed, and every failure is told in order."""
    at = desk(SLOW)
    with pytest.raises(CheckFailed), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
        c.run(ASK, took(4.0))
        c.run(ASK, returned("fast"))
    assert len(at.performer.scenarios) == 3
    assert [finding.failure.seen[:11] for finding in at.verdict.findings] == ["It took 4 s", "It returned"]


def test_an_endless_loop_is_waited_for_once_a_cell():
    """A run that hit the real-time limit stands for those after it: nobody waits ten seconds for each."""
    at = desk(ENDLESS)
    with pytest.raises(CheckFailed), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
        c.run(ASK, returned("fast"), seeds=range(5))
    assert len(at.performer.scenarios) == 1
    assert at.verdict.outcome is Outcome.TIMED_OUT
    assert len(at.verdict.findings) == 1


def test_a_check_that_ran_nothing_cannot_be_graded():
    """A block without c.run earns nothing and says how to write one."""
    at = desk()
    with pytest.raises(CouldNotGrade, match=r"checked nothing.*c\.run") as caught:
        with using(at.bench), check("ask-time", "It holds."):
            pass
    assert at.verdict.outcome is Outcome.UNGRADED
    assert isinstance(caught.value.__cause__, AuthorError)


def test_an_expectation_that_is_built_and_not_judged_cannot_be_graded():
    """A forgotten c.run(...) around an expectation is no pass."""
    at = desk()
    with pytest.raises(CouldNotGrade, match="never judged"), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
        never_blocked()
    assert at.verdict.outcome is Outcome.UNGRADED


def test_a_run_without_expectations_cannot_be_graded():
    """c.run(scenario) alone would pass whatever happens."""
    failed(desk(), kind=CouldNotGrade)


def test_an_error_in_the_block_is_the_authors_and_cannot_be_graded():
    """A typo in a graded cell costs no student a point: a person looks, with the error as the cause."""
    at = desk()
    with pytest.raises(CouldNotGrade, match="NameError: name 'tok' is not defined") as caught:
        with using(at.bench), check("ask-time", "It holds.") as c:
            c.run(ASK, tok(1.0))  # noqa: F821
    assert isinstance(caught.value.__cause__, NameError)
    assert at.verdict.outcome is Outcome.UNGRADED


def test_a_check_that_passed_before_an_error_has_not_passed():
    """An error after a run that held leaves the cell ungraded."""
    at = desk()
    with pytest.raises(CouldNotGrade), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
        raise RuntimeError("lost")
    assert at.verdict.outcome is Outcome.UNGRADED


def test_an_interrupt_is_nobodys_verdict():
    """Interrupting a check publishes nothing and stays an interrupt."""
    at = desk()
    with pytest.raises(KeyboardInterrupt), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
        raise KeyboardInterrupt
    assert at.published == []


def test_a_check_inside_another_is_refused():
    """One cell, one check: the outer one becomes ungraded."""
    at = desk()
    with pytest.raises(CouldNotGrade, match='stands inside check\\("outer"\\)'):
        with using(at.bench), check("outer", "It holds."), check("inner", "It holds."):
            pass
    assert at.verdict.check == "outer"


def test_after_a_refused_check_the_next_one_works():
    """Nothing of a broken cell is left open."""
    with pytest.raises(CouldNotGrade), using(desk().bench), check("outer", "It holds."), check("inner", "It holds."):
        pass
    at = desk()
    checked(at.bench, took(1.0))
    assert at.verdict.passed


def test_a_check_is_used_inside_its_block_only():
    """c.run after the block has ended says so, instead of checking for nobody."""
    at = desk()
    with using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
    with pytest.raises(AuthorError, match="is not open here"):
        c.run(ASK, took(1.0))


def test_a_check_of_another_name_than_its_cell_cannot_be_graded():
    """Where the cell's grade_id is known, a verdict for another is worth nothing."""
    at = desk(grade_id="ask-order")
    failed(at, took(1.0), kind=CouldNotGrade)
    assert at.verdict.outcome is Outcome.UNGRADED


def test_not_attempted_is_told_calmly():
    """A stub is not wrong: one line, no failure sentence in red, no traceback."""
    at = desk(STUB)
    error = failed(at, took(1.0))
    assert at.verdict.outcome is Outcome.NOT_ATTEMPTED
    assert error._render_traceback_()[0] == "○ Not started."


def test_a_hang_is_timed_out():
    """The outcome tells a hang from a wrong answer."""
    at = desk(HUNG)
    failed(at, took(1.0))
    assert at.verdict.outcome is Outcome.TIMED_OUT


def test_the_first_run_that_did_not_pass_names_the_outcome():
    """A cell whose first run fails and whose second hangs has failed."""
    runs = iter([SLOW, HUNG])
    at = desk(lambda scenario: next(runs))
    with pytest.raises(CheckFailed), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
        c.run(ASK, took(1.0))
    assert at.verdict.outcome is Outcome.FAILED


def test_a_performer_that_breaks_cannot_be_graded():
    """What the machinery raises is no answer's fault."""

    def broken(scenario):
        raise ConnectionError("the other process is gone")

    error = failed(desk(broken), took(1.0), kind=CouldNotGrade)
    assert isinstance(error.__cause__, ConnectionError)


def test_a_performer_without_a_run_ends_the_check_with_the_outcome_it_names():
    """What was judged before counts as well, and what stands after it is not asked."""
    runs = iter([FAST])

    def one_run(scenario):
        run = next(runs, None)
        if run is None:
            raise NoRun(Outcome.CRASHED, Failure("The process ended."))
        return run

    at = desk(one_run)
    with pytest.raises(CheckFailed, match="The process ended") as caught, using(at.bench):
        with check("ask-time", "It holds.") as c:
            for _ in range(4):
                c.run(ASK, took(1.0))
    assert type(caught.value) is CheckFailed
    assert at.verdict.outcome is Outcome.CRASHED
    assert at.verdict.sentences == ("The process ended.",)
    assert len(at.performer.scenarios) == 2


def test_a_bench_can_be_asked_what_a_check_asks():
    """With a judging that lets all pass, every seed is performed, and no expectation is left unjudged."""
    at = desk(SLOW, judging=lambda run, expectations: Verdict(judge(run, expectations) and Outcome.PASSED))
    checked(at.bench, took(1.0), seeds=range(3))
    assert at.verdict.passed
    assert len(at.performer.scenarios) == 3


# -- hidden -------------------------------------------------------------------------------------------


def test_a_visible_failure_tells_what_was_expected():
    """A student may know what the visible part wants."""
    at = desk(SLOW)
    failed(at, returned("the secret"))
    assert "the secret" in at.verdict.sentences[0]


def test_a_hidden_failure_never_tells_what_was_expected():
    """After c.hidden(), the expected value is in no text and in no data."""
    at = desk(SLOW)
    error = failed(at, returned("the secret"), hidden=True)
    assert at.verdict.findings[0].hidden
    assert "the secret" not in f"{error} {error._render_traceback_()} {json.dumps(to_data(at.verdict))}"


# -- seeds --------------------------------------------------------------------------------------------


def slow_with(*seeds):
    """A performer that is slow with these seeds only."""
    return lambda scenario: SLOW if scenario.seed in seeds else FAST


def test_seeds_run_a_scenario_once_for_each():
    """Each seed deals the latencies out anew."""
    at = desk(FAST)
    checked(at.bench, took(1.0), seeds=range(6))
    assert [scenario.seed for scenario in at.performer.scenarios] == [0, 1, 2, 3, 4, 5]
    latencies = {tuple(each.takes for each in scenario.kwargs["tools"]) for scenario in at.performer.scenarios}
    assert latencies == {(3.0, 1.0), (1.0, 3.0)}


def test_the_first_failing_seed_is_named_and_can_be_replayed():
    """The message says which seed, and what to write to see it again; the seeds after it are not run."""
    at = desk(slow_with(2, 4))
    failed(at, took(1.0), seeds=range(6))
    assert [scenario.seed for scenario in at.performer.scenarios] == [0, 1, 2]
    assert at.verdict.sentences[0].startswith("With seed 2: It took 4 s")
    assert "c.run(..., seeds=[2])" in at.verdict.sentences[0]


def test_a_hidden_seed_is_not_offered_for_replay():
    """A student has no hidden scenario to replay."""
    at = desk(slow_with(1))
    failed(at, took(1.0), seeds=range(3), hidden=True)
    assert "seeds=" not in at.verdict.sentences[0]
    assert to_data(at.verdict)["failures"][0]["seed"] == 1


def test_no_seeds_at_all_cannot_be_graded():
    """seeds=[] would run nothing and pass."""
    failed(desk(), took(1.0), seeds=[], kind=CouldNotGrade)


def test_a_bench_can_widen_the_seeds_of_a_scenario_that_has_any():
    """The proof tries 20, and leaves alone what holds for one order of latencies only."""
    at = desk(FAST, seeds=20)
    checked(at.bench, took(1.0), seeds=[7])
    assert sorted(scenario.seed for scenario in at.performer.scenarios) == list(range(20))
    at = desk(FAST, seeds=20)
    checked(at.bench, took(1.0))
    assert [scenario.seed for scenario in at.performer.scenarios] == [None]


# -- the data -----------------------------------------------------------------------------------------


def test_the_verdict_is_plain_json():
    """What decides points is exactly this."""
    at = desk(Run(Ending.RAISED, problem=Problem("ValueError", "no", ("ValueError",))))
    failed(at, took(1.0))
    data = to_data(at.verdict)
    assert json.loads(json.dumps(data)) == data
    assert (data["schema"], data["check"], data["outcome"]) == (1, "ask-time", "crashed")
    assert data["promise"] == "It takes a second."
    assert set(data["failures"][0]) == {"sentence", "section", "place", "hidden", "seed"}


def test_the_memory_of_a_session_keeps_the_last_outcome():
    """Passing after failing counts as passed."""
    runs = iter([SLOW, FAST])
    at = desk(lambda scenario: next(runs))
    failed(at, took(1.0))
    assert at.bench.memory.outcome("ask-time") is Outcome.FAILED
    checked(at.bench, took(1.0))
    assert at.bench.memory.outcome("ask-time") is Outcome.PASSED
    assert at.bench.memory.outcome("never-run") is Outcome.NOT_ATTEMPTED


def test_an_interrupt_in_a_students_own_session_is_one_line(capsys):
    """It judged nothing; no screens of our own code."""
    with pytest.raises(CheckInterrupted) as caught, using(CheckContext()), check("ask-time", "It takes a second."):
        raise KeyboardInterrupt
    assert isinstance(caught.value, KeyboardInterrupt)
    assert caught.value._render_traceback_() == ["Interrupted: this check has judged nothing. Run it again."]
    assert capsys.readouterr().out == ""


def test_what_is_not_started_raises_nothing_where_a_person_reads_it():
    """And an error for every tool that grades."""
    at = desk(STUB, calm=lambda: True)
    with using(at.bench), check("ask-time", "It takes a second.") as c:
        c.run(call("ask"), took(1.0))
    assert at.verdict.outcome is Outcome.NOT_ATTEMPTED
    failed(desk(STUB), took(1.0))


def test_one_crash_is_told_once_in_a_notebook():
    """The other checks of the same answer point to the one that told it; after another text it is told anew."""
    memory = Memory()
    cell = JudgedCell("ask", "cell In[3]", "0")
    place = Place("cell In[3]", 2, "ask", "return nmae")

    def crashed(check, promise, cell=cell):
        verdict = CellVerdict(
            check, promise, Outcome.CRASHED, (Finding(Failure("It raised.", place=place)),), "", (cell,)
        )
        found = memory.told_by(verdict)
        memory.note(verdict)
        return found

    assert crashed("ask-time", "It takes a second.") == ""
    assert crashed("ask-order", "It keeps the order.") == "It takes a second."
    assert crashed("ask-order", "It keeps the order.", replace(cell, digest="1")) == ""
