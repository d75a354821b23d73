"""Every order in which scripted calls can finish: the same latencies dealt to others, equal ones turned both ways.

Each order is one that real timers can give: a latency is another, or of two waits that end together the other one ends
first. Up to 24 orders are all there are; above that, a covering set in which each three calls come in all six orders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, permutations, product
from math import factorial, prod
from typing import Any

from asynclab.scenario.spec import Model, Scenario, Sdk, Sink, Source, Tool, WaitTurn
from asynclab.scenario.values import Spec, cast_of, with_specs

MOST = 24  # orders up to which all are tried
_BLOCK = 3  # of a covering set: so many calls come in each of their orders

# Which fields of a spec are dealt out anew, together, among the specs of its type.
_DEALT: dict[type, tuple[str, ...]] = {
    Tool: ("takes",),
    Sdk: ("takes",),
    Sink: ("takes",),
    Model: ("first", "every"),
    Source: ("every",),
}
Deal = dict[type, tuple[int, ...]]  # of each type, its specs by position, the one that is to finish first at the front


def is_exhaustive(scenario: Scenario) -> bool:
    """Return whether `orders_of` has all orders, rather than a covering set."""
    return _count(scenario) <= MOST


def orders_of(scenario: Scenario) -> tuple[Scenario, ...]:
    """Return the scenario once for each order, numbered in `seed`.

    The latencies of tools are dealt out among the tools, those of models among the models, and so on. Where nothing can
    change places, two orders are left: calls of one tool that end together, the first or the last call first.
    """
    hands = _hands(scenario)
    deals = list(_deals(hands)) if _count(scenario) <= MOST else list(_covering_deals(hands))
    if len(deals) == 1:
        deals *= 2
    dealt = (_dealt(scenario, hands, deal, bool(number % 2)) for number, deal in enumerate(deals))
    return tuple(replace(one, seed=number) for number, one in enumerate(dealt))


@cache
def covering(size: int) -> tuple[tuple[int, ...], ...]:
    """Return permutations of range(size) in which each three come in all six orders.

    Grown by one at a time: the newcomer stands in each row where it adds most, and rows are added until nothing lacks.
    """
    rows: list[tuple[int, ...]] = list(permutations(range(min(size, _BLOCK))))
    for new in range(_BLOCK, size):
        lacking = {each for pair in combinations(range(new), _BLOCK - 1) for each in permutations((*pair, new))}
        rows = [_placed(row, new, lacking) for row in rows]
        while lacking:
            row = min(lacking)
            for other in set(range(new + 1)) - set(row):
                row = _widest(row, other, lacking)
            lacking.difference_update(combinations(row, _BLOCK))
            rows.append(row)
    return tuple(rows)


def _placed(row: tuple[int, ...], new: int, lacking: set[tuple[int, ...]]) -> tuple[int, ...]:
    placed = _widest(row, new, lacking)
    lacking.difference_update(combinations(placed, _BLOCK))
    return placed


def _widest(row: tuple[int, ...], new: int, lacking: set[tuple[int, ...]]) -> tuple[int, ...]:
    places = ((*row[:at], new, *row[at:]) for at in range(len(row) + 1))
    return max(places, key=lambda each: len(lacking.intersection(combinations(each, _BLOCK))))


# -- dealing ---------------------------------------------------------------------------------------


def _hands(scenario: Scenario) -> dict[type, list[tuple[float, ...]]]:
    """Of each type the latencies of its specs, in the order in which they stand in the scenario."""
    hands: dict[type, list[tuple[float, ...]]] = {kind: [] for kind in _DEALT}
    for spec in cast_of(scenario):
        if type(spec) in _DEALT:
            hands[type(spec)].append(tuple(getattr(spec, name) for name in _DEALT[type(spec)]))
    return hands


def _count(scenario: Scenario) -> int:
    return prod(factorial(len(hand)) for hand in _hands(scenario).values())


def _deals(hands: dict[type, list[tuple[float, ...]]]) -> Iterator[Deal]:
    for rows in product(*(permutations(range(len(hand))) for hand in hands.values())):
        yield dict(zip(hands, rows, strict=True))


def _covering_deals(hands: dict[type, list[tuple[float, ...]]]) -> Iterator[Deal]:
    """A covering set of each type, side by side: the shorter ones begin again."""
    rows = [covering(len(hand)) for hand in hands.values()]
    for number in range(max(map(len, rows))):
        yield dict(zip(hands, (each[number % len(each)] for each in rows), strict=True))


def _dealt(scenario: Scenario, hands: dict[type, list[tuple[float, ...]]], deal: Deal, newest_first: bool) -> Scenario:
    """The scenario with the shortest latency of each type at the front of its deal."""
    given: dict[type, dict[int, tuple[tuple[float, ...], int]]] = {
        kind: {
            spec: (latency, place) for place, (spec, latency) in enumerate(zip(row, sorted(hands[kind]), strict=True))
        }
        for kind, row in deal.items()
    }
    met: dict[type, int] = dict.fromkeys(_DEALT, 0)

    def change(spec: Spec) -> Spec:
        kind = type(spec)
        if kind not in _DEALT:
            return spec
        latency, place = given[kind][met[kind]]
        met[kind] += 1
        fields: dict[str, Any] = dict(zip(_DEALT[kind], latency, strict=True), turn=WaitTurn(place, newest_first))
        return replace(spec, **fields)

    return with_specs(scenario, change)
