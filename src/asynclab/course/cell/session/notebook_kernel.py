"""The notebook kernel around a check, if there is one: it tells of its cells as they are run."""

from __future__ import annotations

import gc
import logging
import os
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from asynclab.course.cell.bindings import (
    bound_names,
    conditional_definitions,
    magic_that_defines_nothing,
    told_error,
)
from asynclab.course.cell.cell_verdict import JudgedCell
from asynclab.course.cell.in_chapter import checks
from asynclab.course.cell.session.course_names import CourseNames
from asynclab.course.cell.session.given_names import GivenNames, names_from_outside
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.history.missing_names import CHECK
from asynclab.course.cell.session.history.saved_cells import saved_cells
from asynclab.course.cell.session.notebook_folder import notebook_folder
from asynclab.course.cell.session.own_checks import RunningCell, own_check
from asynclab.course.cell.session.own_tracebacks import show_without_ours
from asynclab.course.cell.session.printing import SaidOnce
from asynclab.expect import Failure
from asynclab.observe.run import Place
from asynclab.observe.trace.never_awaited import NeverAwaitedCoroutines, dropped_by_a_cell

_LEADING = re.compile(r"\A(?:[ \t]*\n)+")  # empty lines, which IPython takes away before it counts
_OF_THE_LESSON = re.compile(r"cell-\d{3,}")  # the id of a cell that was handed out and is no answer: see `build`


class _Watch:
    """Hears of each cell from IPython's events, before and after it runs."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.history = CellHistory()
        self._before: dict[str, int] = {}
        self.names = CourseNames(_kept)
        self.given = GivenNames()
        self.running = RunningCell()
        self.told: set[str] = set()  # the ids that the frontend has told
        self.said_once = SaidOnce()

    def pre_run_cell(self, info: Any) -> None:
        """IPython: a cell is about to run."""
        self.said_once.forget()
        self.history.delete(_metadata(self.shell).get("deletedCells") or ())
        source, told = getattr(info, "raw_cell", None) or "", getattr(info, "cell_id", None) or ""
        self.running = RunningCell(f"cell In[{self.shell.execution_count}]", source, told)
        self.told.add(told)
        if self.names.shadowed(self.shell.user_ns) and self._is_locked(info, source):
            self.names.lend(source, self.shell.user_ns)
        self._before = {name: id(value) for name, value in self.shell.user_ns.items()}

    def _is_locked(self, info: Any, source: str) -> bool:
        """Whether no line of a cell is the student's. It may read the notebook, which few cells need."""
        return bool(CHECK.search(source)) or _cell_id(info, source) in saved_cells(notebook_folder()).given

    def _is_given(self, info: Any, source: str) -> bool:
        """Whether a cell was handed out and is nobody's answer: locked, or one of the lesson."""
        return bool(_OF_THE_LESSON.fullmatch(_cell_id(info, source))) or self._is_locked(info, source)

    def post_run_cell(self, result: Any) -> None:
        """IPython: a cell has run, whatever came of it."""
        self.names.give_back(self.shell.user_ns)
        info = result.info
        source = _LEADING.sub("", getattr(info, "raw_cell", None) or "")
        if not source or result.execution_count is None or CHECK.search(source):
            return
        with dropped_by_a_cell():
            gc.collect(1)  # what this cell threw away unawaited is warned of here, and not in a check
        error = result.error_before_exec or result.error_in_exec
        line = _line(error, self.shell.user_ns) if error is not None else None
        bound_by = self._bound(source, error, line)
        run = CellRun(
            number=result.execution_count,
            source=source,
            bound=bound_by,
            cell=_cell_id(info, source),
            error=told_error(error) if error is not None else "",
            line=line,
            unbound=frozenset(self._before.keys() - self.shell.user_ns.keys()),
            at=time.time(),
            given=self._is_given(info, source),
            otherwise=self._changed() - bound_by,
        )
        self.history.note(run)
        bound = {name: self.shell.user_ns[name] for name in run.bound}
        self.names.learn(bound)
        if run.given:
            self.given.learn(run.label, bound)
        for sentence in self.names.taken(bound):
            print(sentence, file=sys.stderr)

    def _bound(self, source: str, error: BaseException | None, line: int | None) -> frozenset[str]:
        """What the cell has bound: all that it says, or, where it stopped, what came before that line and what is
        another object now."""
        namespace = self.shell.user_ns
        if magic_that_defines_nothing(source):  # unless it says `global`
            return bound_names(source) & self._made_anew()
        names = bound_names(source) - {
            name for name in conditional_definitions(source) if id(namespace.get(name)) == self._before.get(name)
        }
        if error is not None:
            done = bound_names(source, line) if line is not None and not isinstance(error, SyntaxError) else frozenset()
            names = done | {
                name for name in names if name in namespace and id(namespace[name]) != self._before.get(name)
            }
        return frozenset(name for name in names if name in namespace)

    def _changed(self) -> frozenset[str]:
        """The names that were there before the cell ran and are another object now."""
        return self._made_anew() & self._before.keys()

    def _made_anew(self) -> frozenset[str]:
        """The names that are another object than before the cell ran, or were not there."""
        now = self.shell.user_ns
        return frozenset(name for name, value in now.items() if self._before.get(name) != id(value))


def _cell_id(info: Any, source: str) -> str:
    """The cell's id; by its text, where the frontend tells none."""
    return getattr(info, "cell_id", None) or saved_cells(notebook_folder()).id_of(source)


_watch: _Watch | None = None
_kept: dict[str, Callable[[Any], Any]] = {}


@contextmanager
def lent(check: str, source: str, namespace: MutableMapping[str, Any]) -> Iterator[None]:
    """In the block, a check's saved cell runs in a notebook's namespace: the course's names that it uses stand there.
    In any other namespace, nothing is changed."""
    if _watch is None or _watch.shell.user_ns is not namespace:
        yield
        return
    asking, _watch.running = _watch.running, RunningCell(f"the saved cell {check}", source, check)
    _watch.names.lend(source, namespace)
    try:
        yield
    finally:
        _watch.names.give_back(namespace)
        _watch.running = asking


def told_own(check: str, namespace: Mapping[str, Any], folder: Path) -> str:
    """Return a sentence if the running cell has a check that is not the chapter's own; "" if it is, or where nobody can
    tell: in no notebook, for a grading tool, in a notebook that has another name. folder: where it lies."""
    if _watch is None or _watch.shell.user_ns is not namespace or not read_by_a_person():
        return ""
    saved, running = saved_cells(folder), _watch.running
    if not any(cell.id in _watch.told for cell in saved.cells if cell.id):  # the ids are the frontend's own
        running = replace(running, id="")
    return own_check(check, running, saved, checks(folder))


def own_line(error: BaseException, namespace: Mapping[str, Any]) -> Place | None:
    """Return the line of the running cell's that an error was raised at; None where there is no such line."""
    return None if _watch is None else _watch.running.place(_line(error, namespace))


def keep(name: str, beside: Callable[[Any], Any]) -> None:
    """Have a name of the course's stand in locked cells although a student has called something so. beside: makes what
    stands there from the student's value."""
    _kept[name] = beside


def watch() -> None:
    """Listen to the kernel that this runs in, once; where there is none, do nothing."""
    global _watch
    ipython = sys.modules.get("IPython")  # who runs in a kernel has imported it
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None or getattr(shell, "kernel", None) is None or (_watch is not None and _watch.shell is shell):
        return
    _watch = _Watch(shell)
    shell.events.register("pre_run_cell", _watch.pre_run_cell)
    shell.events.register("post_run_cell", _watch.post_run_cell)
    if logging.lastResort is not None:
        logging.lastResort.addFilter(_watch.said_once)
    shell.set_custom_exc((BaseException,), show_without_ours)


def history_of(namespace: Mapping[str, Any]) -> CellHistory:
    """Return what is known of the cells that filled a namespace; an empty history where it is no notebook's."""
    if _watch is None or _watch.shell.user_ns is not namespace:
        return CellHistory()
    return _watch.history


def changed_since_given(
    namespace: Mapping[str, Any], used: Iterable[str], *, of_the_cell: bool = True
) -> dict[str, Failure]:
    """Return what a cell that was handed out has defined and is something else by now, of these names and, if asked,
    of those that the running cell takes from the notebook; each with what to do. Of a namespace that is no
    notebook's, nothing."""
    if _watch is None or _watch.shell.user_ns is not namespace:
        return {}
    names = sorted({*used, *(names_from_outside(_watch.running.source) if of_the_cell else ())})
    return dict(_watch.given.changed(names, namespace, _watch.history))


def clear_away() -> None:
    """Throw away what earlier cells have left behind, coroutines that nobody awaited among it: it is no part of what is
    judged next, and a warning of it in the middle of that would be taken for one."""
    with NeverAwaitedCoroutines(), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        gc.collect(1)


def still_hold(judged: Iterable[JudgedCell]) -> bool:
    """Return whether nothing that was judged has been overtaken; true where there is no notebook to ask."""
    return _watch is None or all(_watch.history.still_holds(cell) for cell in judged)


def read_by_a_person() -> bool:
    """Return whether a notebook's frontend with a person in front of it has asked for this cell. It is false if a
    grading tool has asked.
    """
    if _watch is None or os.environ.get("NBGRADER_EXECUTION"):
        return False
    return "cellId" in _metadata(_watch.shell)


def _metadata(shell: Any) -> Mapping[str, Any]:
    """What the frontend said beside the code: JupyterLab tells the cell's id, and which cells were deleted."""
    try:
        header = shell.kernel.get_parent() if hasattr(shell.kernel, "get_parent") else shell.parent_header
    except Exception:  # another kernel than IPython's own
        return {}
    found = header.get("metadata") if isinstance(header, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _line(error: BaseException, namespace: Mapping[str, Any]) -> int | None:
    """The line of the cell's own that it stopped at."""
    if isinstance(error, SyntaxError):
        return error.lineno
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_locals is namespace or (frame.f_globals is namespace and frame.f_code.co_name == "<module>"):
            return trace.tb_lineno
        trace = trace.tb_next
    return None
