"""What the notebook tells beside a verdict: the student's own lines, what their text alone shows, names that were
taken, cells that were left. It puts together what the modules of this folder find."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asynclab.course.cell.bindings import used_names
from asynclab.course.cell.cell_verdict import CellVerdict, Finding
from asynclab.course.cell.in_chapter import answers, parameters_asked_for
from asynclab.course.cell.session import notebook_kernel
from asynclab.course.cell.session.cell_remarks import (
    at_own_lines,
    ends_of_errors,
    hiding_slips,
    never_awaited_by,
    remarks,
    swallowers,
)
from asynclab.course.cell.session.given_pauses import without_given_pauses
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.course.cell.session.history.missing_names import exceptions_needed, out_of_sight
from asynclab.course.cell.session.history.saved_cells import saved_cells
from asynclab.course.cell.session.taken_names import at_what_was_taken, with_taken_names
from asynclab.course.cell.session.written.awaiting.cancelled_awaits import at_cancelled_awaits
from asynclab.course.cell.session.written.awaiting.left_tasks import at_left_tasks
from asynclab.course.cell.session.written.awaiting.shared_slots import at_loose_gates
from asynclab.course.cell.session.written.calls.config_calls import at_config_calls
from asynclab.course.cell.session.written.calls.read_first import at_what_reads_first
from asynclab.course.cell.session.written.calls.thread_calls import at_thread_calls
from asynclab.course.cell.session.written.graph_inputs import at_graph_inputs
from asynclab.course.cell.session.written.kept_names import with_kept_names
from asynclab.course.cell.session.written.library_words import unknown_words
from asynclab.course.cell.session.written.loop_closures import with_loop_closures
from asynclab.course.cell.session.written.node_yields import with_yielding_nodes
from asynclab.course.cell.session.written.own_functions import at_own_functions
from asynclab.course.cell.session.written.own_lines import at_written_lines
from asynclab.course.cell.session.written.own_text import with_own_text
from asynclab.course.cell.session.written.parameter_order import reordered
from asynclab.course.cell.session.written.reducers import at_reducers
from asynclab.course.cell.session.written.silent_steps import with_silent_steps
from asynclab.course.cell.session.written.swallowed_names import swallowed_names
from asynclab.course.cell.session.written.unclosed_loops import at_unclosed_loops
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.of_tasks.thrown_away import where_it_ended
from asynclab.observe.run import NeverAwaited, Place

_LineFinder = Callable[[Sequence[Finding], Collection[str], Iterable[str], CellHistory], tuple[Finding, ...]]
_AT_OWN_LINES: tuple[_LineFinder, ...] = (
    at_left_tasks,
    at_cancelled_awaits,
    at_loose_gates,
    at_reducers,
    with_silent_steps,
    with_yielding_nodes,
    at_what_reads_first,
    at_unclosed_loops,
    at_thread_calls,
    at_config_calls,
    at_graph_inputs,
    at_written_lines,
    with_loop_closures,
    without_given_pauses,
)


@dataclass(frozen=True)
class NotebookAround:
    """The notebook around one check. folder: the chapter's. targets: the names that its scenarios perform."""

    namespace: Mapping[str, Any]
    history: CellHistory
    folder: Path
    targets: tuple[str, ...]

    def told_beside(self, verdict: CellVerdict, dropped: Sequence[NeverAwaited]) -> CellVerdict:
        """Return the verdict with what the notebook tells of the cells that were judged. dropped: what the visible runs
        have left unawaited."""
        tasks, history = answers(self.folder), self.history
        changed = self._changed_since_given(verdict, tasks)
        told = remarks(history, verdict.judged, tasks, saved_cells(self.folder))
        if verdict.passed:
            taken = (f"{failure.seen} {failure.remedy}" for failure in changed.values())
            return replace(verdict, remarks=(*told, *taken, *never_awaited_by(dropped)))
        ends = ends_of_errors(history, verdict.judged, tasks)
        at_their_ends = (
            replace(each, failure=where_it_ended(each.failure, ends)) for each in self._at_own_lines(verdict, tasks)
        )
        findings = self._after_what_was_taken(verdict, tuple(at_their_ends), tasks, changed)
        hiding = hiding_slips(ends, findings) if verdict.outcome is Outcome.FAILED else ()
        beside = (*told, *swallowers(ends), *hiding)
        return replace(verdict, findings=findings, remarks=beside, given=self._given())

    def _at_own_lines(self, verdict: CellVerdict, tasks: Collection[str]) -> tuple[Finding, ...]:
        """The findings at lines of the student's, and what only their text shows."""
        given, places = self._given(), self._places(verdict, tasks)
        returns = {name: place for name in places if (place := self.history.only_return(name)) is not None}
        findings = at_own_functions(out_of_sight(verdict.findings, self.namespace), given, places, self.history)
        findings = with_own_text(findings, places, self.history)
        findings = at_own_lines(at_what_was_taken(findings, given, self.history, tasks), given, places, returns)
        for step in _AT_OWN_LINES:
            findings = step(findings, given, places, self.history)
        return findings

    def _after_what_was_taken(
        self,
        verdict: CellVerdict,
        findings: tuple[Finding, ...],
        tasks: Collection[str],
        changed: Mapping[str, Failure],
    ) -> tuple[Finding, ...]:
        """The findings behind those on names: what is guessed of the answer, was guessed of something else."""
        given, places = self._given(), self._places(verdict, tasks)
        order = reordered(places, parameters_asked_for(self.folder) if places else {}, self.history)
        before = (*changed.values(), *order, *unknown_words(places, given, self.history))
        if verdict.outcome is Outcome.FAILED:
            before = (*before, *swallowed_names(places, given, self.history, self.namespace))
            findings = with_kept_names(findings, given, places, self.history)
        if before:
            findings = tuple(
                replace(each, failure=replace(each.failure, cause="", remedy="", section=""))
                for each in findings
                if not exceptions_needed([each]) & changed.keys()
            )
        return (*map(Finding, before), *with_taken_names(findings, self.history, {*tasks, *changed}))

    def _given(self) -> frozenset[str]:
        return frozenset(self.history.labels(saved_cells(self.folder).given))

    def _places(self, verdict: CellVerdict, tasks: Collection[str]) -> dict[str, Place]:
        """Where the answers that were judged are defined."""
        own = [cell.name for cell in verdict.judged if cell.name in tasks]
        return {name: place for name in own if (place := self.history.definition(name)) is not None}

    def _changed_since_given(self, verdict: CellVerdict, tasks: Collection[str]) -> dict[str, Failure]:
        owners = {cell.name: self.history.owner(cell.name) for cell in verdict.judged}
        ours = {name for run in owners.values() if run is not None and run.given for name in used_names(run.source)}
        used = {*self.targets}
        if not verdict.passed:
            used |= exceptions_needed(verdict.findings)
            used |= {  # a name that an answer's cell has for itself, and only that cell uses, is theirs
                name for name, run in owners.items() if run is None or name in ours or not run.bound.intersection(tasks)
            }
        found = notebook_kernel.changed_since_given(self.namespace, used, of_the_cell=not verdict.passed)
        return {name: failure for name, failure in found.items() if name not in tasks}
