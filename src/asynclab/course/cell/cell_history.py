"""What became of a notebook's cells in this kernel: which run defined a name, and whether a later one failed to.

A kernel keeps names that no cell of the notebook defines any more. An answer of that kind must not be judged: whoever
grades executes the notebook as it is saved, and finds it nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from asynclab.course.cell.bindings import bound_names, digest, used_names
from asynclab.course.cell.cell_verdict import JudgedCell
from asynclab.course.cell.errors import NoRun
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place


@dataclass(frozen=True)
class CellRun:
    """One execution of a cell. number: the n of its `In[n]`. cell: the cell's id, "" where the frontend tells none.
    bound: what it defined. error: what it stopped with, as in "`SyntaxError`: expected ':'"; line: where, if known."""

    number: int
    source: str
    bound: frozenset[str]
    cell: str = ""
    error: str = ""
    line: int | None = None

    @property
    def label(self) -> str:
        """The cell as a student knows it."""
        return f"cell In[{self.number}]"


class _WhyLost(Enum):
    """Why a name that is there does not count."""

    FAILED = "a later run was to define it and failed"
    DROPPED = "its cell has been run again and does not define it now"
    DELETED = "its cell has been deleted"


class CellHistory:
    """The executions of a kernel, in order, and for each name the one that counts. Without any it has no opinion."""

    def __init__(self) -> None:
        self._defined: dict[str, CellRun] = {}
        self._lost: dict[str, tuple[_WhyLost, CellRun]] = {}

    def __bool__(self) -> bool:
        return bool(self._defined or self._lost)

    def note(self, run: CellRun) -> None:
        """Take in an execution that has ended."""
        if run.cell:
            self._lift({run.cell})
            for name, owner in self._defined.items():
                if owner.cell == run.cell and name not in run.bound:
                    self._lost[name] = (_WhyLost.DROPPED, run)
        for name in bound_names(run.source) - run.bound:
            if run.error:
                self._lost[name] = (_WhyLost.FAILED, run)
        for name in run.bound:
            self._defined[name] = run
            self._lost.pop(name, None)

    def delete(self, cells: Iterable[str]) -> None:
        """Take in that cells have been deleted from the notebook."""
        gone = {cell for cell in cells if cell}
        self._lift(gone)
        for name, owner in self._defined.items():
            if owner.cell in gone:
                self._lost[name] = (_WhyLost.DELETED, owner)

    def judged(self, name: str) -> tuple[JudgedCell, ...]:
        """Return the cell that defines a name and then those that define what its code uses, each name once."""
        return tuple(JudgedCell(each, run.label, digest(run.source)) for each, run in self._reached(name))

    def still_holds(self, judged: JudgedCell) -> bool:
        """Return whether a name is still what it was when it was judged."""
        owner = self._defined.get(judged.name)
        return owner is not None and judged.name not in self._lost and digest(owner.source) == judged.digest

    def absence(self, name: str, namespace: Mapping[str, object]) -> NoRun | None:
        """Return why a check has nothing to judge under this name; None if it has, or if nobody can tell."""
        if not self:
            return None
        for each in [name, *(reached for reached, _ in self._reached(name))]:
            if each in self._lost:
                return self._absent(name, each, *self._lost[each])
        if name in namespace or self._mistaken(name, namespace):
            return None
        seen = f"{code(name)} is not there yet: the cell that defines it has not been run since the kernel started."
        return NoRun(Outcome.NOT_ATTEMPTED, Failure(seen, remedy="Run that cell, and the cells above it, first."))

    def _reached(self, name: str) -> Iterator[tuple[str, CellRun]]:
        seen, waiting = set(), [name]
        while waiting:
            each = waiting.pop(0)
            owner = self._defined.get(each)
            if each in seen:
                continue
            seen.add(each)
            lost = self._lost.get(each)
            if owner is not None:
                yield each, owner
                waiting += sorted(used_names(owner.source) - seen)
            elif lost is not None:
                yield each, lost[1]

    def _lift(self, cells: set[str]) -> None:
        """What a run of these cells took away is there again, unless it was theirs."""
        for name, (_, run) in list(self._lost.items()):
            if run.cell in cells:
                del self._lost[name]

    def _mistaken(self, name: str, namespace: Mapping[str, object]) -> bool:
        """Whether one of the student's own names may be meant: the refusal says which."""
        from asynclab.scenario.refusal import resembling

        return bool(resembling(name, {own: namespace[own] for own in self._defined if own in namespace}))

    def _absent(self, name: str, lost: str, how: _WhyLost, run: CellRun) -> NoRun:
        older = self._defined.get(lost)
        place = None
        if how is _WhyLost.FAILED or (how is _WhyLost.DROPPED and run.error):
            seen = f"{code(lost)} is not there: {run.label}, which was to define it, stopped with {run.error}."
            remedy = f"Mend {run.label} and run it again."
            lines = run.source.splitlines()
            if run.line is not None and 0 < run.line <= len(lines):
                place = Place(run.label, run.line, "<module>", lines[run.line - 1].strip())
        elif how is _WhyLost.DROPPED:
            seen = f"{code(lost)} is not there any more: {run.label} defined it when it ran before, and does not now."
            remedy = "Write it there again, or run the cell that defines it."
        else:
            seen = f"{code(lost)} is not there any more: the cell that defined it, In[{run.number}], is deleted."
            remedy = "Undo that, or run the cell that defines it now."
        cause = f"The {code(lost)} of {older.label} is an older one and is not judged." if older is not None else ""
        if how is _WhyLost.DELETED:
            cause = "The kernel still has it, and grading will not find it."
        if lost != name:
            cause = f"{code(name)} needs it. {cause}".strip()
        return NoRun(Outcome.CRASHED, Failure(seen, cause, remedy, place=place))
