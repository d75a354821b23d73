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
from difflib import get_close_matches
from enum import Enum
from types import MappingProxyType

from asynclab.course.cell.bindings import (
    bound_names,
    definition_inside,
    definition_lines,
    digest,
    last_binding,
    magic_that_defines_nothing,
    return_lines,
    used_names,
    without_prompts,
)
from asynclab.course.cell.cell_verdict import JudgedCell
from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.session.deleted_names import Deletion, after_deletion, deletion
from asynclab.course.cell.session.missing_names import RUN_ABOVE, missing_in, not_there_yet, stopped_too_soon
from asynclab.course.cell.session.saved_cells import UNSAVED, SavedCells
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.wording import code, listed, names
from asynclab.observe.run import Place
from asynclab.scenario.refusal import resembling

_NAME = re.compile(r"(?<![\w.\"'])[^\W\d]\w*")
_ALIKE = 0.8  # of a name that stands beside a stub; less may be another function of the chapter's


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


_KEEP_ONE = "Keep one of them: write your answer into the cell of the task, and run that."
_RENAME = "Give it the name {}, which the task has, and run its cell."


class _WhyLost(Enum):
    """Why a name that is there does not count."""

    FAILED = "a later run was to define it and failed"
    DROPPED = "its cell has been run again and does not define it now"
    DELETED = "its cell has been deleted"
    MAGIC = "its cell begins with a magic under which it defines nothing"
    UNBOUND = "a later run has deleted the name"


class CellHistory:
    """The executions of a kernel, in order, and for each name the one that counts. Without any it has no opinion."""

    def __init__(self) -> None:
        self._defined: dict[str, CellRun] = {}
        self._lost: dict[str, tuple[_WhyLost, CellRun]] = {}
        self._by_cell: dict[str, dict[str, CellRun]] = defaultdict(dict)  # name -> cell -> its run that defines it
        self._last: dict[str, CellRun] = {}  # by cell

    def __bool__(self) -> bool:
        return bool(self._defined or self._lost)

    def note(self, run: CellRun) -> None:
        """Take in an execution that has ended."""
        if run.cell:
            self._lift({run.cell})
            self._forget({run.cell})
            self._last[run.cell] = run
            for name, owner in self._defined.items():
                if owner.cell == run.cell and name not in run.bound:
                    self._lost[name] = (_WhyLost.DROPPED, run)
        for name in bound_names(run.source) - run.bound:
            if (why := self._why_missing(name, run)) is not None:
                self._lost[name] = (why, run)
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
                self._lost[name] = (_WhyLost.UNBOUND, run)

    def _why_missing(self, name: str, run: CellRun) -> _WhyLost | None:
        """Why a run has not bound a name that its text binds; None of one that it never came to."""
        if run.error:
            return _WhyLost.FAILED
        if deletion(run.source, name) is not None:
            return _WhyLost.UNBOUND
        owner = self._defined.get(name)  # what another cell defines is there
        elsewhere = owner is not None and (not run.cell or owner.cell != run.cell)
        if magic_that_defines_nothing(run.source):
            return None if elsewhere else _WhyLost.MAGIC
        return _WhyLost.UNBOUND if definition_lines(run.source, name) else None

    def delete(self, cells: Iterable[str]) -> None:
        """Take in that cells have been deleted from the notebook."""
        gone = {cell for cell in cells if cell}
        self._lift(gone)
        self._forget(gone)
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

    def absence(
        self,
        name: str,
        namespace: Mapping[str, object],
        answers: Container[str] = frozenset(),
        given: Container[str] = frozenset(),
        saved: SavedCells = UNSAVED,
        cells: Mapping[str, str] = MappingProxyType({}),
    ) -> NoRun | None:
        """Return why a check has nothing to judge under this name; None if it has, or if nobody can tell. answers: the
        names that the chapter's tasks ask for, where they are known: none of them is another name written wrongly.
        given: names that cells define which were handed out and are no answer: nobody has to write one of them. saved:
        the notebook as it was saved. cells: the ids of the cells that define the answers, by name."""
        if not self:
            return None
        for each in [name, *(reached for reached, _ in self._reached(name))]:
            if each not in self._lost:
                continue
            if each != name and hasattr(builtins, each):
                if each in namespace:
                    return self._shadowing(name, each)
            else:
                return self._stopped(name, each, namespace, saved) or self._absent(name, each, saved)
        if name in namespace:
            return None if name in answers or name not in given else self._taken_before_it_was_given(name, saved)
        if name in given:
            return not_there_yet(name)
        mine = (run for run in self._defined.values() if not run.given and not any(b in answers for b in run.bound))
        if inside := next(filter(None, (_inside_another(name, run) for run in mine)), None):
            return NoRun(Outcome.CRASHED, inside)
        own = (
            each
            for each, run in self._defined.items()
            if each in namespace and not run.given and not any(each in known for known in (answers, given, self._lost))
        )
        other = resembling(name, {each: namespace[each] for each in own})
        if other:
            seen = (
                f"There is no {code(name)}, and there is {a(other)} in {self._defined[other].label}: is that the one?"
            )
            return NoRun(Outcome.CRASHED, Failure(seen, remedy=_RENAME.format(code(name))))
        return self._run_without(name, cells.get(name, "")) or not_there_yet(name)

    def _run_without(self, name: str, cell: str) -> NoRun | None:
        """That the cell which is to define a name was run, and does not; None where it was not run."""
        run = self._last.get(cell) if cell else None
        if run is None:
            return None
        if run.error:
            seen = f"{code(name)} is not there: {run.label}, which is to define it, stopped with {run.error}."
            remedy = f"Mend {run.label}, define {code(name)} in it, and run it again."
            return NoRun(Outcome.CRASHED, Failure(seen, remedy=remedy, place=run.place(run.line)))
        seen = f"There is no {code(name)}: {run.label}, which is to define it, was run, and does not."
        if not run.bound:
            return NoRun(Outcome.CRASHED, Failure(seen, remedy=f"Write it there, and run {run.label} again."))
        asks = ": is that the one?" if len(run.bound) == 1 else "."
        rename = _RENAME.format(code(name)) if len(run.bound) == 1 else f"Give what is meant the name {code(name)}."
        return NoRun(Outcome.CRASHED, Failure(f"{seen} It defines {names(sorted(run.bound))}{asks}", remedy=rename))

    def lost(
        self, name: str, namespace: Mapping[str, object] = MappingProxyType({}), saved: SavedCells = UNSAVED
    ) -> NoRun | None:
        """Return why a name that a cell defined does not count any more; None if it does, or if no cell did. namespace,
        saved: as for `absence`."""
        if name not in self._lost:
            return None
        return self._stopped(name, name, namespace, saved) or self._absent(name, name, saved)

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

    def beside_stub(self, name: str) -> NoRun | None:
        """Return why a stub was judged although there is an answer: it stands in another cell, which was run before, or
        has another name, nearly the same. None if there is no such answer.
        """
        stub = self._defined.get(name)
        if (told := self.stub_last(name)) is not None:
            return told
        later = [
            own for own, run in self._defined.items() if stub is not None and run.number > stub.number and not run.given
        ]
        other = next(iter(get_close_matches(name, later, n=1, cutoff=_ALIKE)), "")
        if not other or other in self._lost:
            return None
        label = self._defined[other].label
        seen = f"{code(name)} is as it was handed out, and there is {a(other)} in {label}: is that the one?"
        return NoRun(Outcome.NOT_ATTEMPTED, Failure(seen, remedy=_RENAME.format(code(name))))

    def stub_last(self, name: str) -> NoRun | None:
        """Return why a stub was judged although there is an answer of this name: it stands above the stub in the same
        cell, or in another cell, which was run before. None if there is no such answer."""
        stub = self._defined.get(name)
        if stub is not None and len(lines := definition_lines(stub.source, name)) > 1:
            seen = (
                f"{code(name)} is defined in {stub.label} more than once, in lines {listed([str(n) for n in lines])}. "
                "The last of them counts, and it is no answer yet."
            )
            return NoRun(
                Outcome.NOT_ATTEMPTED, Failure(seen, remedy="Keep the one that is your answer, and run the cell again.")
            )
        if stub is not None and (others := self.others(name)):
            seen = (
                f"{code(name)} is as it was handed out in {stub.label}, which was run last. Another one is in "
                f"{listed([run.label for run in others])}: is that the one?"
            )
            return NoRun(Outcome.NOT_ATTEMPTED, Failure(seen, remedy=_KEEP_ONE))
        return None

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
            if run.cell in cells and self._lost[name][0] is not _WhyLost.UNBOUND:
                del self._lost[name]

    def _stopped(self, name: str, lost: str, namespace: Mapping[str, object], saved: SavedCells) -> NoRun | None:
        """Why a name is not there whose cell stopped for want of another one, which has a cell of its own; None of any
        other. What is to be told of that other one, is told."""
        how, run = self._lost[lost]
        missing = missing_in(run.error)
        if how not in (_WhyLost.FAILED, _WhyLost.DROPPED) or not missing:
            return None
        if missing in self._lost and not missing_in(self._lost[missing][1].error):
            return self._absent(name, missing, saved)
        return stopped_too_soon(name, lost, run.label, run.cell, missing, namespace, saved)

    def _absent(self, name: str, lost: str, saved: SavedCells) -> NoRun:
        how, run = self._lost[lost]
        older = self._defined.get(lost)
        place = None
        if how is _WhyLost.FAILED or (how is _WhyLost.DROPPED and run.error):
            seen = f"{code(lost)} is not there: {run.label}, which was to define it, stopped with {run.error}."
            remedy = _after_stop(run, locked=run.cell in saved.given)
            place = run.place(run.line)
        elif how is _WhyLost.MAGIC:
            magic = code(magic_that_defines_nothing(run.source))
            seen = f"{code(lost)} is not there: under {magic}, in its first line, {run.label} defines nothing."
            remedy, place = f"Take the {magic} out, and run the cell again.", run.place(1)
        elif how is _WhyLost.DROPPED and (inside := _inside_another(lost, run)) is not None:
            seen, remedy, place = inside.seen, inside.remedy, inside.place
        elif how is _WhyLost.DROPPED:
            seen, remedy = self._dropped(lost, run)
        elif how is _WhyLost.UNBOUND:
            seen = f"{code(lost)} is not there any more: {run.label} has deleted it."
            found = deletion(run.source, lost)
            place = run.place(found.line) if found is not None else None
            remedy = self._after_deletion(lost, run, found)
        else:
            seen = f"{code(lost)} is not there any more: the cell that defined it, In[{run.number}], is deleted."
            remedy = "Undo that, or run the cell that defines it now."
        cause = f"The {code(lost)} of {older.label} is an older one and is not judged." if older is not None else ""
        if how is _WhyLost.UNBOUND or (how is _WhyLost.DROPPED and self.original(lost) is not None):
            cause = ""
        if how is _WhyLost.DELETED:
            cause = "The kernel still has it, and grading will not find it."
        if place is not None and (taken := self._taken_in(run, place.text)):
            cause = (
                f"{code(taken)} is not Python's own: {self._defined[taken].label} has given the name to something else."
            )
            remedy = f"Run {code(f'del {taken}')} in a cell, and then {run.label} again."
        if lost != name:
            cause = f"{code(name)} needs it. {cause}".strip()
        return NoRun(Outcome.CRASHED, Failure(seen, cause, remedy, place=place))

    def _taken_in(self, run: CellRun, line: str) -> str:
        """The name of Python's own in the line that a cell stopped at which another cell has taken, "" if there is none
        or if it stopped with an error that another value would not explain."""
        if not run.error.startswith(("`TypeError`", "`AttributeError`")):
            return ""
        taken = (each for each in _NAME.findall(line) if hasattr(builtins, each) and each not in run.bound)
        return next((each for each in taken if each in self._defined and each not in self._lost), "")

    def _after_deletion(self, lost: str, run: CellRun, found: Deletion | None) -> str:
        """What to do about a name that a cell has deleted: run again, a cell that defines it as well, or did so in
        the text that it had before, would delete it again."""
        ours = self.original(lost) or self._defined.get(lost)  # what took the name is defined again by nobody's wish
        before = ours is not None and bool(ours.cell) and ours.cell == run.cell
        definer = "" if ours is None else ours.label
        return after_deletion(found, run.label, definer, here=lost in bound_names(run.source), before=before)

    def _dropped(self, lost: str, run: CellRun) -> tuple[str, str]:
        """What is said of a name that its cell does not define any more, and what to do. What stood beside it before is
        not its new name."""
        older, ours = self._defined.get(lost), self.original(lost)
        seen = f"{code(lost)} is not there any more: {run.label} defined it when it ran before, and does not now."
        if lost in run.otherwise:
            seen = f"No line of {run.label} defines {code(lost)}: it came by another way, as through `%run` or `exec`."
            return seen, "Write its definition into the cell itself: what is judged is read there."
        if ours is not None:
            return f"{code(lost)} is not what {ours.label} has made of it any more.", f"Run {ours.label} again."
        fresh = sorted(run.bound - (older.bound if older is not None else frozenset()))
        alike = get_close_matches(lost, fresh, n=1) or (fresh if len(fresh) == 1 else [])
        if alike:
            return f"{seen} It defines {names(alike)} now: is that the one?", _RENAME.format(code(lost))
        defines = f" It defines {names(sorted(run.bound))} now." if run.bound else ""
        return seen + defines, "Write it there again, or run the cell that defines it."

    def _taken_before_it_was_given(self, name: str, saved: SavedCells) -> NoRun | None:
        """That a cell of the student's has defined a name of the chapter's, whose own cell has not been run at all;
        None if that is not known."""
        owner = self._defined.get(name)
        if owner is None or not owner.cell or owner.given or owner.cell in saved.given or self.original(name):
            return None
        seen = f"{code(name)} is what {owner.label} has made of it, and the chapter's cell that defines it was not run."
        remedy = f"Take another name in {owner.label}, and run it again. Then: {RUN_ABOVE}"
        return NoRun(Outcome.CRASHED, Failure(seen, remedy=remedy, place=self.definition(name)))

    def _shadowing(self, name: str, taken: str) -> NoRun:
        """That the kernel still has another value under a name of Python's own, although its cell is not there."""
        owner = self._defined.get(taken)
        by = f": {owner.label} gave the name to something else, and the kernel still has that" if owner else ""
        seen = f"{code(taken)} is not Python's own{by}."
        remedy = f"Run {code(f'del {taken}')} in a cell, and then this check."
        return NoRun(Outcome.CRASHED, Failure(seen, f"{code(name)} needs it.", remedy))


def _inside_another(name: str, run: CellRun) -> Failure | None:
    """Why a function or class that stands inside of another one is not there; None if none of this name does."""
    found = definition_inside(run.source, name)
    if found is None:
        return None
    outer, line = found
    seen = f"{code(name)} stands inside of {code(outer)} in {run.label}, and so it is no name of the notebook's."
    return Failure(seen, remedy=f"Move it out of {code(outer)}, to the left margin.", place=run.place(line))


def _after_stop(run: CellRun, *, locked: bool) -> str:
    """What to do about a cell that stopped before it had defined something. locked: whether it is as handed out."""
    if locked:
        return f"C{run.label[1:]} is the chapter's, and right as it is handed out. {RUN_ABOVE}"
    if not run.error.startswith("`KeyboardInterrupt`"):
        return f"Mend {run.label} and run it again."
    if run.line is None:
        return f"Run {run.label} again."
    return (
        f"Line {run.line} of it was at work when it was stopped. If that line has no end, mend it; then run "
        f"{run.label} again."
    )


def a(name: str) -> str:
    """Return a name as code, with its article."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {code(name)}"
