"""Why a check has nothing to judge under the name that it asks for."""

from __future__ import annotations

import builtins
from collections.abc import Container, Mapping
from types import MappingProxyType

from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.course.cell.session.history.losses import RENAME, inside_another, loss_told
from asynclab.course.cell.session.history.missing_names import RUN_ABOVE, not_there_yet
from asynclab.course.cell.session.history.saved_cells import UNSAVED, SavedCells
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.wording import code, names, with_article
from asynclab.scenario.refusal import resembling


def absence(
    history: CellHistory,
    name: str,
    namespace: Mapping[str, object],
    answers: Container[str] = frozenset(),
    given: Container[str] = frozenset(),
    saved: SavedCells = UNSAVED,
    cells: Mapping[str, str] = MappingProxyType({}),
) -> NoRun | None:
    """Return why a check has nothing to judge under this name; None if it has, or if nobody can tell.

    namespace: what the cells have defined. answers: the names that the chapter's tasks ask for, where they are known:
    none of them is another name written wrongly. given: names that cells define which were handed out and are no
    answer: nobody has to write one of them. saved: the notebook as it was saved. cells: the ids of the cells that
    define the answers, by name.
    """
    if not history:
        return None
    for each in [name, *(reached for reached, _ in history.reached(name))]:
        if each not in history.lost:
            continue
        if each == name or not hasattr(builtins, each):
            return loss_told(history, name, each, namespace, saved)
        if each in namespace:
            return _shadowing(history, name, each)
    if name in namespace:
        return None if name in answers or name not in given else _taken_before_it_was_given(history, name, saved)
    if name in given:
        return not_there_yet(name)
    return (
        _misplaced(history, name, answers)
        or _misspelt(history, name, namespace, answers, given)
        or _run_without(history, name, cells.get(name, ""))
        or not_there_yet(name)
    )


def loss(
    history: CellHistory,
    name: str,
    namespace: Mapping[str, object] = MappingProxyType({}),
    saved: SavedCells = UNSAVED,
) -> NoRun | None:
    """Return why a name that a cell defined does not count any more; None if it does, or if no cell did. namespace,
    saved: as for `absence`."""
    return loss_told(history, name, name, namespace, saved) if name in history.lost else None


def _misplaced(history: CellHistory, name: str, answers: Container[str]) -> NoRun | None:
    """That the name stands inside of another function of the student's; None if it does not."""
    mine = (run for run in history.defined.values() if not run.given and not any(b in answers for b in run.bound))
    inside = next(filter(None, (inside_another(name, run) for run in mine)), None)
    return NoRun(Outcome.CRASHED, inside) if inside is not None else None


def _misspelt(
    history: CellHistory,
    name: str,
    namespace: Mapping[str, object],
    answers: Container[str],
    given: Container[str],
) -> NoRun | None:
    """That a name of the student's own is nearly the same; None if none is."""
    own = (
        each
        for each, run in history.defined.items()
        if each in namespace and not run.given and not any(each in known for known in (answers, given, history.lost))
    )
    other = resembling(name, {each: namespace[each] for each in own})
    if not other:
        return None
    label = history.defined[other].label
    seen = f"There is no {code(name)}, and there is {with_article(other)} in {label}: is that the one?"
    return NoRun(Outcome.CRASHED, Failure(seen, remedy=RENAME.format(code(name))))


def _run_without(history: CellHistory, name: str, cell: str) -> NoRun | None:
    """That the cell which is to define a name was run, and does not; None where it was not run."""
    run = history.last_run(cell) if cell else None
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
    rename = RENAME.format(code(name)) if len(run.bound) == 1 else f"Give what is meant the name {code(name)}."
    return NoRun(Outcome.CRASHED, Failure(f"{seen} It defines {names(sorted(run.bound))}{asks}", remedy=rename))


def _taken_before_it_was_given(history: CellHistory, name: str, saved: SavedCells) -> NoRun | None:
    """That a cell of the student's has defined a name of the chapter's, whose own cell has not been run at all;
    None if that is not known."""
    owner = history.owner(name)
    if owner is None or not owner.cell or owner.given or owner.cell in saved.given or history.original(name):
        return None
    seen = f"{code(name)} is what {owner.label} has made of it, and the chapter's cell that defines it was not run."
    remedy = f"Take another name in {owner.label}, and run it again. Then: {RUN_ABOVE}"
    return NoRun(Outcome.CRASHED, Failure(seen, remedy=remedy, place=history.definition(name)))


def _shadowing(history: CellHistory, name: str, taken: str) -> NoRun:
    """That the kernel still has another value under a name of Python's own, although its cell is not there."""
    owner = history.owner(taken)
    by = f": {owner.label} gave the name to something else, and the kernel still has that" if owner else ""
    seen = f"{code(taken)} is not Python's own{by}."
    remedy = f"Run {code(f'del {taken}')} in a cell, and then this check."
    return NoRun(Outcome.CRASHED, Failure(seen, f"{code(name)} needs it.", remedy))
