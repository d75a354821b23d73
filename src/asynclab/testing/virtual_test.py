"""One test, run on the virtual clock: once, or in every order in which what is scripted can answer."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NoReturn

from asynclab.course.cell.cell_verdict import CellVerdict, Finding, told_once
from asynclab.course.cell.render import text
from asynclab.course.cell.variation_words import Contrast, Performed, contrast
from asynclab.expect import Expectation, Ledger, Outcome, judge
from asynclab.expect.ledger import UnusedExpectation
from asynclab.observe.recording import record
from asynclab.observe.run import Ending, Run
from asynclab.scenario import Scenario, ScenarioError, call
from asynclab.scenario.scripted import Scripted
from asynclab.scenario.values import Spec, cast_of
from asynclab.scenario.variations import Every, varied

from .expected import EveryCoroutineAwaited, Expected

TEST_LIMIT = 60.0  # real seconds that one run of a test may take; a limit of pytest's own ends it earlier

Body = Callable[[], Awaitable[object] | object]


class PromiseBroken(AssertionError):
    """A test's run broke what was expected of it. The message has what was seen, why, what to try, and the timeline."""


@dataclass(frozen=True)
class Ran(Performed):
    """What a test did once. error: what it raised itself, as it was raised."""

    error: BaseException | None = None


class VirtualTest:
    """A test that is run on the clock.

    body: the test with its arguments, made anew for each run. name: of the test. promised: expected of each run, beside
    what the test itself expects. passing: errors that are no failure, such as a skip; they end the test at once. keep:
    is given the run of a test that fails, and beside it the run of another order that passes, if there is one.
    """

    def __init__(
        self,
        body: Body,
        name: str,
        scripted: Scripted,
        expected: Expected,
        promised: tuple[Expectation, ...] = (),
        passing: tuple[type[BaseException], ...] = (),
        keep: Callable[[Run, Run | None], None] | None = None,
    ) -> None:
        self._body = body
        self._name = name
        self._scripted = scripted
        self._expected = expected
        self._promised = promised
        self._passing = passing
        self._keep = keep

    def run(self, orders: Every | None = None) -> None:
        """Run the test as it is written; with orders=ALL then also in every order in which the scripted tools and
        models that it makes can answer.

        Raises the test's own error as it is, with the timeline as a note; `PromiseBroken` where the run broke an
        expectation or did not end; `ScenarioError` where an order is asked for and the test makes nothing scripted.
        """
        early = self._scripted.made if orders is not None else ()
        if early:
            raise ScenarioError(
                f"{_named(early[0])} was made before the test began, and keeps its script: it cannot answer in another "
                "order. Make it in the test, or in a fixture that returns a function which makes it."
            )
        first = self._once(call("test"))
        if first.verdict.outcome is not Outcome.PASSED:
            self._fail(Contrast(first))
        if orders is None:
            return
        if not self._scripted.made:
            raise ScenarioError(
                "orders=ALL, and the test made nothing with `scripted`: there is nothing to answer in another order. "
                'Make its tools and models there: `scripted.tool("web", takes=2.0)`.'
            )
        variations = varied(call("test", *self._scripted.made), orders=orders)
        found = contrast(variations, [self._once(each) for each in variations.orders])
        if found is not None:
            self._fail(found)

    def _once(self, scenario: Scenario) -> Ran:
        self._scripted.begin(cast_of(scenario))
        self._expected.begin()
        error: BaseException | None = None

        async def awaited(made: Awaitable[object]) -> object:
            nonlocal error
            task = asyncio.current_task()
            assert task is not None
            task.set_name(self._name)  # a hang tells who waits where
            try:
                return await made
            except BaseException as raised:
                error = raised
                raise

        def main() -> object:
            nonlocal error
            try:
                made = self._body()
            except BaseException as raised:
                error = raised
                raise
            return awaited(made) if inspect.isawaitable(made) else made

        try:
            with Ledger():
                run, _ = record(main, real_limit=TEST_LIMIT, seed=scenario.seed or 0)
                if isinstance(error, self._passing):
                    raise error
                verdict = judge(run, (EveryCoroutineAwaited(), *self._promised, *self._expected.said))
        except UnusedExpectation:
            if error is None:  # else the test did not come to where it would have used it
                raise
        return Ran(scenario, run, verdict, error=error)

    def _fail(self, found: Contrast) -> NoReturn:
        failed = found.fails
        if self._keep is not None:
            self._keep(failed.run, found.beside)
        error = failed.error if isinstance(failed, Ran) and failed.verdict.outcome is Outcome.CRASHED else None
        if error is not None and failed.run.ending is Ending.RAISED:
            for note in (found.among, _pictured(failed.run)):
                if note:
                    error.add_note(note)
            raise error
        findings = (
            Finding(failure, failed.run, among=found.among, beside=found.beside, parting=found.parting)
            for failure in failed.verdict.failures
        )
        raise PromiseBroken(text(CellVerdict("", self._name, failed.verdict.outcome, told_once(findings))))


def _named(spec: Spec) -> str:
    return f"`scripted.{type(spec).__name__.lower()}({getattr(spec, 'name', '')!r})`"


def _pictured(run: Run) -> str:
    timeline = run.timeline()
    return "" if timeline.is_empty else f"\n{timeline}"
