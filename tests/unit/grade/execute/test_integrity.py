"""The table of what Python and the course are made of."""

from __future__ import annotations

import asyncio
import builtins
import sys
import time
from types import FunctionType
from typing import Any

import pytest

from asynclab.grade.execute.sandboxed.integrity import Tables, tables
from asynclab.lab.clock import Clock
from asynclab.observe import codec
from asynclab.scenario import call, drive, tool


class Shell:
    """Stands for IPython's."""

    def showtraceback(self) -> None:
        """Show an error."""


SHELL = Shell()


@pytest.fixture(scope="module")
def now() -> Tables:
    perform_once()  # the first run patches and fills in what the warm process has patched and filled before
    return tables(SHELL)


def perform_once() -> None:
    async def ask(tools: Any) -> Any:
        return await tools[0].ainvoke("?")

    run = drive.run_scenario(call("ask", [tool("web", takes=1.0)]), {"ask": ask})
    codec.from_json(codec.to_json(run))


def elsewhere(*_: Any, **__: Any) -> None:
    """Stands in for something."""


def test_nothing_has_changed_where_nothing_was_done(now: Tables) -> None:
    """No false alarm: also not after a scenario was performed."""
    perform_once()
    assert now.core() == now.full() == ()


def test_a_replaced_function_is_named(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the module and the name that a student would have to write."""
    monkeypatch.setattr(time, "sleep", elsewhere)
    assert now.core() == now.full() == ("time.sleep",)


def test_a_replaced_method_is_named(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its class."""
    monkeypatch.setattr(Clock, "wait", elsewhere)
    assert now.core() == ("asynclab.lab.clock.Clock.wait",)


def test_a_function_with_other_insides_is_named(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """The object is the same one, its code or its defaults are not."""
    assert isinstance(drive.run_scenario, FunctionType)
    monkeypatch.setattr(drive.run_scenario, "__code__", elsewhere.__code__)
    assert now.core() == ("asynclab.scenario.drive.run_scenario",)


def test_other_defaults_are_named(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those of keyword arguments, inside their dictionary."""
    assert drive.run_scenario.__kwdefaults__
    monkeypatch.setitem(drive.run_scenario.__kwdefaults__, "real_limit", 1e9)
    assert now.core() == ("asynclab.scenario.drive.run_scenario.real_limit",)


def test_a_deleted_name_is_named(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is gone was replaced by nothing."""
    monkeypatch.delattr(asyncio, "sleep")
    assert now.core() == ("asyncio.sleep",)


def test_a_replaced_module_is_named(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later import would find another one."""
    monkeypatch.setitem(sys.modules, "time", sys)
    assert now.core() == ("sys.modules.time",)


def test_a_constant_and_a_table_of_ours_count(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scenario is driven by a table of functions, and waits as long as a constant says."""
    monkeypatch.setattr(drive, "PATIENCE", 0.0)
    monkeypatch.setitem(drive._HOW, "call", elsewhere)
    assert set(now.core()) == {"asynclab.scenario.drive.PATIENCE", "asynclab.scenario.drive._HOW.call"}


def test_what_writes_a_run_down_counts(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the object that does it, not only its class."""
    monkeypatch.setattr(codec.RUN, "_built", object())
    assert now.core() == ("asynclab.observe.codec.RUN._built",)


def test_a_shell_that_shows_no_errors_any_more_is_noticed(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """A method of its own, or of its class; scenarios do not rest on it."""
    monkeypatch.setitem(vars(SHELL), "showtraceback", elsewhere)
    assert now.shell() == ("get_ipython().showtraceback",)
    monkeypatch.setattr(Shell, "showtraceback", elsewhere)
    assert now.shell() == ("Shell.showtraceback", "get_ipython().showtraceback")
    assert now.core() == ()


def test_import_hooks_count_where_they_come_first(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """They could change what is imported later; those that packages add at the end find what nobody else does."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, object()])
    assert now.core() == ()
    monkeypatch.setattr(sys, "meta_path", [object(), *sys.meta_path])
    assert now.core()[0] == "sys.meta_path[0]"


def test_what_is_added_does_not_count(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages fill themselves on demand, and a student may keep what they like where they like."""
    monkeypatch.setattr(time, "mine", elsewhere, raising=False)
    monkeypatch.setattr(Clock, "mine", 3, raising=False)
    assert now.core() == now.full() == ()


def test_what_notebooks_replace_every_day_does_not_count(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of ours rests on `print`, nor on how errors are displayed."""
    monkeypatch.setattr(builtins, "print", elsewhere)
    monkeypatch.setattr(sys, "excepthook", elsewhere)
    assert now.core() == now.full() == ()


def test_all_that_matters_is_compared_at_the_end(now: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than around each check: LangChain's callbacks, for one."""
    from langchain_core.callbacks import manager

    monkeypatch.setattr(manager.CallbackManager, "on_chain_start", elsewhere)
    assert now.core() == ()
    assert now.full() == ("langchain_core.callbacks.manager.CallbackManager.on_chain_start",)
