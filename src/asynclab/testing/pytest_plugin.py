"""The pytest plugin: `@pytest.mark.virtual`, the setting `asynclab_virtual`, the fixtures `scripted` and `expect`.

pytest loads this in every project that has the wheel: until a test asks for the clock it imports nothing of ours, and
leaves every test as it is. It stands beside pytest-asyncio, in either of its modes.
"""

from __future__ import annotations

import inspect
import unittest
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from asynclab.scenario.scripted import Scripted
    from asynclab.testing.expected import Expected
    from asynclab.testing.virtual_item import VirtualItem

MARKER = "virtual"
SETTING = "asynclab_virtual"
RUNS = "--asynclab-runs"
OTHERS = ("asyncio", "anyio", "trio")  # markers of whoever else runs async tests
_ASKED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Pytest: declare the setting and the option."""
    others = ", ".join(OTHERS)
    parser.addini(SETTING, f"run each async test on the virtual clock that is not marked {others}", "bool", False)
    parser.addoption(
        RUNS, metavar="FOLDER", help="Write the run of each failed test on the virtual clock into a folder."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Pytest: declare the marker."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(*expectations, orders=None): run this test on asynclab's virtual clock, and expect this of its run; "
        "with orders=ALL in every order in which its scripted tools and models can answer.",
    )
    config.stash[_ASKED] = bool(config.getini(SETTING))
    runs = config.getoption(RUNS)
    if runs and Path(runs).exists() and not Path(runs).is_dir():
        raise pytest.UsageError(f"{RUNS}={runs}: that is a file. Name a folder, which need not be there.")


@pytest.hookimpl(wrapper=True, tryfirst=True)  # outermost: pytest-asyncio has made its items of them already
def pytest_pycollect_makeitem(collector: pytest.Collector, obj: object) -> Generator[None, Any, Any]:
    """Pytest: put those tests on the clock that ask for it."""
    made = yield
    items = made if isinstance(made, list) else [made]
    if not any(_asks(each, collector, obj) for each in items):
        return made
    from asynclab.testing.virtual_item import VirtualItem

    collector.config.stash[_ASKED] = True
    return [VirtualItem.of(each) if _asks(each, collector, obj) else each for each in items]


def _asks(item: object, collector: pytest.Collector, obj: object) -> bool:
    if not isinstance(item, pytest.Function):
        return False
    if item.get_closest_marker(MARKER) is not None:
        return True
    if not item.config.getini(SETTING) or not inspect.iscoroutinefunction(obj):
        return False
    own = {mark.name for mark in getattr(obj, "pytestmark", ())}  # not the item's: pytest-asyncio adds its own to all
    return not any(name in own or collector.get_closest_marker(name) for name in OTHERS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Pytest: fail a method of unittest's that nobody can put on the clock, or that nobody awaits."""
    owner = getattr(item, "cls", None)
    if not (inspect.isclass(owner) and issubclass(owner, unittest.TestCase)):
        return
    if item.get_closest_marker(MARKER) is not None:
        pytest.fail(
            f"{item.name} is a method of unittest's, which runs its tests itself: it cannot be put on the clock. "
            "Write it as a function, or in a class of no base.",
            pytrace=False,
        )
    dropped = inspect.iscoroutinefunction(getattr(owner, item.name, None))
    if dropped and item.config.stash.get(_ASKED, False) and not issubclass(owner, unittest.IsolatedAsyncioTestCase):
        pytest.fail(
            f"{item.name} is async, and unittest.TestCase awaits nothing: nothing of it runs. "
            "Use unittest.IsolatedAsyncioTestCase, or write it as a function.",
            pytrace=False,
        )


def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Pytest: fail a test that is async and that nobody runs, where this plugin is in use. Pytest before 8.4 skips it,
    and a line says so that nobody reads."""
    if not pyfuncitem.config.stash.get(_ASKED, False):
        return
    if inspect.iscoroutinefunction(pyfuncitem.obj) or inspect.isasyncgenfunction(pyfuncitem.obj):
        pytest.fail(
            f"{pyfuncitem.name} is async, and nobody awaits it: nothing of it ran. "
            f"Mark it `@pytest.mark.{MARKER}`, or set `{SETTING} = true` for all async tests; or, to run it in real "
            "time, let pytest-asyncio have it (`@pytest.mark.asyncio`).",
            pytrace=False,
        )


@pytest.fixture
def scripted(request: pytest.FixtureRequest) -> Scripted:
    """Scripted tools and models: `scripted.tool("web", takes=3.0)`, `scripted.model("three short words", every=0.5)`,
    and `sdk`, `source` and `sink`. What they take is virtual seconds."""
    return _virtual(request, "scripted").scripted


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expected:
    """Expect something of this test's own run: `expect(took(3.0), together("web", "wiki"), never_blocked())`.

    It may stand anywhere in the test, and is judged when the test has ended. The expectations come from `asynclab`.
    """
    return _virtual(request, "expect").expected


def _virtual(request: pytest.FixtureRequest, fixture: str) -> VirtualItem:
    from asynclab.testing.virtual_item import VirtualItem

    if not isinstance(request.node, VirtualItem):
        pytest.fail(
            f"The fixture `{fixture}` is for tests on the virtual clock, and {request.node.name} is not one: mark it "
            f"`@pytest.mark.{MARKER}`.",
            pytrace=False,
        )
    return request.node
