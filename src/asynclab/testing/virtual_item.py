"""A test on the clock, as pytest sees it."""

from __future__ import annotations

import inspect
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest

from asynclab.expect import Expectation
from asynclab.expect.ledger import UnusedExpectation
from asynclab.scenario.scripted import Scripted
from asynclab.scenario.variations import Every

from .expected import Expected
from .kept_runs import keep_run
from .pytest_plugin import RUNS
from .virtual_test import PromiseBroken, VirtualTest

_OUTCOMES = (pytest.skip.Exception, pytest.xfail.Exception, pytest.exit.Exception, KeyboardInterrupt)


class VirtualItem(pytest.Function):
    """A test function that is run on the virtual clock."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scripted = Scripted(vars(self.module))
        self.expected = Expected()

    @classmethod
    def of(cls, item: pytest.Function) -> Self:
        """Return a collected test as one on the clock, whoever else wanted to run it."""
        made: Self = cls.from_parent(
            item.parent,
            name=item.name,
            callspec=getattr(item, "callspec", None),
            fixtureinfo=item._fixtureinfo,  # as pytest-asyncio makes its items of pytest's
            originalname=item.originalname,
        )
        return made

    def runtest(self) -> None:
        """Run the test, whoever else would: no hook that runs a test function is asked. Raises its own error,
        `PromiseBroken`, or a `ScenarioError` about its marker."""
        if inspect.isasyncgenfunction(self.obj) or inspect.isgeneratorfunction(self.obj):
            pytest.fail(
                f"{self.name} has a `yield` in it: it is a generator, and nothing of it runs. Take the `yield` out, or "
                "make a fixture of what stands before it.",
                pytrace=False,
            )
        try:
            self._run_on_the_clock()
        finally:
            self.expected.end()

    def _run_on_the_clock(self) -> None:
        given = {name: self.funcargs[name] for name in self._fixtureinfo.argnames}
        promised, orders = self._marked()
        folder = self.config.getoption(RUNS)
        keep = partial(keep_run, Path(folder), self.nodeid) if folder else None
        test = VirtualTest(
            partial(self.obj, **given), self.name, self.scripted, self.expected, promised, _OUTCOMES, keep
        )
        test.run(orders)

    def _marked(self) -> tuple[tuple[Expectation, ...], Every | None]:
        """What the markers ask for: expectations of all of them, orders of the closest."""
        marks = [*self.iter_markers("virtual")]
        for mark in marks:
            orders = mark.kwargs.get("orders")
            wrong = [each for each in mark.args if not isinstance(each, Expectation)]
            if wrong or set(mark.kwargs) - {"orders"} or not (orders is None or isinstance(orders, Every)):
                pytest.fail(
                    f"@pytest.mark.{mark.name} takes expectations of the run, and orders=ALL (both from asynclab): "
                    f"{', '.join([*map(repr, mark.args), *(f'{key}={value!r}' for key, value in mark.kwargs.items())])}"
                    " is something else.",
                    pytrace=False,
                )
        asked = (mark.kwargs["orders"] for mark in marks if "orders" in mark.kwargs)
        return tuple(each for mark in marks for each in mark.args), next(asked, None)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:  # type: ignore[override]
        """Pytest: show a broken expectation as it is told, without a traceback through our own code."""
        if isinstance(excinfo.value, (PromiseBroken, UnusedExpectation)):
            return str(excinfo.value)
        return super().repr_failure(excinfo)
