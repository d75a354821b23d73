"""The values a scenario may carry: JSON data (and tuples), with specs in it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from asynclab.scenario.arguments import ScenarioError

from .spec import Implementation, Model, Raises, Scenario, Sdk, Sink, Source, Tool

Spec = Model | Tool | Source | Sink | Sdk | Raises | Implementation


def rebuilt(value: Any, change: Callable[[Spec], Any]) -> Any:
    """Return a copy of the value with every spec in it replaced by what `change` makes of it, from left to right."""
    if isinstance(value, Spec):
        return change(value)
    if isinstance(value, dict):
        return {key: rebuilt(part, change) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(rebuilt(part, change) for part in value)
    return value


def with_specs(scenario: Scenario, change: Callable[[Spec], Spec]) -> Scenario:
    """Return the scenario with every spec of its cast replaced by what `change` makes of it. The order is that of
    `cast_of`.
    """
    return replace(
        scenario,
        args=rebuilt(scenario.args, change),
        kwargs=rebuilt(scenario.kwargs, change),
        input=rebuilt(scenario.input, change),
    )


def cast_of(scenario: Scenario) -> tuple[Spec, ...]:
    """Return the specs of a scenario, each as often as it stands there."""
    found: list[Spec] = []

    def collect(spec: Spec) -> Spec:
        found.append(spec)
        return spec

    with_specs(scenario, collect)
    return tuple(found)


def data(value: Any, what: str) -> Any:
    """Return the value, copied, if it is data or specs all through. Raises `ScenarioError` that names the part that is
    not.
    """
    if type(value) is float and not math.isfinite(value):
        raise ScenarioError(f"{what} is {value!r}, which JSON has no number for.")
    if value is None or type(value) in (bool, int, float, str) or isinstance(value, Spec):
        return value
    if type(value) in (list, tuple):
        return type(value)(data(part, f"{what}[{index}]") for index, part in enumerate(value))
    if type(value) is dict:
        return {_key(key, what): data(part, f"{what}[{key!r}]") for key, part in value.items()}
    raise ScenarioError(
        f"{what} is of type {type(value).__name__}. A scenario travels to the process that holds the student's code, "
        "so it is made of JSON data and of model(...), tool(...), source(...), sink(...), sdk(...), raises(...) "
        "and implementation(...)."
    )


def plain_data(value: Any, what: str) -> Any:
    """Return the value as `data` does, but allow no specs in it."""

    def refuse(spec: Spec) -> Any:
        raise ScenarioError(f"{what} has a {type(spec).__name__.lower()}(...) in it, and can only be data.")

    return rebuilt(data(value, what), refuse)


def _key(key: Any, what: str) -> str:
    if type(key) is not str:
        raise ScenarioError(f"{what} has the key {key!r}: the keys of JSON are texts.")
    return key
