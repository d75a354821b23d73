"""Faults: the first call of each tool, SDK and model fails in turn with an error, and then of each two of them. Sources
and sinks never fail.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from asynclab.scenario.arguments import ScenarioError
from asynclab.scenario.spec import Model, Raises, Reply, Scenario, Sdk, Tool
from asynclab.scenario.values import Spec, cast_of, with_specs


def faulted(scenario: Scenario, error: Raises) -> tuple[Scenario, ...]:
    """Return the scenario once for each tool, SDK and model whose first call fails with the error. Return it once for
    each two of them, too.

    Raises `ScenarioError` for what is not an error, and where nothing of the cast can fail.
    """
    if not isinstance(error, Raises):
        raise ScenarioError(f'faults={error!r}: write faults=raises("ConnectionError", "what it says").')
    able = range(sum(isinstance(spec, (Tool, Sdk, Model)) for spec in cast_of(scenario)))
    if not able:
        raise ScenarioError("faults=: no tool, SDK or model of this scenario could fail.")
    sets = [frozenset(each) for size in (1, 2) for each in combinations(able, size)]
    return tuple(replace(_failing(scenario, each, error), seed=number) for number, each in enumerate(sets))


def _failing(scenario: Scenario, which: frozenset[int], error: Raises) -> Scenario:
    met = -1

    def change(spec: Spec) -> Spec:
        nonlocal met
        if not isinstance(spec, (Tool, Sdk, Model)):
            return spec
        met += 1
        if met not in which:
            return spec
        if isinstance(spec, Model):
            return replace(spec, replies=(Reply(fails=error), *spec.replies))
        return replace(spec, outcomes=(error, *spec.outcomes))

    return with_specs(scenario, change)
