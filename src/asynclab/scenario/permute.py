"""Permuted latencies: the same work, another branch slow. A merge that depends on who finishes first shows itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

from asynclab.scenario.arguments import ScenarioError

from .spec import Model, Scenario, Sdk, Sink, Source, Tool
from .values import Spec, rebuilt

# Which fields of a spec are dealt out anew, together, among the specs of its type.
_DEALT: dict[type, tuple[str, ...]] = {
    Tool: ("takes",),
    Sdk: ("takes",),
    Sink: ("takes",),
    Model: ("first", "every"),
    Source: ("every",),
}


def permuted(scenario: Scenario, seed: int) -> Scenario:
    """The scenario as this seed has it: the tools' latencies dealt out anew among the tools, the models' among the
    models, and so on for sources, sinks and SDKs. The same seed on the same scenario always gives the same."""
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ScenarioError(f"seed is {seed!r}: give a whole number from 0 up, such as those of range(20).")
    hands: dict[type, list[tuple[float, ...]]] = defaultdict(list)

    def collect(spec: Spec) -> Spec:
        if type(spec) in _DEALT:
            hands[type(spec)].append(tuple(getattr(spec, name) for name in _DEALT[type(spec)]))
        return spec

    _with_specs(scenario, collect)
    random = Random(seed)
    for kind in _DEALT:  # in a fixed order, so that the same seed deals the same
        random.shuffle(hands[kind])
    dealt: dict[type, Iterator[tuple[float, ...]]] = {kind: iter(hand) for kind, hand in hands.items()}

    def deal(spec: Spec) -> Spec:
        if type(spec) not in _DEALT:
            return spec
        latencies: dict[str, Any] = dict(zip(_DEALT[type(spec)], next(dealt[type(spec)]), strict=True))
        return replace(spec, **latencies)

    return replace(_with_specs(scenario, deal), seed=seed)


def _with_specs(scenario: Scenario, change: Callable[[Spec], Spec]) -> Scenario:
    return replace(
        scenario,
        args=rebuilt(scenario.args, change),
        kwargs=rebuilt(scenario.kwargs, change),
        input=rebuilt(scenario.input, change),
    )
