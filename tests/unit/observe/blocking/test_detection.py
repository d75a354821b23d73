"""Every kind of blocking is caught on its line, and what only looks like blocking is not."""

from __future__ import annotations

import asyncio
import warnings

import pytest

from asynclab import observe
from asynclab.observe.blocking.rules import RULES
from asynclab.observe.run import Blocking, Ending, Run
from tests.unit.observe.blocking.expected import BLOCKING, CLEAN, Case, Expected

pytestmark = pytest.mark.slow  # each blocks for real
REAL = 50.0  # real seconds: some cases compute for most of one, and the machine may be busy with something else


def ran(case: Case) -> Run:
    with warnings.catch_warnings():
        # What a case leaves open (sockets, pools) is not what it is about.
        warnings.simplefilter("ignore", ResourceWarning)
        run, _ = observe.record(case, real_limit=REAL)
    # A call that would leave the machine is told of and then refused.
    assert run.ending in (Ending.RETURNED, Ending.REFUSED), run.problem
    return run


def students(run: Run) -> list[Blocking]:
    return [finding for finding in run.blocking if finding.mine]


def each(expected: Expected) -> object:
    """A case as a parameter."""
    return pytest.param(expected, id=expected.case.__name__)


@pytest.mark.parametrize("expected", [*map(each, BLOCKING)])
def test_blocking_is_caught_on_its_line(expected: Expected) -> None:
    """One finding a case: its rule, its innermost line of the student's, the coroutine, the virtual stall."""
    (finding,) = students(ran(expected.case))
    assert finding.place is not None
    assert (finding.rule, finding.place.line, finding.stall) == (expected.rule, expected.line, expected.stall)
    assert expected.case.__code__.co_filename.endswith(finding.place.file)
    assert (finding.coroutine and finding.coroutine.function) == expected.stalled
    assert finding.remedies
    assert finding.cpu == (expected.rule == "cpu")


@pytest.mark.parametrize("case", CLEAN, ids=lambda c: c.__name__)
def test_look_alikes_are_not_flagged(case: Case) -> None:
    """What awaits, waits in a thread, or is over at once is nobody's fault."""
    assert students(ran(case)) == []


@pytest.mark.parametrize("expected", [*map(each, BLOCKING[::4])])
def test_findings_are_equal_in_every_run(expected: Expected) -> None:
    """Nothing of the machine is in a finding: no CPU seconds, addresses or thread identities."""
    assert ran(expected.case).blocking == ran(expected.case).blocking


def test_there_are_enough_cases() -> None:
    """At least 25 kinds that block, 15 that look like it, and a case for each rule."""
    assert len(BLOCKING) >= 25
    assert len(CLEAN) >= 15
    assert {expected.rule for expected in BLOCKING} == set(RULES)


def test_the_coroutine_is_named_by_its_async_def_line() -> None:
    """The helper's line says what blocks, the `async def` line whom it stalls."""
    expected = next(e for e in BLOCKING if e.case.__name__ == "sleep_behind_two_helpers")
    (finding,) = ran(expected.case).blocking
    assert finding.coroutine is not None
    assert finding.coroutine.line == expected.case.__code__.co_firstlineno
    assert finding.coroutine.text == "async def sleep_behind_two_helpers() -> None:"


def test_a_blocked_run_that_hangs_still_tells_where() -> None:
    """A wait that never ends is a finding although it never ended."""
    run, _ = observe.record(_waits_for_ever)
    assert run.ending is Ending.HUNG
    (finding,) = run.blocking
    assert (finding.rule, finding.stall) == ("wait", 0.0)


async def _waits_for_ever() -> None:
    import threading

    await asyncio.sleep(1)
    threading.Event().wait()
