"""A pause of the chapter's own, in a locked cell: the answer is late by as much, and not because of it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.expect.messages.of_tasks.own_pauses import A_PAUSE, LEAVE_OUT


def without_given_pauses(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, without the guess that a pause is one too many where a locked cell makes it: it is nothing
    that the student could take out. given: the labels of the locked cells."""
    return tuple(_without(finding, given) for finding in findings)


def _without(finding: Finding, given: Collection[str]) -> Finding:
    failure = finding.failure
    if not any(failure.cause.startswith(f"{A_PAUSE} ({label}, line ") for label in given):
        return finding
    remedy = "" if failure.remedy == LEAVE_OUT else failure.remedy
    return replace(finding, failure=replace(failure, cause="", remedy=remedy))
