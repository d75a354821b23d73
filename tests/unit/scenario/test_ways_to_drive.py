"""A way to drive a scenario stands in five places: whoever adds one and forgets another is told which."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import get_args

import pytest

import asynclab
from asynclab import scenario
from asynclab.scenario import ways_to_drive
from asynclab.scenario.drive import run_scenario
from asynclab.scenario.serialize import from_json, to_json
from asynclab.scenario.spec import How, Scenario

NAMES = get_args(How)
NO_RUN_OF_AN_ANSWER = {"read", "run_tests"}


def written() -> dict[str, Callable[..., Scenario]]:
    """What authors write a scenario with, by name."""
    functions = inspect.getmembers(ways_to_drive, inspect.isfunction)
    return {
        name: function
        for name, function in functions
        if function.__module__ == ways_to_drive.__name__ and function.__annotations__["return"] == "Scenario"
    }


def test_each_way_has_a_function_that_authors_write() -> None:
    """In `ways_to_drive`, and called like it; no other function there makes a scenario."""
    assert set(written()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_author_can_import_it(name: str) -> None:
    """From asynclab, and from asynclab.scenario."""
    assert getattr(asynclab, name) is getattr(scenario, name) is written()[name]


@pytest.mark.parametrize("name", NAMES)
def test_it_says_how_and_travels_as_json(name: str) -> None:
    """What it makes has its name, and is the same on the other side of the wall."""
    made = written()[name]("answer")
    assert made.how == name
    assert from_json(to_json(made)) == made


def test_each_way_that_runs_an_answer_is_in_the_table_of_drive() -> None:
    """All but those that run none."""
    from asynclab.scenario.drive import _HOW

    assert {*_HOW, *NO_RUN_OF_AN_ANSWER} == set(NAMES)
    assert not {*_HOW} & NO_RUN_OF_AN_ANSWER


@pytest.mark.parametrize("name", NAMES)
def test_it_is_performed_whatever_stands_in_the_notebook(name: str) -> None:
    """An answer of another shape is refused with a sentence: no way ends in an error of ours."""
    run = run_scenario(written()[name]("answer"), {"answer": 7})
    assert (run.problem is None) == (name == "read")
    assert run.problem is None or run.problem.type != "KeyError"
