"""Right answers of the course's own chapters, executed in the sandbox: what comes back is what a notebook gives."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asynclab.course.authoring.regions import unmarked
from asynclab.course.cell.check_context import CheckContext, using
from asynclab.course.cell.errors import CalmError
from asynclab.course.proof.notebook import MODULE, Notebook
from asynclab.grade.execute import SandboxExecutor
from asynclab.grade.execute.pass_result import steps
from asynclab.grade.job import CellKind, Companion, Job, JobCell
from asynclab.observe import codec as run_codec
from asynclab.observe.run import Run
from asynclab.scenario.drive import run_scenario
from asynclab.scenario.serialize import to_json
from asynclab.scenario.spec import Scenario

from .jobs import containment

pytestmark = pytest.mark.slow

COURSE = Path(__file__).parents[4]
MODULES = ("langgraph.graph", "langchain_core.tools", "asynclab", "asynclab.expect", "asynclab.scenario")


class Here:
    """Performs in this process, and keeps scenarios and runs as they would travel. A check's orders end where it
    fails, so these are all that it asks."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self.scenarios: list[str] = []
        self.runs: list[str] = []

    def perform(self, scenario: Scenario) -> Run:
        run = run_scenario(scenario, self._namespace)
        self.scenarios.append(to_json(scenario))
        self.runs.append(run_codec.to_json(run).replace(MODULE, "__main__"))  # a notebook's own name for its module
        return run


def cells(chapter: str) -> Iterator[tuple[CellKind, str, str]]:
    """Kind, grade_id and text of each code cell; solutions with the last right answer that the course keeps."""
    notebook = json.loads((COURSE / "source" / chapter / f"{chapter}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        said = cell["metadata"].get("nbgrader", {})
        name, source = said.get("grade_id", ""), "".join(cell["source"])
        if cell["cell_type"] != "code":
            continue
        if "real-time" in cell["metadata"].get("tags", ()):
            yield CellKind.SKIP, name, ""
        elif said.get("grade") and not said.get("solution"):
            yield CellKind.CHECK, name, source
        else:
            kept = sorted((COURSE / "tests" / "answers" / chapter / name / "right").glob("*.py")) if name else []
            yield CellKind.CODE, name, kept[-1].read_text(encoding="utf-8") if kept else unmarked(source)


def here(chapter: str, folder: Path) -> tuple[Job, dict[str, tuple[str, ...]]]:
    """The chapter run in this process: the job that asks the same, and the runs of each check."""
    every = list(cells(chapter))
    counted = steps([JobCell(at, kind, source) for at, (kind, _, source) in enumerate(every)])
    asked: list[JobCell] = []
    runs: dict[str, tuple[str, ...]] = {}
    with Notebook() as notebook:
        for at, (kind, name, source) in enumerate(every):
            performer = Here(notebook.namespace)
            bench = CheckContext(performer, publish=lambda verdict: None, folder=folder)
            if kind is not CellKind.SKIP:
                with using(bench), contextlib.suppress(CalmError if kind is CellKind.CHECK else ()):
                    notebook.run(source, f"<cell In[{counted[at].count}]>")
            if kind is CellKind.CHECK:
                runs[name] = tuple(performer.runs)
            text = source if kind is CellKind.CODE else ""
            asked.append(JobCell(at, kind, text, name, tuple(performer.scenarios)))
    beside = [Companion(file.name, file.read_bytes()) for file in folder.iterdir() if file.suffix != ".ipynb"]
    return Job("key", tuple(asked), tuple(beside), MODULES), runs


@pytest.mark.parametrize("chapter", ["03-astream", "12-boss"])
def test_right_answers_give_the_runs_that_they_give_in_a_notebook(
    chapter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, and nothing of what honest code does is taken for tampering."""
    folder = COURSE / "release" / chapter
    monkeypatch.chdir(folder)
    job, runs = here(chapter, folder)
    with SandboxExecutor(containment(), MODULES, 41) as lane:
        executed = lane.execute(job)
    assert (executed.lost, executed.notes) == ("", ())
    assert [(check.broke, check.tampered) for check in executed.checks] == [("", "")] * len(runs)
    assert {check.check: check.runs for check in executed.checks} == runs
