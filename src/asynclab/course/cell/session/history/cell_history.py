"""What became of a notebook's cells in this kernel: which run defined a name, and whether a later one failed to.

A kernel keeps names that no cell of the notebook defines any more. An answer of that kind must not be judged: whoever
grades executes the notebook as it is saved, and finds it nowhere.
"""

from __future__ import annotations

import builtins
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from asynclab.course.cell.bindings import (
    bound_names,
    definition_lines,
    digest,
    last_binding,
    magic_that_defines_nothing,
    return_lines,
    used_names,
    without_prompts,
)
from asynclab.course.cell.cell_verdict import JudgedCell
from asynclab.course.cell.session.history.deleted_names import deletion
from asynclab.observe.run import Place


@dataclass(frozen=True)
class CellRun:
    """One execution of a cell. number: the n of its `In[n]`. cell: the cell's id, "" where the frontend tells none.
    bound: what it defined; unbound: what it deleted. error: what it stopped with, as in "`SyntaxError`: expected ':'";
    line: where, if known. at: when it ended, in real seconds since the epoch. given: whether the cell was handed out
    and is no answer. otherwise: names that are another object since, and that no line of the cell's own binds."""

    number: int
    source: str
    bound: frozenset[str]
    cell: str = ""
    error: str = ""
    line: int | None = None
    unbound: frozenset[str] = frozenset()
    at: float = 0.0
    given: bool = False
    otherwise: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """The cell as a student knows it."""
        return f"cell In[{self.number}]"

    def place(self, line: int | None) -> Place | None:
        """Return one of its lines; None where it has no such line."""
        lines = self.source.splitlines()
        if line is None or not 0 < line <= len(lines):
            return None
        return Place(self.label, line, "<module>", lines[line - 1].strip())


class WhyLost(Enum):
    """Why a name that is there does not count."""

    FAILED = "a later run was to define it and failed"
    DROPPED = "its cell has been run again and does not define it now"
    DELETED = "its cell has been deleted"
    MAGIC = "its cell begins with a magic under which it defines nothing"
    UNBOUND = "a later run has deleted the name"


@dataclass(frozen=True)
class LostName:
    """That a name which was to be there does not count. run: of the cell that took it away, or did not make it; of one
    that was deleted, its last."""

    why: WhyLost
    run: CellRun


class CellHistory:
    """The executions of a kernel, in order, and for each name the one that counts. Without any it has no opinion."""

    def __init__(self) -> None:
        self._defined: dict[str, CellRun] = {}
        self._lost: dict[str, LostName] = {}
        self._by_cell: dict[str, dict[str, CellRun]] = defaultdict(dict)  # name -> cell -> its run that defines it
        self._last: dict[str, CellRun] = {}  # by cell

    def __bool__(self) -> bool:
        return bool(self._defined or self._lost)

    @property
    def defined(self) -> Mapping[str, CellRun]:
        """By name, the run that has defined it last, whether it counts or not."""
        return MappingProxyType(self._defined)

    @property
    def lost(self) -> Mapping[str, LostName]:
        """The names that do not count, and why."""
        return MappingProxyType(self._lost)

    def last_run(self, cell: str) -> CellRun | None:
        """Return the last run of a cell; None if it has none, or is deleted."""
        return self._last.get(cell)

    def note(self, run: CellRun) -> None:
        """Take in an execution that has ended."""
        if run.cell:
            self._lift({run.cell})
            self._forget({run.cell})
            self._last[run.cell] = run
            for name, owner in self._defined.items():
                if owner.cell == run.cell and name not in run.bound:
                    self._lost[name] = LostName(WhyLost.DROPPED, run)
        for name in bound_names(run.source) - run.bound:
            if (why := self._why_missing(name, run)) is not None:
                self._lost[name] = LostName(why, run)
        for name in run.bound:
            self._defined[name] = run
            self._lost.pop(name, None)
            if run.cell:
                self._by_cell[name][run.cell] = run
        for name in run.unbound & self._defined.keys():
            if hasattr(builtins, name):
                del self._defined[name]  # Python's own is there again
                self._lost.pop(name, None)
            else:
                self._lost[name] = LostName(WhyLost.UNBOUND, run)

    def _why_missing(self, name: str, run: CellRun) -> WhyLost | None:
        """Why a run has not bound a name that its text binds; None of one that it never came to."""
        if run.error:
            return WhyLost.FAILED
        if deletion(run.source, name) is not None:
            return WhyLost.UNBOUND
        owner = self._defined.get(name)  # what another cell defines is there
        elsewhere = owner is not None and (not run.cell or owner.cell != run.cell)
        if magic_that_defines_nothing(run.source):
            return None if elsewhere else WhyLost.MAGIC
        return WhyLost.UNBOUND if definition_lines(run.source, name) else None

    def delete(self, cells: Iterable[str]) -> None:
        """Take in that cells have been deleted from the notebook."""
        gone = {cell for cell in cells if cell}
        self._lift(gone)
        self._forget(gone)
        for name, owner in self._defined.items():
            if owner.cell in gone:
                self._lost[name] = LostName(WhyLost.DELETED, owner)

    def judged(self, name: str) -> tuple[JudgedCell, ...]:
        """Return the cell that defines a name and then those that define what its code uses, each name once."""
        return tuple(JudgedCell(each, run.label, digest(run.source)) for each, run in self.reached(name))

    def still_holds(self, judged: JudgedCell) -> bool:
        """Return whether a name is still what it was when it was judged."""
        owner = self._defined.get(judged.name)
        return owner is not None and judged.name not in self._lost and digest(owner.source) == judged.digest

    def definition(self, name: str) -> Place | None:
        """Return the line at which a name is defined, in the run that counts."""
        owner = self._defined.get(name)
        if owner is None:
            return None
        begins = re.compile(rf"\s*(async\s+def|def|class)\s+{name}\b|{name}\s*[:=]")
        for number, line in enumerate(without_prompts(owner.source).splitlines(), start=1):
            if begins.match(line):
                return Place(owner.label, number, "<module>", line.strip())
        return next((owner.place(number) for number in definition_lines(owner.source, name)), None)

    def last_binding(self, name: str) -> Place | None:
        """Return the line that gives a name the value that it has, in the run that counts: not always that of its
        `def`."""
        owner = self._defined.get(name)
        line = last_binding(owner.source, name) if owner is not None else None
        if owner is None or line is None:
            return None
        return Place(owner.label, line, "<module>", without_prompts(owner.source).splitlines()[line - 1].strip())

    def only_return(self, name: str) -> Place | None:
        """Return the line of a function's `return`, in the run that counts; None if it has none or several."""
        owner = self._defined.get(name)
        numbers = return_lines(owner.source, name) if owner is not None else ()
        if owner is None or len(numbers) != 1:
            return None
        return Place(owner.label, numbers[0], name, owner.source.splitlines()[numbers[0] - 1].strip())

    def names_of_the_notebook(self, label: str) -> frozenset[str]:
        """Return the names that the code of a run, known by its label, looks up in the notebook: none of its own."""
        return used_names(self.source_of(label))

    def source_of(self, label: str) -> str:
        """Return the text of a run, known by its label, whose definitions count; "" if there is none."""
        return next((run.source for run in self._defined.values() if run.label == label), "")

    def owner(self, name: str) -> CellRun | None:
        """Return the run whose definition of a name counts."""
        return self._defined.get(name)

    def others(self, name: str) -> tuple[CellRun, ...]:
        """Return the last runs of the other cells that define a name. Without the cells' ids nobody can tell."""
        owner = self._defined.get(name)
        if owner is None or not owner.cell:
            return ()
        return tuple(run for cell, run in self._by_cell[name].items() if cell != owner.cell)

    def original(self, name: str) -> CellRun | None:
        """Return the last run of a cell that was handed out, or is at least known to the notebook, that defines a name,
        if another one has defined it since; else None."""
        owner, runs = self._defined.get(name), tuple(self._by_cell.get(name, {}).values())
        given = tuple(run for run in runs if run.given)
        if owner is None or owner.given or not (given or not owner.cell):
            return None
        return max(given or runs, key=lambda run: run.number, default=None)

    def labels(self, cells: Container[str]) -> frozenset[str]:
        """Return the labels of the last runs of these cells."""
        runs = (run for by_cell in self._by_cell.values() for cell, run in by_cell.items() if cell in cells)
        return frozenset(run.label for run in runs)

    def _forget(self, cells: set[str]) -> None:
        """What these cells defined they define no more."""
        for cell in cells:
            self._last.pop(cell, None)
        for runs in self._by_cell.values():
            for cell in cells:
                runs.pop(cell, None)

    def reached(self, name: str) -> Iterator[tuple[str, CellRun]]:
        """Yield a name and then those that its code uses, each with the run that defines it or, of one that does not
        count, that has taken it away."""
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
                yield each, lost.run

    def _lift(self, cells: set[str]) -> None:
        """What a run of these cells took away is there again, unless it was theirs."""
        for name, loss in list(self._lost.items()):
            if loss.run.cell in cells and loss.why is not WhyLost.UNBOUND:
                del self._lost[name]
