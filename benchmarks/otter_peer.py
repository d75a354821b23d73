"""otter-grader as a second peer: `otter run`, which needs no container, on a notebook that asks for the same checks.

It is no dependency of ours and lives in an environment of its own: `python -m venv DIR && DIR/bin/pip install
otter-grader`, then `python benchmarks/grading.py --otter DIR/bin/otter`. It is lent this environment's packages.
"""

import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

import nbformat
from classes import CHAPTER, answered, name
from engines import Graded
from watching import together, watched

import asynclab

FIRST = 'import otter\ngrader = otter.Notebook("{chapter}.ipynb")'
TEST = """\
from otter.test_files import test_case

OK_FORMAT = False
name = {question!r}
points = {points}

@test_case(points={points})
def test(env):
    exec(compile({source!r}, "<cell {question}>", "exec"), env)
"""


def otter(command, root, papers):
    """Grade the papers one after another: how long it took, and each student's points (None: it gave none)."""
    source = root / "source" / CHAPTER
    points, runs = {}, []
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        autograder(command, nbformat.read(source / f"{CHAPTER}.ipynb", 4), source, here)
        for paper in papers:
            notebook = answered(paper.text, nbformat.read(source / f"{CHAPTER}.ipynb", 4))
            file = here / f"{paper.student}.ipynb"
            file.write_text(paper.text if notebook is None else nbformat.writes(asking(notebook)), encoding="utf-8")
            out = here / paper.student
            out.mkdir()
            arguments = [command, "run", "--no-logo", "-a", "autograder.zip", "-o", str(out), file.name]
            runs.append(watched(arguments, here, environment(command)))
            points[paper.student] = total(out / "results.json")
    return Graded(len(papers), together(runs)), points


def autograder(command, master, source, folder):
    """Write the zip file that holds the tests: one for each graded cell, which is the cell."""
    tests = folder / "tests"
    tests.mkdir()
    for cell in filter(is_graded, master.cells):
        text = TEST.format(question=question(cell), points=cell.metadata.nbgrader.points, source=cell.source)
        (tests / f"{question(cell)}.py").write_text(text, encoding="utf-8")
    shutil.copy(source / "sealed.json", folder)
    arguments = ["generate", "-t", "tests", "-o", "autograder.zip", "--no-environment", "sealed.json"]
    subprocess.run([command, *arguments], cwd=folder, env=environment(command), check=True, stdout=subprocess.DEVNULL)


def asking(notebook):
    """The notebook with otter's question in place of each graded cell."""
    for cell in filter(is_graded, notebook.cells):
        cell.source = f'grader.check("{question(cell)}")'
    notebook.cells.insert(0, nbformat.v4.new_code_cell(FIRST.format(chapter=CHAPTER)))
    return notebook


def is_graded(cell):
    return cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade", False)


def question(cell):
    """A cell's name as otter takes it."""
    return name(cell).replace("-", "_")


def total(results):
    """The points that a file of results tells."""
    if not results.exists():
        return None
    return float(sum(test.get("score") or 0 for test in json.loads(results.read_text())["tests"]))


def environment(command):
    """otter's environment, lent what the chapter imports."""
    lent = [str(Path(asynclab.__file__).parents[1]), sysconfig.get_path("purelib")]
    path = os.pathsep.join([str(Path(command).parent), os.environ.get("PATH", "")])
    return os.environ | {"PATH": path, "PYTHONPATH": os.pathsep.join(lent)}
