"""Single submissions as they are graded, put together by hand: what each format makes of them is a pure function."""

from nbformat import from_dict
from nbformat.v4 import new_markdown_cell, new_output
from traitlets.config import Config

from asynclab.course.cell.cell_verdict import CellVerdict, Finding
from asynclab.expect import Failure
from asynclab.grade.gradebook.models import CellGrade, StudentGrade
from asynclab.grade.gradebook.readings import readings
from asynclab.grade.gradebook.results import Result
from asynclab.grade.judge.verdict_outputs import outputs
from asynclab.grade.single.grading import SingleResult

from ..notebooks import graded, notebook

CHECK = 'with check("{0}", "It holds.") as c:\n    c.run()\n    c.hidden()\n    c.run("hidden-{0}")'


def check(name, outcome, *findings, points=2):
    """A graded cell with a check's verdict in it."""
    cell = graded(CHECK.format(name), name, points)
    verdict = CellVerdict(name, f"Promise {name}.", outcome, findings)
    cell.outputs = [from_dict(output) for output in outputs(verdict)]
    return cell


def failed(seen="It took 4 s.", expected="It should take exactly 31 s.", hidden=True):
    """A failure, of a hidden run if not told."""
    return Finding(Failure(seen, "A slip.", "Mend it.", expected), hidden=hidden)


def error(source, name, ename, evalue, points=1):
    """A plain test that has raised."""
    cell = graded(source, name, points)
    cell.execution_count = 1
    cell.outputs = [new_output("error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"])]
    return cell


def single(*cells, points, problem="", flagged=(), heading="Task 1"):
    """A submission: these cells under a heading, with these points by name; None for what nobody knows."""
    whole = notebook(new_markdown_cell(f"## {heading}"), *cells)
    of = {cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points) for cell in cells}
    grades = tuple(
        CellGrade(name, points[name], most, points[name] is None or name in flagged) for name, most in of.items()
    )
    read = () if problem else tuple(readings(whole, {grade.name: grade for grade in grades}))
    return SingleResult("12-boss", Result(StudentGrade("", grades), read, (), problem), whole, Config())
