"""A graded cell fails closed: it passes only if something was run, all of it was judged, and all of it held."""

# ruff: noqa: PT012 - it is on leaving its block that a check raises

import json
from dataclasses import replace

import pytest

from asynclab import lab
from asynclab.course import CellVerdict, CheckContext, CheckFailed, CouldNotGrade, Finding, Memory, check, using
from asynclab.course.cell import render
from asynclab.course.cell.cell_verdict import AskedRun, JudgedCell, to_data
from asynclab.course.cell.errors import AuthorError, CheckInterrupted, NoRun
from asynclab.course.cell.session import notebook_kernel
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.expect import Failure, Outcome, Verdict, judge, never_blocked, returned, took
from asynclab.observe.run import Ending, Place, Problem, Run, Span, SpanEnd
from asynclab.scenario import ALL, call, raises, tool
from tests.unit.course.fakes import ENDLESS, FAST, FULL, HUNG, SLOW, STUB, desk

ASK = call("ask", "why", tools=[tool("web", takes=3.0), tool("wiki", takes=1.0)])


def checked(bench, *expectations, hidden=False, **ways):
    """One check of one run."""
    with using(bench), check("ask-time", "It takes a second.") as c:
        if hidden:
            c.hidden()
        c.run(ASK, *expectations, **ways)


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


def test_a_failure_knows_which_visible_run_it_is_of():
    """And the line that asks for it; a hidden one is of none that a student knows."""
    at = desk(SLOW)
    with pytest.raises(CheckFailed), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(4.0))
        c.run(ASK, took(1.0))
        c.hidden()
        c.run(ASK, returned("fast"))
    line = test_a_failure_knows_which_visible_run_it_is_of.__code__.co_firstlineno + 5
    assert [finding.asked for finding in at.verdict.findings] == [AskedRun(2, line), None]
    assert at.verdict.asked == 2


def test_a_stub_is_performed_once_a_cell():
    """It would be one each time, and is told of once."""
    at = desk(STUB)
    with pytest.raises(CheckFailed), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
        c.run(ASK, returned("fast"))
    assert len(at.performer.scenarios) == 1
    assert at.verdict.outcome is Outcome.NOT_ATTEMPTED
    assert len(at.verdict.findings) == 1


def test_an_endless_loop_is_waited_for_once_a_cell():
    """A run that hit the real-time limit stands for those after it: nobody waits ten seconds for each."""
    at = desk(ENDLESS)
    with pytest.raises(CheckFailed), using(at.bench), check("ask-time", "It holds.") as c:
        c.run(ASK, took(1.0))
        c.run(ASK, returned("fast"), orders=ALL)
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
    """With a judging that lets all pass, every order is performed, and no expectation is left unjudged."""
    at = desk(SLOW, judging=lambda run, expectations: Verdict(judge(run, expectations) and Outcome.PASSED))
    checked(at.bench, took(1.0), orders=ALL)
    assert at.verdict.passed
    assert len(at.performer.scenarios) == 2


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


# -- every order, every moment, every fault -----------------------------------------------------------


def called(seconds, *names):
    """A run in which these calls end one after another."""
    spans = tuple(
        Span(number, "call", name, 0.0, number - 1, float(number), number + 9, SpanEnd.DONE)
        for number, name in enumerate(names, start=1)
    )
    return Run(Ending.RETURNED, elapsed=seconds, spans=spans)


def slow_when(first):
    """A performer that is slow when this tool is the faster one."""

    def perform(scenario):
        web, wiki = scenario.kwargs["tools"]
        ended = ("web", "wiki") if web.takes < wiki.takes else ("wiki", "web")
        return called(4.0 if ended[0] == first else 1.0, *ended)

    return perform


def test_what_passes_says_in_how_many_orders():
    """Each order deals the latencies out anew."""
    at = desk(FAST)
    checked(at.bench, took(1.0), orders=ALL)
    latencies = [tuple(each.takes for each in scenario.kwargs["tools"]) for scenario in at.performer.scenarios]
    assert latencies == [(1.0, 3.0), (3.0, 1.0)]
    assert at.verdict.note == "Shown in both orders of ending."


def test_what_fails_in_some_orders_says_in_which():
    """All orders are run, and what the failing ones have in common is told, with a run that passes below."""
    at = desk(slow_when("wiki"))
    failed(at, took(1.0), orders=ALL)
    assert at.verdict.sentences[0].startswith(
        "Holds in 1 of 2 orders; fails when `wiki` answers before `web`. It took 4 s"
    )
    said = render.text(at.verdict)
    assert said.index("This fails:") < said.index("This holds:")
    assert said.count("▼ they part here") == 2


def test_what_fails_in_every_order_says_nothing_of_orders():
    """The order is not to blame, and one run is told."""
    at = desk(SLOW)
    failed(at, took(1.0), orders=ALL)
    assert at.verdict.sentences[0].startswith("It took 4 s")
    assert len(at.verdict.findings) == 1


def test_a_hidden_order_names_nobody():
    """A student has no hidden scenario: neither its tools nor how many there are."""
    at = desk(slow_when("wiki"))
    failed(at, took(1.0), orders=ALL, hidden=True)
    assert at.verdict.sentences[0].startswith("In another order, or at another moment: It took 4 s")
    assert "wiki" not in str(at.verdict.findings[0].told)
    assert to_data(at.verdict)["failures"][0]["among"] == ""


def test_hidden_orders_are_not_counted():
    """The number of orders tells the number of tools."""
    at = desk(FAST)
    checked(at.bench, took(1.0), orders=ALL, hidden=True)
    assert at.verdict.note == "Shown whichever call ends first."


def test_a_reader_leaves_at_every_moment_and_stays():
    """The moment at which it fails is told."""
    at = desk(lambda scenario: SLOW if scenario.reader.leave_at == 1.0 else FAST)
    failed(at, took(1.0), leaves=[1.0])
    assert [scenario.reader.leave_at for scenario in at.performer.scenarios] == [None, 0.999, 1.0, 1.001]
    said = "Holds for 2 of 3 moments at which the reader may leave; fails when it leaves at 1 s. It took 4 s"
    assert at.verdict.sentences[0].startswith(said)


def test_calls_fail_alone_and_together():
    """Two tools: each alone, and both."""
    at = desk(FAST)
    checked(at.bench, took(1.0), faults=raises("ConnectionError"))
    assert len(at.performer.scenarios) == 4  # and one in which nothing fails
    assert at.verdict.note == "Shown whichever call fails once (3 ways, two at a time as well)."


def test_the_calls_that_fail_are_named():
    """Where it holds for each alone and not for both."""

    def perform(scenario):
        return SLOW if all(len(each.outcomes) > 1 for each in scenario.kwargs["tools"]) else FAST

    at = desk(perform)
    failed(at, took(1.0), faults=raises("ConnectionError"))
    assert (
        "Holds for 2 of 3 ways in which calls fail once; fails when `web` and `wiki` fail once."
        in (at.verdict.sentences[0])
    )


@pytest.mark.parametrize("run", [STUB, ENDLESS, FULL])
def test_what_is_the_same_in_every_order_is_performed_once(run):
    """A stub, and what would be waited for each time: an endless loop, and one that fills the memory."""
    at = desk(run)
    failed(at, took(1.0), orders=ALL)
    assert len(at.performer.scenarios) == 1


# -- the data -----------------------------------------------------------------------------------------


def test_the_verdict_is_plain_json():
    """What decides points is exactly this."""
    at = desk(Run(Ending.RAISED, problem=Problem("ValueError", "no", ("ValueError",))))
    failed(at, took(1.0))
    data = to_data(at.verdict)
    assert json.loads(json.dumps(data)) == data
    assert (data["schema"], data["check"], data["outcome"]) == (1, "ask-time", "crashed")
    assert data["promise"] == "It takes a second."
    assert set(data["failures"][0]) == {"sentence", "section", "place", "hidden", "among"}


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


def test_an_interrupted_check_names_the_line_it_was_at():
    """Who stops what goes on for ever is told where, and not to run it again."""
    at = lab.Interrupted(lab.Location("<cell In[3]>", 2, "ask", "while True: pass"))
    with pytest.raises(CheckInterrupted) as caught, using(CheckContext()), check("ask-time", "It takes a second."):
        raise at
    told = caught.value._render_traceback_()
    assert told[:2] == [
        "Interrupted: this check has judged nothing. It was here:",
        "  cell In[3], line 2, in ask: while True: pass",
    ]
    assert "Run it again" not in str(caught.value)


def test_what_is_run_and_no_scenario_is_told_how_to_write_one():
    """It is the check that is written wrongly, and no answer."""
    at = desk(FAST)
    with pytest.raises(CouldNotGrade, match=r'(?s)This is a function, and no scenario. .*c.run\(call\("name",'):
        with using(at.bench), check("ask-time", "It takes a second.") as c:
            c.run(desk, took(1.0))


def test_what_is_not_started_raises_nothing_where_a_person_reads_it():
    """And an error for every tool that grades."""
    at = desk(STUB, calm=lambda: True)
    with using(at.bench), check("ask-time", "It takes a second.") as c:
        c.run(call("ask"), took(1.0))
    assert at.verdict.outcome is Outcome.NOT_ATTEMPTED
    failed(desk(STUB), took(1.0))


def test_an_answer_that_is_not_there_yet_raises_nothing_where_a_person_reads_it():
    """As after a restart: what says so inside the check does not come out of it."""

    class Absent:
        def perform(self, scenario):
            raise NoRun(Outcome.NOT_ATTEMPTED, Failure("`ask` is not there yet.", remedy="Run its cell."))

    at = desk(calm=lambda: True)
    with using(replace(at.bench, performer=Absent())), check("ask-time", "It takes a second.") as c:
        c.run(call("ask"), took(1.0))
    assert at.verdict.outcome is Outcome.NOT_ATTEMPTED
    with pytest.raises(CheckFailed), using(replace(desk().bench, performer=Absent())), check("ask-time", "It.") as c:
        c.run(call("ask"), took(1.0))


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
        memory.note(verdict, found)
        return found

    assert crashed("ask-time", "It takes a second.") == ""
    assert crashed("ask-order", "It keeps the order.") == "It takes a second."
    assert crashed("ask-time", "It takes a second.") == ""  # run once more: the other one has sent its reader here
    assert crashed("ask-order", "It keeps the order.", replace(cell, digest="1")) == ""


def test_a_helper_that_was_not_run_since_a_restart_is_no_fault_of_the_checks(monkeypatch):
    """In a notebook, a name that the check's own lines miss is one whose cell was left out: it has judged nothing."""
    history = CellHistory()
    history.note(CellRun(1, "def ask():\n    return 1", frozenset({"ask"}), "a"))
    monkeypatch.setattr(notebook_kernel, "history_of", lambda namespace: history)
    at = desk()
    bench = replace(at.bench, performer=None)
    with pytest.raises(CheckFailed), using(bench), check("ask-time", "It takes a second.") as c:
        c.run(call("ask", troupe()), took(1.0))  # noqa: F821 - as it is after a restart
    assert at.verdict.outcome is Outcome.NOT_ATTEMPTED
    assert "`troupe` is not there yet" in at.verdict.sentences[0]
