"""Jobs for tests: a few cells, a check that performs one small scenario, a limit of time that is soon reached."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from asynclab.grade.errors import CannotContain
from asynclab.grade.job import CellKind, CellOutput, Companion, Executed, Job, JobCell, Limits
from asynclab.grade.sandbox import Containment, choose
from asynclab.observe import codec as run_codec
from asynclab.observe.run import Run
from asynclab.scenario import call, tool
from asynclab.scenario.serialize import to_json

ANSWER = "async def ask(tools):\n    return [await one.ainvoke('?') for one in tools]"
SCENARIO = to_json(call("ask", [tool("archive", takes=2.0)]))
USUAL = Limits()
TIGHT = Limits(cell=1.0, run=1.0)


def code(source: str) -> tuple[CellKind, str]:
    """An ordinary cell."""
    return CellKind.CODE, source


def asserted(source: str) -> tuple[CellKind, str]:
    """A graded cell without a check."""
    return CellKind.TEST, source


CHECK = (CellKind.CHECK, "")
SKIP = (CellKind.SKIP, "")


def job(
    *cells: str | tuple[CellKind, str],
    limits: Limits = USUAL,
    companions: Sequence[Companion] = (),
    scenarios: Sequence[str] = (SCENARIO,),
    opening: int = 0,
    gives: tuple[str, ...] = (),
) -> Job:
    """A job of these cells; a text is an ordinary one. Every check asks the same scenarios. gives: by cell 0."""
    kinds = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    made = [
        JobCell(
            index,
            kind,
            source,
            f"cell-{index}",
            tuple(scenarios) if kind is CellKind.CHECK else (),
            () if index else gives,
        )
        for index, (kind, source) in enumerate(kinds)
    ]
    return Job("key", tuple(made), tuple(companions), limits=limits, opening=opening)


def containment() -> Containment:
    """What this machine has; nothing, where it has nothing. Where even that is not possible, the test is skipped."""
    for preference in ("auto", "none"):
        try:
            return choose(preference)
        except CannotContain as refusal:
            reason = str(refusal)
    pytest.skip(reason)


def shown(executed: Executed, index: int) -> list[dict[str, Any]]:
    """The outputs of a cell."""
    return outputs_of(next(output for output in executed.outputs if output.index == index))


def outputs_of(output: CellOutput) -> list[dict[str, Any]]:
    """Outputs as data."""
    found: list[dict[str, Any]] = json.loads(output.outputs)
    return found


def text_of(outputs: Sequence[dict[str, Any]]) -> str:
    """All that outputs say, as one text."""
    return json.dumps(list(outputs))


def run_of(executed: Executed, check: int = 0) -> Run:
    """The first run of a check."""
    return run_codec.from_json(executed.checks[check].runs[0])
