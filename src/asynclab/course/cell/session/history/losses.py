"""Why a name that a cell of the notebook was to define does not count, in words, and what to do about it."""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping
from difflib import get_close_matches

from asynclab.course.cell.bindings import bound_names, definition_inside, magic_that_defines_nothing
from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun, WhyLost
from asynclab.course.cell.session.history.deleted_names import after_deletion, deletion
from asynclab.course.cell.session.history.missing_names import RUN_ABOVE, missing_in, stopped_too_soon
from asynclab.course.cell.session.history.saved_cells import SavedCells
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.wording import code, names

RENAME = "Give it the name {}, which the task has, and run its cell."
_NAME = re.compile(r"(?<![\w.\"'])[^\W\d]\w*")


def loss_told(history: CellHistory, name: str, lost: str, namespace: Mapping[str, object], saved: SavedCells) -> NoRun:
    """Return why `lost` does not count, which is `name`, or which the code of `name` needs. namespace: what the cells
    have defined. saved: the notebook as it was saved."""
    return _stopped(history, name, lost, namespace, saved) or _lost(history, name, lost, saved)


def _stopped(
    history: CellHistory, name: str, lost: str, namespace: Mapping[str, object], saved: SavedCells
) -> NoRun | None:
    """Why a name is not there whose cell stopped for want of another one, which has a cell of its own; None of any
    other. What is to be told of that other one, is told."""
    loss = history.lost[lost]
    missing = missing_in(loss.run.error)
    if loss.why not in (WhyLost.FAILED, WhyLost.DROPPED) or not missing:
        return None
    other = history.lost.get(missing)
    if other is not None and not missing_in(other.run.error):
        return _lost(history, name, missing, saved)
    return stopped_too_soon(name, lost, loss.run.label, loss.run.cell, missing, namespace, saved)


def _lost(history: CellHistory, name: str, lost: str, saved: SavedCells) -> NoRun:
    run = history.lost[lost].run
    told = _by_why(history, lost, saved)
    cause, remedy = told.cause, told.remedy
    if told.place is not None and (taken := _taken_in(history, run, told.place.text)):
        by = history.defined[taken].label
        cause = f"{code(taken)} is not Python's own: {by} has given the name to something else."
        remedy = f"Run {code(f'del {taken}')} in a cell, and then {run.label} again."
    if lost != name:
        cause = f"{code(name)} needs it. {cause}".strip()
    return NoRun(Outcome.CRASHED, Failure(told.seen, cause, remedy, place=told.place))


def _by_why(history: CellHistory, lost: str, saved: SavedCells) -> Failure:
    """What is told of a name that was lost in each of the ways."""
    why, run = history.lost[lost].why, history.lost[lost].run
    older = history.defined.get(lost)
    cause = f"The {code(lost)} of {older.label} is an older one and is not judged." if older is not None else ""
    if why is WhyLost.DROPPED and history.original(lost) is not None:
        cause = ""
    if why is WhyLost.FAILED or (why is WhyLost.DROPPED and run.error):
        seen = f"{code(lost)} is not there: {run.label}, which was to define it, stopped with {run.error}."
        remedy = _after_stop(run, locked=run.cell in saved.given)
        return Failure(seen, cause, remedy, place=run.place(run.line))
    if why is WhyLost.MAGIC:
        magic = code(magic_that_defines_nothing(run.source))
        seen = f"{code(lost)} is not there: under {magic}, in its first line, {run.label} defines nothing."
        return Failure(seen, cause, f"Take the {magic} out, and run the cell again.", place=run.place(1))
    if why is WhyLost.DROPPED:
        return inside_another(lost, run, cause) or _dropped(history, lost, run, cause)
    if why is WhyLost.UNBOUND:
        return _unbound(history, lost, run)
    return Failure(
        f"{code(lost)} is not there any more: the cell that defined it, In[{run.number}], is deleted.",
        "The kernel still has it, and grading will not find it.",
        "Undo that, or run the cell that defines it now.",
    )


def _unbound(history: CellHistory, lost: str, run: CellRun) -> Failure:
    """That a cell has deleted a name. Run again, a cell that defines it as well, or did so in the text that it had
    before, would delete it again."""
    found = deletion(run.source, lost)
    ours = history.original(lost) or history.defined.get(lost)  # what took the name is defined again by nobody's wish
    before = ours is not None and bool(ours.cell) and ours.cell == run.cell
    definer = "" if ours is None else ours.label
    remedy = after_deletion(found, run.label, definer, here=lost in bound_names(run.source), before=before)
    place = run.place(found.line) if found is not None else None
    return Failure(f"{code(lost)} is not there any more: {run.label} has deleted it.", remedy=remedy, place=place)


def _dropped(history: CellHistory, lost: str, run: CellRun, cause: str) -> Failure:
    """That its cell does not define a name any more. What stood beside it before is not its new name."""
    older, ours = history.defined.get(lost), history.original(lost)
    if lost in run.otherwise:
        seen = f"No line of {run.label} defines {code(lost)}: it came by another way, as through `%run` or `exec`."
        return Failure(seen, cause, "Write its definition into the cell itself: what is judged is read there.")
    if ours is not None:
        seen = f"{code(lost)} is not what {ours.label} has made of it any more."
        return Failure(seen, cause, f"Run {ours.label} again.")
    seen = f"{code(lost)} is not there any more: {run.label} defined it when it ran before, and does not now."
    fresh = sorted(run.bound - (older.bound if older is not None else frozenset()))
    alike = get_close_matches(lost, fresh, n=1) or (fresh if len(fresh) == 1 else [])
    if alike:
        seen = f"{seen} It defines {names(alike)} now: is that the one?"
        return Failure(seen, cause, RENAME.format(code(lost)))
    defines = f" It defines {names(sorted(run.bound))} now." if run.bound else ""
    return Failure(seen + defines, cause, "Write it there again, or run the cell that defines it.")


def inside_another(name: str, run: CellRun, cause: str = "") -> Failure | None:
    """Return why a function or class that stands inside of another one is not there; None if none of this name does.
    cause: what else is told of it."""
    found = definition_inside(run.source, name)
    if found is None:
        return None
    outer, line = found
    seen = f"{code(name)} stands inside of {code(outer)} in {run.label}, and so it is no name of the notebook's."
    return Failure(seen, cause, f"Move it out of {code(outer)}, to the left margin.", place=run.place(line))


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


def _taken_in(history: CellHistory, run: CellRun, line: str) -> str:
    """The name of Python's own in the line that a cell stopped at which another cell has taken, "" if there is none
    or if it stopped with an error that another value would not explain."""
    if not run.error.startswith(("`TypeError`", "`AttributeError`")):
        return ""
    taken = (each for each in _NAME.findall(line) if hasattr(builtins, each) and each not in run.bound)
    return next((each for each in taken if each in history.defined and each not in history.lost), "")
