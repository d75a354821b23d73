"""A pass through a notebook: what it begins with and goes through, what it has shown so far, and how it ended. Who
knows that loads nothing of what runs in a warm process."""

from __future__ import annotations

import json
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field

from asynclab.grade.job import CellKind, Companion, JobCell, Limits
from asynclab.observe.codec import Codec

MOST = 20  # things that a process reaches for are told
KILLED = -signal.SIGPROF  # the exit code of a process that was ended by `kill_after`


@dataclass(frozen=True)
class Beginning:
    """What a pass begins with."""

    limits: Limits
    companions: tuple[Companion, ...]


@dataclass(frozen=True)
class ChildEnding:
    """How it ended. how: exit code, or minus the signal. cpu: processor seconds of all its processes."""

    how: int
    cpu: float


ENDING = Codec(ChildEnding, largest=1000)


@dataclass(frozen=True)
class Step:
    """A cell, and its execution count: None for a cell without text, which no notebook runs."""

    cell: JobCell
    count: int | None


def steps(cells: Sequence[JobCell]) -> tuple[Step, ...]:
    """Return the cells with the execution counts of a Run-All; those that are not run here count as well."""
    count, numbered = 0, []
    for cell in cells:
        runs = cell.kind is not CellKind.CODE or bool(cell.source.strip())
        count += runs
        numbered.append(Step(cell, count if runs else None))
    return tuple(numbered)


def target_of(scenario: str) -> str:
    """Return the name of what a scenario calls. scenario: as JSON. Who asks for it has no need of all that reads
    one."""
    target: str = json.loads(scenario)["target"]
    return target


@dataclass
class PassResult:
    """What a pass has shown so far, by execution count.

    runs, told (of each while it went on), and failed (why there are no more): of checks. tampered: what was replaced
    around checks and tests. troubles: the targets of runs that broke their process, or used up their time or memory;
    spent: of the latter. unrun: cells that were not reached, and why; late: for lack of time.
    """

    shown: dict[int, str] = field(default_factory=dict)
    runs: dict[int, list[str]] = field(default_factory=dict)
    told: dict[int, list[str]] = field(default_factory=dict)
    troubles: set[str] = field(default_factory=set)
    spent: set[str] = field(default_factory=set)
    failed: dict[int, str] = field(default_factory=dict)
    tampered: dict[int, str] = field(default_factory=dict)
    unrun: dict[int, str] = field(default_factory=dict)
    late: bool = False
    notes: list[str] = field(default_factory=list)

    def use_up(self, target: str) -> None:
        """Note that a run of this target used up its time or memory."""
        self.troubles.add(target)
        self.spent.add(target)

    def add_checks(self, seen: PassResult) -> None:
        """Take over what another process has shown of checks."""
        for mine, theirs in ((self.failed, seen.failed), (self.tampered, seen.tampered)):
            mine.update(theirs)
        self.runs.update(seen.runs)
        self.told.update(seen.told)
        self.troubles |= seen.troubles
        self.spent |= seen.spent
        self.notes += seen.notes
