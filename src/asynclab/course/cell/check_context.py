"""Where a check does its work: who performs a scenario, who shows the verdict, what the session remembers.

Everything a graded cell reaches outside itself it reaches through a `CheckContext`. The default is a student's
notebook; the proof, the tests and the grading engine set up their own with `using(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from asynclab.course.cell.cell_verdict import CellVerdict
from asynclab.course.cell.render import show
from asynclab.expect import Expectation, Outcome, Verdict, judge
from asynclab.observe import codec as run_codec
from asynclab.observe.run import Run
from asynclab.scenario import serialize as scenario_codec
from asynclab.scenario.drive import perform
from asynclab.scenario.spec import Scenario


class Performer(Protocol):
    """Performs scenarios on a student's answers, wherever those are."""

    def perform(self, scenario: Scenario) -> Run:
        """What the answer does with the scenario; never raises for anything the answer did.

        Raises `NoRun` where there is no run to give.
        """


@dataclass(frozen=True)
class InProcess:
    """The answers stand in a namespace of this process."""

    namespace: Mapping[str, Any]

    def perform(self, scenario: Scenario) -> Run:
        """Perform it right here."""
        return perform(scenario, self.namespace)


@dataclass(frozen=True)
class ThroughJson:
    """Passes scenario and run through JSON, as two processes have to: whatever is alive does not get through."""

    inner: Performer

    def perform(self, scenario: Scenario) -> Run:
        """Perform what the scenario's JSON says, and give what the run's JSON says."""
        run = self.inner.perform(scenario_codec.from_json(scenario_codec.to_json(scenario)))
        return run_codec.from_json(run_codec.to_json(run))


class Memory:
    """The last outcome of every check in this session."""

    def __init__(self) -> None:
        self._outcomes: dict[str, Outcome] = {}

    def note(self, verdict: CellVerdict) -> None:
        """Remember a verdict in place of the one before it."""
        self._outcomes[verdict.check] = verdict.outcome

    def outcome(self, check: str) -> Outcome:
        """The last outcome of a check; not attempted, if it has not been run."""
        return self._outcomes.get(check, Outcome.NOT_ATTEMPTED)


@dataclass(frozen=True)
class CheckContext:
    """performer: None is the namespace that the check is written in. publish: called with every verdict, once.
    grade_id: the cell's own, where it is known; a check of another name cannot be graded. folder: where the notebook
    and its `sealed.json` lie. judging: what says whether a run is as expected; only who wants to know what a check
    asks takes another."""

    performer: Performer | None = None
    publish: Callable[[CellVerdict], None] = show
    memory: Memory = field(default_factory=Memory)
    grade_id: str | None = None
    folder: Path = Path()
    judging: Callable[[Run, Sequence[Expectation]], Verdict] = judge


_NOTEBOOK = CheckContext()
_current: ContextVar[CheckContext] = ContextVar("asynclab_bench", default=_NOTEBOOK)


def current() -> CheckContext:
    """The bench that checks work on here and now."""
    return _current.get()


@contextmanager
def using(bench: CheckContext) -> Iterator[CheckContext]:
    """Inside the block, checks work on this bench."""
    token = _current.set(bench)
    try:
        yield bench
    finally:
        _current.reset(token)
