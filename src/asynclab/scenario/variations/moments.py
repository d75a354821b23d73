"""When a reader may leave: just before, at and just after each instant at which something can happen.

The instants come from the script alone, since scenarios are listed before there is an answer: an answer that waits for
nothing but its cast acts only at sums of the cast's latencies. So they hold all instants of the undisturbed run of such
an answer. A record that an answer wrote could leave out the one that matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asynclab.lab.context import HZ
from asynclab.scenario.arguments import ScenarioError, many, seconds
from asynclab.scenario.spec import Model, Scenario, Sdk, Sink, Source, Tool
from asynclab.scenario.values import Spec, cast_of

from .every import Every

MOST = 40  # instants that are tried in one check
_AROUND = 0.001  # virtual seconds between just before, at and just after: shorter than any latency of a script


def departures(scenario: Scenario, at: Every | Sequence[float]) -> tuple[Scenario, ...]:
    """Return the scenario once for each moment at which its reader leaves. at: ALL, or the instants in virtual seconds.

    Raises `ScenarioError` where somebody has to say which: more than 40 instants, or no instant.
    """
    given = instants(scenario) if isinstance(at, Every) else [seconds(one, "leaves") for one in many(at, "leaves")]
    times = sorted({round(time, 6) for time in given})
    if not times:
        raise ScenarioError("leaves=ALL: nothing in this scenario takes time. Give the instants: leaves=[0.5, 1.0].")
    if len(times) > MOST:
        raise ScenarioError(
            f"leaves=ALL would try {len(times)} instants, and {MOST} are the most. Give latencies with fewer sums, or "
            "the instants: leaves=[0.5, 1.0]."
        )
    return tuple(
        replace(scenario.reading(leave_at=moment), seed=number) for number, moment in enumerate(_moments(times))
    )


def _moments(times: list[float]) -> Iterator[float]:
    for time in sorted({round(time + off, 6) for time in times for off in (-_AROUND, 0.0, _AROUND)}):
        if time >= 0:
            yield time


def instants(scenario: Scenario) -> tuple[float, ...]:
    """Return the sums of the cast's latencies, up to when everything would have ended if nothing overlapped.

    Of more than can be tried, return the first of them.
    """
    cast = cast_of(scenario)
    items = max((_chunks(spec) for spec in cast), default=1)
    steps = {step for spec in cast for step in _steps(spec)} - {0}
    paces = [_micros(reader.pace) for reader in (scenario.reader, *(one.reader for one in scenario.projections))]
    ends = sum(_whole(spec, items) for spec in cast) + items * sum(paces)
    steps |= set(paces) - {0}
    found, grown = {0}, {0}
    while grown and len(found) <= MOST:
        grown = {time + step for time in grown for step in steps if time + step <= ends} - found
        found |= grown
    return tuple(time / HZ for time in sorted(found))


def _steps(spec: Spec) -> tuple[int, ...]:
    """The latencies of a spec, in microseconds."""
    if isinstance(spec, (Tool, Sdk, Sink)):
        return (_micros(spec.takes),)
    if isinstance(spec, Model):
        return _micros(spec.first), _micros(spec.every)
    return (_micros(spec.every), _micros(spec.closing)) if isinstance(spec, Source) else ()


def _chunks(spec: Spec) -> int:
    """How many items a spec streams; 1 if it streams nothing."""
    if isinstance(spec, Model):
        return max(1, *(len(reply.tokens) + bool(reply.calls) for reply in spec.replies))
    return max(1, len(spec.items)) if isinstance(spec, Source) else 1


def _whole(spec: Spec, items: int) -> int:
    """How long all of a spec's part takes, in microseconds. items: how many a sink is handed at most."""
    if isinstance(spec, Sink):
        return items * _micros(spec.takes)
    if isinstance(spec, Model):
        return _micros(spec.first) + _chunks(spec) * _micros(spec.every)
    if isinstance(spec, Source):
        return _chunks(spec) * _micros(spec.every) + _micros(spec.closing)
    return sum(_steps(spec))


def _micros(time: float) -> int:
    return round(time * HZ)
