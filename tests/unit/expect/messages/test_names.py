"""A name that there is not is told as what it is: not imported, or new in a later Python."""

import importlib
import sys

import pytest

from asynclab.expect.messages.of_names.unimported_names import _HOME, how_to_import, unimported_name
from asynclab.expect.messages.slips import likely
from asynclab.observe.run import Problem


def missing(name, more=""):
    """The error of a name that is not defined."""
    return Problem("NameError", f"name '{name}' is not defined{more}")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("contextlib", "import contextlib"),
        ("asyncio", "import asyncio"),
        ("aclosing", "from contextlib import aclosing"),
        ("StateGraph", "from langgraph.graph import StateGraph"),
        ("AIMessage", "from langchain_core.messages import AIMessage"),
        ("gather", "from asyncio import gather"),
        ("TypedDict", "from typing import TypedDict"),
    ],
)
def test_a_name_that_is_not_imported_is_told_with_the_line_that_imports_it(name, line):
    """Also where Python guesses that another name is meant."""
    for error in (missing(name), missing(name, ". Did you mean: 'nothing'?")):
        assert f"`{line}`" in likely(error).remedy


def test_a_name_of_ones_own_is_looked_for_by_its_spelling():
    """No library is known to have it."""
    assert how_to_import("answers") == ""
    assert not unimported_name(missing("answers"))
    assert "how it is spelt" in likely(missing("answers")).remedy


def test_only_an_error_about_a_name_is_about_a_name():
    """Whatever else an error says."""
    assert not unimported_name(Problem("ValueError", "name 'asyncio' is not defined"))


@pytest.mark.parametrize(("name", "module"), _HOME.items())
def test_every_name_is_where_it_is_said_to_be(name, module):
    """As far as this Python has it."""
    if name == "QueueShutDown" and sys.version_info < (3, 13):
        pytest.skip("new in Python 3.13")
    assert hasattr(importlib.import_module(module), name)
