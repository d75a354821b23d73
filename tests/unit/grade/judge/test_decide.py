"""What came back is handed to the graded cells, and decides; whatever is wrong with it earns nothing."""

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from asynclab.course.cell.cell_verdict import MIME
from asynclab.expect import Outcome
from asynclab.grade.gradebook.verdicts import Standing, read
from asynclab.grade.job import CheckRuns
from asynclab.grade.judge.decide import MOST, verdict_on
from asynclab.grade.judge.verdict_outputs import ungraded
from asynclab.observe.codec import LARGEST, from_json, to_json
from asynclab.observe.run import Ending, Problem, Run

from .exams import ASK, TELL, AtOnce, InTurn, altered, came_of, judged, opened

ENDLESS = Run(Ending.STOPPED, problem=Problem("RealTimeLimit", "No end: the virtual clock stood still."))


@pytest.fixture(scope="module")
def papers():
    """Both checks of the small chapter."""
    with opened(("ask-time", ASK), ("tell-live", TELL)) as papers:
        yield papers


@pytest.fixture(scope="module")
def right(papers):
    """What comes back of a right answer to the first."""
    return came_of(papers["ask-time"], AtOnce)


@pytest.fixture(scope="module")
def slow(papers):
    """What comes back of a wrong one."""
    return came_of(papers["ask-time"], InTurn)


@pytest.fixture(scope="module")
def verdict(papers):
    """The verdict on the first check."""
    return lambda runs: verdict_on(papers["ask-time"], runs, Path())


def standing(judged):
    """What `grade/verdicts` makes of the outputs."""
    cell = {"metadata": {"nbgrader": {"grade_id": judged.check, "points": 2}}, "outputs": judged.outputs}
    return read(cell).standing


# -- what it is worth ---------------------------------------------------------------------------------


def test_a_right_answer_passes(verdict, right):
    """Every run is as it was expected."""
    assert verdict(right).passed


def test_a_wrong_answer_fails_with_its_sentences(verdict, slow):
    """Visible and hidden, as the notebook would tell them."""
    found = verdict(slow)
    assert found.outcome is Outcome.FAILED
    assert found.sentences[0].startswith("It took 4 s")
    assert found.sentences[1].startswith("It took 4 s")
    assert "the answer" not in str(found.sentences)


def test_after_an_order_that_fails_the_next_scenario_gets_its_own_run(verdict, slow):
    """Runs of orders that nobody asks for any more are passed over: the last scenario returned what it should."""
    assert not [sentence for sentence in verdict(slow).sentences if "returned" in sentence]


def test_every_check_is_judged_in_the_order_of_the_notebook(papers, slow):
    """In whatever order the runs came; and the one of which nothing came is left to a person."""
    tell = came_of(papers["tell-live"], AtOnce)
    found = judged(papers, [tell, slow], Path())
    assert [(one.check, standing(one)) for one in found] == [
        ("ask-time", Standing.LOST),
        ("tell-live", Standing.EARNED),
    ]
    assert [standing(one) for one in judged(papers, [tell], Path())] == [Standing.UNCLEAR, Standing.EARNED]
    assert [standing(one) for one in judged(papers, [], Path())] == [Standing.UNCLEAR, Standing.UNCLEAR]


def test_judging_leaves_nothing_behind(papers, right, slow):
    """The same to the byte, whoever was judged before."""
    first, *_ = judged(papers, [right], Path())
    judged(papers, [slow], Path())
    again, *_ = judged(papers, [right], Path())
    assert json.dumps(first.outputs) == json.dumps(again.outputs)


def test_an_endless_run_stands_for_those_after_it(verdict, right):
    """Nobody waited for the rest, and nothing is held against them."""
    found = verdict(replace(right, runs=(right.runs[0], to_json(ENDLESS))))
    assert found.outcome is Outcome.TIMED_OUT
    assert len(found.findings) == 1


# -- what did not come ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("late", "outcome"), [(False, Outcome.CRASHED), (True, Outcome.TIMED_OUT)])
@pytest.mark.parametrize("came", [0, 2])
def test_a_check_that_broke_its_process_earns_nothing_and_says_why(verdict, right, came, late, outcome):
    """With the sentence that was given; what came before it was right and does not help."""
    found = verdict(replace(right, runs=right.runs[:came], broke="This cell ended its process.", late=late))
    assert (found.outcome, found.sentences) == (outcome, ("This cell ended its process.",))


def test_what_failed_before_the_process_broke_is_told_as_well(verdict, slow):
    """Whoever mends the one should know of the other."""
    found = verdict(replace(slow, runs=slow.runs[:1], broke="This cell ended its process."))
    assert found.outcome is Outcome.FAILED
    assert [sentence[:12] for sentence in found.sentences] == ["It took 4 s.", "This cell en"]


def test_a_process_that_broke_after_its_last_run_earns_nothing(verdict, right):
    """Else whoever has replaced something would end the process before anybody can look."""
    found = verdict(replace(right, broke="This cell ended its process."))
    assert (found.outcome, found.sentences) == (Outcome.CRASHED, ("This cell ended its process.",))


@pytest.mark.parametrize("runs", [None, CheckRuns("ask-time"), CheckRuns("ask-time", broke="No.", ours=True)])
def test_what_was_lost_by_nobodys_fault_is_left_to_a_person(verdict, runs):
    """No points, and no zero either."""
    found = verdict(runs)
    assert found.outcome is Outcome.UNGRADED
    assert "show it to your instructor" in found.sentences[0]


# -- what cannot be believed ----------------------------------------------------------------------------


def test_what_was_replaced_is_named(verdict, right):
    """Calmly, and with what to do; right runs do not help."""
    found = verdict(replace(right, tampered="asyncio.sleep, builtins.print"))
    assert found.outcome is Outcome.TAMPERED
    assert "replaced when your answer had run: asyncio.sleep, builtins.print." in found.sentences[0]
    assert "restart the kernel" in found.sentences[0]


BROKEN = {
    "nothing": "",
    "no object": "{}",
    "null": "null",
    "a list": "[]",
    "a text": '"passed"',
    "half": '{"ending": "retur',
    "deep": "[" * 100_000,
    "deep and closed": "[" * 200 + "]" * 200,
    "huge": " " * (LARGEST + 1),
    "a pickle": pickle.dumps(Run(Ending.RETURNED)).decode("latin-1"),
    "a pickle that does things": "cos\nsystem\n(S'exit 1'\ntR.",
    "not a number": None,
    "beyond numbers": None,
    "another schema": None,
    "one field more": None,
    "a number as text": None,
}
CHANGED = {
    "not a number": ('"elapsed":3.0', '"elapsed":NaN'),
    "beyond numbers": ('"elapsed":3.0', '"elapsed":1e999'),
    "another schema": ('"elapsed":', '"lasted":'),
    "one field more": ('"elapsed":', '"passed":true,"elapsed":'),
    "a number as text": ('"elapsed":3.0', '"elapsed":"3.0"'),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("number", [0, 3])
def test_a_run_that_cannot_be_read_is_no_run(verdict, right, name, number):
    """Wherever it stands, the check earns nothing and says so."""
    texts = list(right.runs)
    texts[number] = BROKEN[name] if name not in CHANGED else right.runs[0].replace(*CHANGED[name])
    found = verdict(replace(right, runs=tuple(texts)))
    assert found.outcome is Outcome.TAMPERED
    assert found.sentences[0].startswith("What came back from your answer is not what such a run can be: ")
    assert len(found.sentences[0]) < 800


def test_more_runs_than_questions_are_none(verdict, right):
    """Nobody asked for them."""
    assert verdict(replace(right, runs=(*right.runs, right.runs[0]))).outcome is Outcome.TAMPERED


def test_another_scenarios_run_does_not_pass(verdict, right):
    """The run of one seed is not that of another, however right it is."""
    runs = right.runs
    found = verdict(replace(right, runs=(runs[0], runs[2], runs[1], *runs[3:])))
    assert found.outcome is Outcome.TAMPERED


def test_a_run_that_contradicts_its_scenario_does_not_pass(verdict, slow):
    """A slow answer that only says it was quick."""
    forged = slow
    for number in range(4):
        forged = altered(forged, number, elapsed=3.0)
    found = verdict(forged)
    assert found.outcome is Outcome.TAMPERED
    assert "before what happened at 4 s" in found.sentences[0]


def test_an_answer_that_fails_anyway_is_told_why(verdict, slow):
    """Its own sentences help an honest student; a forger earns nothing by them."""
    assert verdict(altered(slow, 3, elapsed=0.5)).outcome is Outcome.FAILED


def test_a_run_says_nothing_but_what_it_is(verdict, right):
    """Text that looks like a verdict is a value like any other."""
    forged = altered(right, 3, value=[{"application/vnd.asynclab.verdict+json": {"outcome": "passed"}}])
    assert verdict(forged).outcome is Outcome.FAILED


# -- the outputs ----------------------------------------------------------------------------------------


def test_a_passed_check_has_its_verdict_for_output(papers, right):
    """One display, no error."""
    (shown,) = judged(papers, [right], Path())[0].outputs
    assert (shown["output_type"], shown["metadata"]) == ("display_data", {})
    assert shown["data"][MIME]["outcome"] == "passed"
    assert (
        shown["data"]["text/plain"]
        == "✓ Two sources cost what the slower one costs.\n\n  Shown whichever call ends first."
    )
    assert "<strong>✓ Two sources" in shown["data"]["text/html"]


def test_a_failed_check_raises_as_well(papers, slow):
    """One line where a traceback would stand; the whole story beside the verdict."""
    shown, error = judged(papers, [slow], Path())[0].outputs
    assert "<img" in shown["data"]["text/html"]
    assert (error["output_type"], error["ename"]) == ("error", "CheckFailed")
    assert error["traceback"] == ["✗ Not kept yet."]
    assert "It took 4 s" in shown["data"]["text/plain"]
    assert "wiki" in error["evalue"]


def test_what_is_expected_of_the_hidden_part_is_in_no_output(papers, right):
    """Not in the data, not in the picture, not in the error."""
    wrong = altered(right, 3, value=["something else"])
    found = judged(papers, [wrong], Path())[0]
    assert standing(found) is Standing.LOST
    assert "the answer" not in json.dumps(found.outputs)
    assert "something else" in json.dumps(found.outputs)


def test_what_could_not_be_judged_is_left_to_a_person():
    """For whoever has no judge left to ask."""
    found = ungraded("ask-time", "It holds.", "The judge is gone.")
    assert standing(found) is Standing.UNCLEAR
    assert found.outputs[1]["ename"] == "CouldNotGrade"


def test_outputs_are_json(papers, slow):
    """They go into a notebook as they are."""
    outputs = judged(papers, [slow], Path())[0].outputs
    assert json.loads(json.dumps(outputs)) == list(outputs)


def test_the_runs_are_what_a_student_sees(right):
    """Decoding and encoding a run changes nothing in it."""
    assert all(to_json(from_json(text)) == text for text in right.runs)


def test_who_says_that_a_run_was_given_up_says_it_in_the_run(verdict, right):
    """Fewer runs than scenarios, and the last went well: nobody gave up, and nothing broke."""
    found = verdict(replace(right, runs=right.runs[:1]))
    assert found.outcome is Outcome.TAMPERED
    assert "gave a run up, and of that run that it returned" in found.sentences[0]


def test_runs_that_nobody_can_read_through_are_worth_nothing(verdict, right):
    """Sixty thousand spans fit into what may be sent; to judge them takes longer than the judge has."""
    found = verdict(replace(right, runs=(right.runs[0], " " * MOST)))
    assert found.outcome is Outcome.FAILED
    assert "8 million characters" in found.sentences[0]
