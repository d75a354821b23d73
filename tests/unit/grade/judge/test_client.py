"""The judge in a process of its own: what a run does to it costs that run's check, and nothing else."""

import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from asynclab.course.cell import sealed
from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.errors import CannotContain
from asynclab.grade.ipc import Garbled
from asynclab.grade.job import CheckRuns, Companion
from asynclab.grade.judge.checks import prepared
from asynclab.grade.judge.client import Judge, JudgeLost
from asynclab.grade.judge.examination import CannotExamine
from asynclab.grade.judge.judge_pool import JudgePool
from asynclab.grade.judge.protocol import JUDGED, judged_check
from asynclab.grade.judge.verdict_outputs import JudgedCheck
from asynclab.grade.sandbox import choose
from asynclab.grade.sandbox.process import SandboxedProcess
from asynclab.observe.codec import to_json
from asynclab.observe.run import Ending, Run
from tests.unit.course.cell.test_sealed import a_file

from .exams import ASK, BOTH, IMPORTS, TELL, AtOnce, InTurn, altered, came_of, chapter, judged

LANE = 900

# An expectation that a run can break the judge with: none of ours should be one.
DEADLY = """
import os
from asynclab.expect import Expectation


class Survived(Expectation):
    def failures(self, run):
        if run.value == "exit":
            os._exit(3)
        if run.value == "hang":
            while True:
                pass
        if run.value == "memory":
            bytearray(1 << 45)
        return ()
"""
FRAIL = 'with check("{0}", "It is survived.") as c:\n    c.run(call("go", {1}), Survived())'
NAMES = ("one", "two", "three", "four", "five")
FRAIL_CHAPTER = chapter(*((name, FRAIL.format(name, n)) for n, name in enumerate(NAMES)), ordinary=(IMPORTS, DEADLY))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def containment():
    """The sandbox that this machine has."""
    try:
        return choose()
    except CannotContain as refusal:
        pytest.skip(str(refusal).splitlines()[0])


@pytest.fixture(scope="module")
def judge(containment):
    """A judge of the small chapter."""
    with Judge(containment, BOTH, LANE) as judge:
        yield judge


@pytest.fixture(scope="module")
def frail(containment):
    """A judge that breaks easily, and is given up on soon."""
    with Judge(containment, FRAIL_CHAPTER, LANE + 1, reading=3.0) as judge:
        yield judge


def outcomes(found):
    """Each check's outcome."""
    return {one.check: one.outputs[0]["data"][MIME]["outcome"] for one in found}


def gave(**values):
    """What came back of the frail chapter: a value for each check."""
    return [CheckRuns(name, (to_json(Run(Ending.RETURNED, value=values.get(name))),)) for name in NAMES]


def verdict_on(check):
    """The display of a verdict, as far as the parent looks at it."""
    return {"output_type": "display_data", "data": {MIME: {"check": check}}}


def said(*outputs, check="ask-time"):
    """What a judge says of a check."""
    return JUDGED.to_json(JudgedCheck(check, outputs))


def test_another_process_judges_as_this_one_does(judge, tmp_path):
    """The same questions; the same outputs to the byte, for right answers and wrong ones."""
    with prepared(BOTH, tmp_path) as papers:
        for answers in (AtOnce, InTurn):
            came = [came_of(paper, answers) for paper in papers.values()]
            here = judged(papers, came, tmp_path)
            assert json.dumps([one.outputs for one in judge.judge(came)]) == json.dumps([one.outputs for one in here])
    assert {name: len(asked) for name, asked in judge.questions.items()} == {"ask-time": 4, "tell-live": 1}


def test_what_did_not_come_is_left_to_a_person(judge):
    """A sandbox that died gives no runs at all."""
    assert outcomes(judge.judge([])) == {"ask-time": "could not be graded", "tell-live": "could not be graded"}


def test_all_that_is_told_of_a_check_gets_across(judge, tmp_path):
    """That it broke, that it was late, that something was replaced."""
    with prepared(BOTH, tmp_path) as papers:
        ask, tell = (came_of(paper, AtOnce) for paper in papers.values())
    assert outcomes(judge.judge([ask, replace(tell, tampered="builtins.print")]))["tell-live"] == "tampered"
    assert outcomes(judge.judge([ask, CheckRuns("tell-live", broke="Gone.")]))["tell-live"] == "crashed"
    assert outcomes(judge.judge([ask, CheckRuns("tell-live", broke="Gone.", late=True)]))["tell-live"] == "timed out"


def test_a_run_that_cannot_be_read_does_not_break_the_judge(judge, tmp_path):
    """Bytes that are no text, no JSON, or no run."""
    with prepared(BOTH, tmp_path) as papers:
        ask, tell = (came_of(paper, AtOnce) for paper in papers.values())
    process = judge.pid
    for odd in ("\udcff", "\x00" * 1000, "[" * 1_000_000, '{"ending":"passed"}'):
        assert outcomes(judge.judge([ask, replace(tell, runs=(odd,))])) == {
            "ask-time": "passed",
            "tell-live": "tampered",
        }
    forged = altered(ask, 0, elapsed=1.0)
    assert outcomes(judge.judge([forged, tell])) == {"ask-time": "failed", "tell-live": "passed"}
    assert judge.pid == process


def test_a_judge_that_reads_a_chapter_for_ever_can_be_stopped(containment):
    """Ctrl-C, or another notebook's judge that refuses: nobody waits for the minutes that a chapter may take."""
    endless = chapter(("ask-time", ASK), ordinary=(IMPORTS, "while True: pass"))
    begun = threading.Event()

    class Begun(SandboxedProcess):
        """A process that says that it is there."""

        def __init__(self, *about):
            super().__init__(*about)
            begun.set()

    with JudgePool(1, containment, {"a": endless}, start=Begun) as judges:
        judges.warm_up()
        begun.wait()
    with pytest.raises(JudgeLost, match="ended before it had read the chapter"):
        judges.questions("a")


def test_a_judge_that_is_stopped_starts_no_process(containment):
    """Neither one that had not begun, nor in place of one that broke."""
    stopped = Judge(containment, BOTH, LANE + 2)
    stopped.stop()
    with pytest.raises(JudgeLost, match="was ended"):
        stopped.__enter__()
    assert stopped.pid is None


def test_the_judges_of_a_batch_start_when_somebody_asks(containment):
    """Not for a notebook without a check, and each chapter is read once, however often it is asked about."""
    started = []

    class Noted(SandboxedProcess):
        """A process that is counted."""

        def __init__(self, *about):
            super().__init__(*about)
            started.append(self)

    with JudgePool(2, containment, {"a": BOTH}, start=Noted) as judges:
        assert judges.questions("of plain tests") == {}
        assert started == []
        assert set(judges.questions("a")) == {"ask-time", "tell-live"}
        assert judges.questions("a") is judges.questions("a")
        assert len(started) == 1


@pytest.mark.parametrize("how", ["exit", "hang", "memory"])
def test_a_run_that_breaks_the_judge_costs_its_own_check(frail, how):
    """The other checks of the submission are judged, and the next submission by a judge as good as new."""
    found = frail.judge(gave(two=how))
    assert outcomes(found) == dict.fromkeys(NAMES, "passed") | {"two": "could not be graded"}
    assert outcomes(frail.judge(gave())) == dict.fromkeys(NAMES, "passed")


def test_a_submission_that_breaks_judge_after_judge_is_left_to_a_person(frail):
    """Three times, and no more: the class is waiting."""
    found = frail.judge(gave(one="exit", two="exit", three="exit"))
    assert outcomes(found) == dict.fromkeys(NAMES, "could not be graded")
    assert "reading it ended the judge's process" in found[2].outputs[1]["evalue"]
    assert "ended the judge's process 3 times" in found[3].outputs[1]["evalue"]
    assert outcomes(frail.judge(gave())) == dict.fromkeys(NAMES, "passed")


def test_what_lies_beside_the_notebook_is_found(containment):
    """A quiz explains the choice."""
    quiz = 'with check("answer_1-check", "It is known.") as c:\n    c.chosen("answer_1")\n'
    quiz += '    c.hidden()\n    c.run(read("answer_1"), returned("b"))'
    examination = replace(
        chapter(("answer_1-check", quiz)), companions=(Companion("sealed.json", sealed.to_json(a_file()).encode()),)
    )
    chose = to_json(Run(Ending.RETURNED, value="a"))
    with Judge(containment, examination, LANE + 2) as judge:
        (found,) = judge.judge([CheckRuns("answer_1-check", (chose, chose))])
    assert "That is the sum." in found.outputs[1]["evalue"]


def test_a_file_that_leads_out_of_the_judges_folder_is_not_written(containment):
    """Nor in a student's process: both write what lies beside a notebook by the same function."""
    astray = replace(chapter(("ask-time", ASK)), companions=(Companion("../astray", b"x"),))
    with pytest.raises(JudgeLost, match="is no path inside a folder"):
        Judge(containment, astray, LANE + 2).__enter__()


def test_a_chapter_that_cannot_be_asked_is_refused_before_the_batch(containment):
    """With the cell's name and what is wrong with it."""
    broken = chapter(("ask-time", "raise KeyError('x')"))
    with pytest.raises(CannotExamine, match="“ask-time” cannot be used: it raised KeyError"):
        Judge(containment, broken, LANE + 2).__enter__()


def test_a_chapter_that_ends_its_judge_is_told_with_its_last_words(containment):
    """A cell of the instructor's that ends Python, for one."""
    deadly = chapter(("ask-time", ASK), ordinary=("import os; os.write(2, b'no more\\n'); os._exit(1)",))
    with pytest.raises(JudgeLost, match=r"ended before it had read the chapter\. It said: no more"):
        Judge(containment, deadly, LANE + 2).__enter__()


def test_a_judge_leaves_nothing_behind(containment, tmp_path, monkeypatch):
    """No process, no folder."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    os.chmod(tmp_path, 0o755)
    with Judge(containment, chapter(("tell-live", TELL)), LANE + 2) as judge:
        process = judge.pid
        assert list(tmp_path.iterdir()) != []
    assert not Path("/proc", str(process)).exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        said(),
        said({"output_type": "stream", "text": "x"}),
        said({"output_type": "display_data", "data": {}}),
        said({"output_type": "display_data", "data": {MIME: {"check": []}}}),
        said(verdict_on("other")),
        said(verdict_on("ask-time"), check="other"),
        said(verdict_on("ask-time"), verdict_on("ask-time")),
    ],
)
def test_a_judge_that_talks_nonsense_is_not_believed(text):
    """It has read what students wrote: the parent takes its outputs for data as well."""
    with pytest.raises(Garbled):
        judged_check("ask-time", text)


def test_a_judge_that_talks_sense_is_believed():
    """What it says of the check that it was asked for is taken as it is."""
    assert judged_check("ask-time", said(verdict_on("ask-time"))).outputs == (verdict_on("ask-time"),)
