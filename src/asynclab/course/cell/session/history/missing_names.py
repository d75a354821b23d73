"""Names that code needed and that were not there, although a cell of the notebook defines them: the cell was not run,
or too late. Nobody has anything to mend then, but to run the cells in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from asynclab.course.cell.bindings import bound_names
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.session.history.saved_cells import CellText, SavedCells, saved_cells
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.crashes import leaves
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Run

RUN_ABOVE = "Choose Run > Run All Above Selected Cell in the menu, then run this cell again."
CHECK = re.compile(r"^with check\(", re.MULTILINE)  # a check gives its names back when it ends
_MISSING = re.compile(r"name '(\w+)' is not defined")
_RAISED = re.compile(r"It raised `NameError`: name '(\w+)' is not defined")
_NO_ERROR = re.compile(r"The check needs the exception `(\w+)`, which this notebook does not define\.")


def not_there_yet(name: str) -> NoRun:
    """Return that a name's cell has not been run: what was left out after a restart of the kernel."""
    seen = f"{code(name)} is not there yet: the cell that defines it has not been run since the kernel started."
    return NoRun(Outcome.NOT_ATTEMPTED, Failure(seen, remedy=RUN_ABOVE))


def says_so(absent: NoRun, name: str) -> bool:
    """Return whether that is all that is told of a name."""
    return absent.failure.seen == not_there_yet(name).failure.seen


def given_names(saved: SavedCells) -> frozenset[str]:
    """Return the names that locked cells of the saved notebook define, checks apart."""
    return frozenset(name for cell in _defining(saved) if cell.given for name in bound_names(cell.source))


def missing_in(error: str) -> str:
    """Return the name for want of which a cell stopped, by the error that it stopped with; "" of any other error."""
    found = _MISSING.search(error) if error.startswith("`NameError`") else None
    return found[1] if found else ""


def stopped_too_soon(
    name: str, lost: str, label: str, cell: str, missing: str, namespace: Mapping[str, object], saved: SavedCells
) -> NoRun | None:
    """Return why a name is not there whose cell stopped for want of another name, if that one is there by now, or if a
    cell of the saved notebook defines it further up; None if none does: then it was written wrongly.

    name: what is judged; lost: the name, which it may need; label, cell: of the cell that stopped; missing: what that
    needed.
    """
    needs = "" if lost == name else f" {code(name)} needs it."
    seen = f"{code(lost)} is not there: {label}, which was to define it, stopped because {code(missing)} was not there"
    if missing in namespace:
        told = Failure(f"{seen} yet. It is by now.{needs}", remedy=f"Run {label} again, and then this check.")
        return NoRun(Outcome.NOT_ATTEMPTED, told)
    if not any(missing in bound_names(each.source) for each in _above(cell, saved)):
        return None
    told = Failure(f"{seen}: its own cell has not been run since the kernel started.{needs}", remedy=RUN_ABOVE)
    return NoRun(Outcome.NOT_ATTEMPTED, told)


def not_run_yet(target: str, run: Run, folder: Path, namespace: Mapping[str, object]) -> NoRun | None:
    """Return why a run is not to be judged: its answer stopped at a name that a cell of the saved notebook defines, and
    that is not there; or the check needs an exception that such a cell defines. None for any other run, as of a name
    that was looked up in a file of the student's own: what a cell defines is not there.

    folder: where the notebook lies. namespace: what its cells have defined.
    """
    name = missing_name(run)
    lacking = _NO_ERROR.match(run.problem.message) if run.problem is not None and not name else None
    name = lacking[1] if lacking else name
    if not name or name in namespace:
        return None
    if not any(name in bound_names(cell.source) for cell in _defining(saved_cells(folder))):
        return None
    if lacking:
        return not_there_yet(name)
    seen = (
        f"{code(target)} needs {code(name)}, which is not there yet: the cell that defines it has not been run since "
        "the kernel started."
    )
    return NoRun(Outcome.NOT_ATTEMPTED, Failure(seen, remedy=RUN_ABOVE))


def exceptions_needed(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the exceptions that a check was to raise and did not find, by their names."""
    found = (_NO_ERROR.match(finding.failure.seen) for finding in findings)
    return frozenset(each[1] for each in found if each)


def out_of_sight(findings: Sequence[Finding], namespace: Mapping[str, object]) -> tuple[Finding, ...]:
    """Return the findings, those of a name that a file of the student's own lacks, or a text that they gave to `exec`,
    with what to do there: no cell can help."""
    return tuple(_out_of_sight(finding, namespace) for finding in findings)


def _out_of_sight(finding: Finding, namespace: Mapping[str, object]) -> Finding:
    failure, place = finding.failure, finding.failure.place
    found = _RAISED.match(failure.seen)
    if place is None or place.file.startswith("cell ") or not found:
        return finding
    name, where = found[1], place.file if place.file.endswith(".py") else "the text that was executed"
    if name in namespace:
        cause = f"The notebook has {code(name)}, and what does not stand in a cell does not see the notebook's names."
        told = replace(failure, cause=cause, remedy=f"Import or define {code(name)} in {where} as well.")
    elif place.file.endswith(".py"):
        remedy = f"Look how it is spelt; or import or define it in {where}, which has its own names."
        told = replace(failure, remedy=remedy)
    else:
        told = failure
    return replace(finding, failure=told)


def missing_name(run: Run) -> str:
    """Return the name for want of which a run ended, in a cell of the notebook; "" where it did not end so."""
    for problem in leaves(run.problem) if run.problem is not None else ():
        in_a_cell = problem.place is None or problem.place.file.startswith("cell ")
        if problem.type == "NameError" and in_a_cell and (found := _MISSING.match(problem.message)):
            return found[1]
    return ""


def _defining(saved: SavedCells) -> tuple[CellText, ...]:
    """The cells whose names stay."""
    return tuple(cell for cell in saved.cells if not CHECK.search(cell.source))


def _above(cell: str, saved: SavedCells) -> tuple[CellText, ...]:
    """The cells above one; all others, if nobody knows where it stands."""
    ids = [each.id for each in saved.cells]
    above = saved.cells[: ids.index(cell)] if cell in ids and cell else saved.cells
    return tuple(each for each in above if each in _defining(saved))
