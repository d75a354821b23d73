"""Watches that the critical path of every run that ends is exactly as long as the run, without a gap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asynclab.course.cell.check_context import Performer
from asynclab.observe.run import Ending, Run
from asynclab.scenario.spec import Scenario

_ENDED = (Ending.RETURNED, Ending.RAISED, Ending.HUNG)


@dataclass(frozen=True)
class CriticalPathCheck:
    """Has scenarios performed, and tells, in a sentence each, of critical paths that are wrong: that is a fault of
    ours, whatever the answer does."""

    inner: Performer
    tell: Callable[[str], None]

    def perform(self, scenario: Scenario) -> Run:
        """See `Performer`."""
        run = self.inner.perform(scenario)
        if run.ending in _ENDED:
            path = run.critical_path()
            edges = [0.0, *(segment.end for segment in path.segments)]
            if path.length != run.elapsed or edges[:-1] != [segment.start for segment in path.segments]:
                self.tell(f"A run of `{scenario.target}` takes {run.elapsed:g} s, and its critical path is {path}.")
        return run
