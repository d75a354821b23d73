"""All checks of a task, run one after another, with one summary."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asynclab.course.cell import check_context, render, verdict_box
from asynclab.course.cell.cell_verdict import CellVerdict
from asynclab.course.cell.errors import CheckFailed, NoCheckCell
from asynclab.course.cell.sealed import Sealed, SealedTask
from asynclab.course.cell.session import notebook_kernel
from asynclab.course.cell.session.history.missing_names import RUN_ABOVE
from asynclab.expect import Outcome
from asynclab.expect.messages.wording import names


@dataclass(frozen=True, repr=False)
class TaskCheck:
    """What the checks of a task said. A notebook shows it as a box, a terminal as text."""

    title: str
    verdicts: tuple[CellVerdict, ...]

    @property
    def passed(self) -> int:
        """How many of the checks passed."""
        return sum(verdict.passed and verdict.counts for verdict in self.verdicts)

    @property
    def counted(self) -> int:
        """How many of the checks count here: what the installed packages lack something for is left out."""
        return sum(verdict.outcome is not Outcome.LEFT_OUT for verdict in self.verdicts)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        rows = "".join(verdict_box.row(verdict) for verdict in self.verdicts)
        summary = verdict_box.summary(self._summary(), rows, whole=self.passed == self.counted)
        return "".join([summary, *map(verdict_box.box, self._told()), *map(verdict_box.done_box, self.verdicts[-1:])])

    def _lines(self) -> Iterator[str]:
        yield self._summary()
        for verdict in self.verdicts:
            yield from render.wrapped(f"  {render.headline(verdict)}")
        for verdict in self._told():
            yield from ("", render.text(verdict))
        for verdict in self.verdicts[-1:]:  # it says what the task has earned, if that is all of it
            if verdict.passed and verdict.beside is not None and verdict.beside.done:
                yield from ("", *render.wrapped(render.done_told(verdict)))

    def _summary(self) -> str:
        of = self.counted
        if not of:
            return f"{self.title}: left out."
        return f"{self.title}: {self.passed} of {of} visible {'promise' if of == 1 else 'promises'} kept."

    def _told(self) -> Iterator[CellVerdict]:
        """Those to tell in full: of several that failed alike, as by one crash, the first."""
        seen: set[object] = set()
        for verdict in self.verdicts:
            said = tuple(finding.told for finding in verdict.findings)
            if not verdict.counts or (not verdict.passed and said not in seen):
                yield verdict
            seen.add(said)


def run_checks(chapter: Sealed, task: SealedTask, folder: Path, namespace: MutableMapping[str, Any]) -> TaskCheck:
    """Run the checks of a task as they stand in the saved notebook, on a namespace.

    Raises `NoCheckCell` where one of them is not in it, and where it needs a name that no cell has defined yet.
    """
    notebook = folder / f"{chapter.chapter}.ipynb"
    if not notebook.is_file():
        raise NoCheckCell(
            f"There is no {notebook.name} in this folder, in which the checks stand: the notebook was given another "
            f"name, or it was moved. Call it {notebook.name} again, and run this cell; or run the cell of each check "
            "by itself."
        )
    sources = _sources(notebook)
    if sources is None:
        raise NoCheckCell(
            f"{notebook.name}, as it is saved in this folder, cannot be read, and the checks stand in it. Save "
            "the notebook again, and run this cell; or run the cell of each check by itself."
        )
    missing = [check for check in task.checks if check not in sources]
    if missing:
        checks, back = ("check", "puts it back") if len(missing) == 1 else ("checks", "puts them back")
        raise NoCheckCell(
            f"{notebook.name}, as it is saved in this folder, lacks the {checks} {names(missing)}. Save the notebook, "
            f"and run this cell again. What was deleted, grading {back}; to have it here, give the notebook another "
            "name: then `asynclab start` brings the chapter as it was handed out."
        )
    verdicts: list[CellVerdict] = []
    at = replace(check_context.current(), publish=verdicts.append)
    for check in task.checks:
        try:
            ours = notebook_kernel.lent(check, sources[check], namespace)
            with ours, check_context.using(at), suppress(CheckFailed):  # its verdict tells
                exec(compile(sources[check], f"<check {check}>", "exec"), namespace)  # type: ignore[arg-type]
        except NameError as missing_name:  # after a restart of the kernel
            raise NoCheckCell(
                f"The check {check} needs `{missing_name.name}`, which is not there yet: a cell above it has not been "
                f"run since the kernel started. {RUN_ABOVE}"
            ) from None
    return TaskCheck(task.title, tuple(verdicts))


def _sources(notebook: Path) -> dict[str, str] | None:
    """The notebook's graded cells by their ids; None of one that cannot be read."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return {
            cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
            for cell in cells
            if cell.get("metadata", {}).get("nbgrader", {}).get("grade")
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
