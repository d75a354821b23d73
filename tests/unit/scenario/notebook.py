"""Performs a scenario on answers that a test defines, as on a notebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asynclab.observe.run import Run
from asynclab.scenario import Scenario, perform


def on(scenario: Scenario, *answers: Callable[..., Any], **names: Any) -> Run:
    """The run of a scenario where the notebook has these functions and variables."""
    return perform(scenario, {answer.__name__: answer for answer in answers} | names)


def times(run: Run) -> list[tuple[Any, float]]:
    """The items that the reader got, each with its time."""
    return [(item.value, item.time) for item in run.items]


def spans(run: Run, name: str, kind: str) -> list[tuple[float, float | None, str]]:
    """Start, end and way of ending of the spans of a name and kind."""
    return [(span.start, span.end, span.how.value) for span in run.find(name, kind)]
