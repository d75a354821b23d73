"""The soak counts outcomes, and fails where one scenario has two."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from .soak import Tally, Worker, _count, main, plan, report


def reported(*lines: list[object]) -> tuple[bool, str]:
    tallies = {"one": Tally()}
    for line in lines:
        _count(tallies, json.dumps(line))
    console = Console(file=io.StringIO(), width=100)
    return report(tallies, console), console.file.getvalue()  # type: ignore[attr-defined]


def test_one_outcome_that_is_expected_is_sound() -> None:
    """Two repetitions with the same outcome are one distinct outcome."""
    sound, text = reported(["one", "a", True, []], ["one", "a", True, []])
    assert sound
    assert "1 scenarios, 2 repetitions; not as they should be: 0." in text


def test_two_outcomes_are_not_sound() -> None:
    """Both traces are shown, to be compared."""
    sound, text = reported(["one", "a", True, ["1 left"]], ["one", "b", True, ["1 right"]])
    assert not sound
    assert "1 left" in text
    assert "1 right" in text


def test_one_outcome_that_is_not_expected_is_not_sound() -> None:
    """Being wrong every time is no better."""
    sound, _ = reported(["one", "a", False, []])
    assert not sound


def test_a_scenario_without_repetitions_is_not_sound() -> None:
    """Nothing was shown."""
    sound, _ = reported()
    assert not sound


def test_the_repetitions_are_shared_among_hash_seeds_and_load() -> None:
    """Each seed has a calm worker, and one works beside the busy loops; together they repeat as often as asked."""
    assert plan(10, [0, 7], 4) == [Worker(0, 4, False), Worker(7, 3, False), Worker(0, 3, True)]
    assert plan(10, [0, 7], 0) == [Worker(0, 5, False), Worker(7, 5, False)]
    assert plan(1, [0, 7], 4) == [Worker(0, 1, False)]


def test_an_unknown_scenario_is_refused(capsys) -> None:
    """With the names of those there are."""
    with pytest.raises(SystemExit):
        main(["no_such_thing"])
    assert "model_astream" in capsys.readouterr().err


@pytest.mark.slow
def test_a_small_soak_beside_a_busy_loop(capsys) -> None:
    """The whole way: workers, busy loops, the table, and success."""
    assert main(["model_astream", "graph_updates", "--repeat", "6", "--busy", "1", "--hash-seeds", "0,1"]) == 0
    assert "2 scenarios, 12 repetitions; not as they should be: 0." in capsys.readouterr().out
