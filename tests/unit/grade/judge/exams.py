"""A small chapter as an examination, answers to it, and what comes back of them."""

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from asynclab.grade.job import CellKind, CheckRuns
from asynclab.grade.judge.checks import prepared
from asynclab.grade.judge.decide import judged_one
from asynclab.grade.judge.examination import ExamCell, Examination
from asynclab.observe.codec import from_json, to_json
from asynclab.scenario.drive import run_scenario

IMPORTS = """
import asyncio
from asynclab import check
from asynclab.expect import *
from asynclab.scenario import *
"""

ASK = """
with check("ask-time", "Two sources cost what the slower one costs.") as c:
    tools = [tool("web", takes=3.0), tool("wiki", takes=1.0)]
    c.run(call("ask", "why", tools), took(3.0))
    c.hidden()
    c.run(call("ask", "why", tools), took(3.0), orders=ALL)
    c.run(call("ask", "why", [tool("news", returns="the answer")]), returned(["the" + " answer"]))
"""

TELL = """
with check("tell-live", "Each token comes when it is made.") as c:
    c.run(iterate("tell", model("one two three", every=1.0)), items("one", " two", " three"), items_at(1.0, 2.0, 3.0))
"""


class AtOnce:
    """Right answers."""

    @staticmethod
    async def ask(question, tools):
        import asyncio

        return await asyncio.gather(*(source.ainvoke(question) for source in tools))

    @staticmethod
    async def tell(model):
        async for chunk in model.astream("why"):
            if chunk.content:
                yield chunk.content


class InTurn(AtOnce):
    """A wrong one beside a right one."""

    @staticmethod
    async def ask(question, tools):
        return [await source.ainvoke(question) for source in tools]


def chapter(*checks, ordinary=(IMPORTS,)):
    """An examination of ordinary cells, then checks as pairs of a name and a text."""
    cells = [ExamCell(CellKind.CODE, source) for source in ordinary]
    return Examination((*cells, *(ExamCell(CellKind.CHECK, source, name) for name, source in checks)))


BOTH = chapter(("ask-time", ASK), ("tell-live", TELL))


def of_notebook(cells):
    """The examination in the cells of an instructor's notebook."""
    return Examination(tuple(_cell(cell) for cell in cells if cell["cell_type"] == "code"))


def _cell(cell):
    said = cell["metadata"].get("nbgrader", {})
    if "real-time" in cell["metadata"].get("tags", ()):
        return ExamCell(CellKind.SKIP, "")
    return ExamCell(CellKind.CHECK if said.get("grade") else CellKind.CODE, cell["source"], said.get("grade_id", ""))


@contextmanager
def opened(*checks, folder=Path(), **about):
    """The papers of a chapter."""
    with prepared(chapter(*checks, **about), folder) as papers:
        yield papers


def namespace(answers):
    """The names of a notebook with these answers in it."""
    return {name: getattr(answers, name) for name in dir(answers) if not name.startswith("_")}


def came_of(paper, answers, **about):
    """What comes back of one check."""
    names = namespace(answers)
    return CheckRuns(paper.check, tuple(to_json(run_scenario(one, names)) for one in paper.scenarios), **about)


def altered(runs, number, **changes):
    """The same with one of its runs written by hand."""
    texts = list(runs.runs)
    texts[number] = to_json(replace(from_json(texts[number]), **changes))
    return replace(runs, runs=tuple(texts))


def judged(papers, checks, folder):
    """What became of every check, as a judge's process says it of each."""
    came = {runs.check: runs for runs in checks}
    return tuple(judged_one(paper, came.get(paper.check), folder) for paper in papers.values())
