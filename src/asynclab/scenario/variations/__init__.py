"""Variations of a scenario, as data: every order in which its calls finish, every moment to leave, every fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asynclab.scenario.spec import Raises, Scenario

from .every import ALL as ALL
from .every import Every as Every
from .faults import faulted
from .moments import departures
from .orders import is_exhaustive, orders_of


@dataclass(frozen=True)
class Variations:
    """A scenario in several ways. orders: without a fault and with a reader who stays. all_orders: whether they are
    all there are, rather than a covering set. departures, faults: one scenario each."""

    orders: tuple[Scenario, ...]
    all_orders: bool = False
    departures: tuple[Scenario, ...] = ()
    faults: tuple[Scenario, ...] = ()

    @property
    def every(self) -> tuple[Scenario, ...]:
        """All of them, those of the reader who stays first."""
        return (*self.orders, *self.departures, *self.faults)


def varied(
    scenario: Scenario,
    orders: Every | None = None,
    leaves: Every | Sequence[float] | None = None,
    faults: Raises | None = None,
) -> Variations:
    """Return the scenario in every way that is asked for, and as it stands where no order is asked for.

    Raises `ScenarioError` for a scenario that has no such ways.
    """
    return Variations(
        (scenario,) if orders is None else orders_of(scenario),
        orders is not None and is_exhaustive(scenario),
        () if leaves is None else departures(scenario, leaves),
        () if faults is None else faulted(scenario, faults),
    )
