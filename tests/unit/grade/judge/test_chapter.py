"""Chapter 12 through the judge: the verdicts of the proof, and no word of a test on the other side of the wall."""

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from asynclab.course.authoring.build import Course
from asynclab.course.authoring.chapter import Role
from asynclab.course.cell import verdict_box
from asynclab.course.cell.cell_verdict import MIME
from asynclab.course.cell.check_context import CheckContext
from asynclab.course.proof import trial as trials
from asynclab.course.proof.answers import load_answers
from asynclab.course.proof.notebook import Notebook
from asynclab.course.proof.trial import AnswerKind, CheckMark, attempt
from asynclab.expect import Outcome, Verdict, judge
from asynclab.expect.expectation import Because, Both
from asynclab.grade.job import CheckRuns
from asynclab.grade.judge.checks import ask, prepared, questions
from asynclab.grade.judge.decide import verdict_on
from asynclab.observe.codec import to_json
from asynclab.observe.run import Ending, Run
from asynclab.scenario.drive import run_scenario
from asynclab.scenario.serialize import from_json
from asynclab.scenario.serialize import to_json as scenario_json

from .exams import ASK, IMPORTS, InTurn, came_of, judged, of_notebook, opened

ROOT = Path(__file__).resolve().parents[4]
NAME = "12-boss"
RELEASE = ROOT / "release" / NAME

pytestmark = [
    pytest.mark.slow,
    # a kernel's own libraries, in this process
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def papers():
    """The chapter's graded cells."""
    notebook = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4)
    with prepared(of_notebook(notebook.cells), RELEASE) as papers:
        yield papers


@pytest.fixture(scope="module")
def chapter():
    """The chapter as its author wrote it."""
    return Course(ROOT).load(NAME)


class Overheard:
    """Lets everything pass, and keeps what was expected."""

    def __init__(self):
        self.expectations = []

    def perform(self, scenario):
        return Run(Ending.RETURNED, seed=scenario.seed)

    def __call__(self, run, expectations):
        self.expectations += expectations
        judge(run, expectations)  # which settles them
        return Verdict(Outcome.PASSED)


def parts(expectation):
    """What an expectation is made of."""
    inner = {Both: ("left", "right"), Because: ("inner",)}.get(type(expectation), ())
    return [expectation, *(part for name in inner for part in parts(getattr(expectation, name)))]


def test_no_question_holds_an_expectation(papers):
    """Each is a scenario and nothing else; no promise, no cause, no section and no remedy is in any."""
    asked = questions(papers)
    assert len(asked) == 24
    for texts in asked.values():
        assert [scenario_json(from_json(text)) for text in texts] == list(texts)
    every = "".join(text for texts in asked.values() for text in texts)
    told = {paper.promise for paper in papers.values()} | secrets(papers)
    assert len(told) > 60
    assert [words for words in sorted(told) if json.dumps(words)[1:-1] in every] == []


def secrets(papers):
    """The author's words about expectations, what those are called, and the source of every hidden part."""
    overheard = Overheard()
    for paper in papers.values():
        ask(paper, CheckContext(performer=overheard, folder=RELEASE, judging=overheard))
    every = [part for expectation in overheard.expectations for part in parts(expectation)]
    causes = {part.cause for part in every if isinstance(part, Because)} - {""}
    names = {f"{type(part).__name__}" for part in every} - {"Because", "Both"}
    notebook = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4)
    hidden = [
        line.strip()
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
        for line in cell.source.partition("### BEGIN HIDDEN TESTS")[2].splitlines()
        if len(line.strip()) > 12
    ]
    return causes | names | set(hidden)


# -- the same verdicts ----------------------------------------------------------------------------------


def some(chapter, owner):
    """Of a task or question its stub, a right answer and a wrong one."""
    answers = load_answers(chapter, Course(ROOT).answers(NAME))
    every = [one for one in trials.trials(chapter, answers, RELEASE) if one.owner == owner]
    first = {one.kind: one for one in reversed(every) if one.kind is not AnswerKind.REFERENCE}
    return list(first.values())


def through_the_judge(trial, papers):
    """The marks of a trial whose runs go to the judge: as `trial.attempt` gives them."""
    marks = []
    with Notebook() as notebook:
        for position, cell in enumerate(trials.needed(trial)):
            if cell.role is not Role.CHECK:
                trials.run_cell(notebook, trial, cell, position)
                continue
            paper = papers[cell.grade_id]
            runs = CheckRuns(
                paper.check, tuple(to_json(run_scenario(one, notebook.namespace)) for one in paper.scenarios)
            )
            verdict = verdict_on(paper, runs, RELEASE)
            marks.append(CheckMark(verdict.check, verdict.outcome, verdict.sentences))
    return tuple(marks)


@pytest.mark.parametrize("owner", ["fanout", "tokens", "relay", "serve", "answer_1"])
def test_an_answer_earns_through_the_judge_what_it_earns_in_the_proof(chapter, papers, owner):
    """The same outcome and the same sentences, right or wrong."""
    for trial in some(chapter, owner):
        assert through_the_judge(trial, papers) == attempt(trial).marks, str(trial)


def test_a_kernel_shows_the_very_same_outputs():
    """What the judge gives is what a student's own notebook holds after a Run-All, but for the cell's number."""
    answer = "async def ask(question, tools):\n    return [await source.ainvoke(question) for source in tools]"
    cells = [nbformat.v4.new_code_cell(source) for source in (IMPORTS, answer, ASK)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, allow_errors=True).execute()
    names = {}
    exec(compile(answer, "<cell In[2]>", "exec"), names)  # the picture names the line at which it waits
    typed = type("Typed", (InTurn,), {"ask": staticmethod(names["ask"])})
    with opened(("ask-time", ASK)) as papers:
        (found,) = judged(papers, [came_of(papers["ask-time"], typed)], Path())
    outputs = json.loads(json.dumps(notebook.cells[-1].outputs))
    (judged_cell,) = outputs[0]["data"][MIME].pop("judged")
    assert (judged_cell["name"], judged_cell["label"]) == ("ask", "cell In[2]")
    line = "This check ran the `ask` of cell In[2]."
    small = verdict_box.small(verdict_box.marked_up(line))
    told = json.dumps(outputs).replace(json.dumps(f"\n\n  {line}")[1:-1], "").replace(json.dumps(small)[1:-1], "")
    assert json.loads(told) == list(found.outputs)
