"""All scenarios, by name. A new one needs no entry here, only a new module does."""

from . import (
    aio,
    control,
    events,
    failures,
    functional,
    graphs,
    interrupts,
    models,
    nested,
    retries,
    runnables,
    ties,
    tools,
)
from .trace import SCENARIOS

__all__ = ["MODULES", "SCENARIOS"]

MODULES = (
    models,
    runnables,
    retries,
    events,
    graphs,
    ties,
    nested,
    control,
    interrupts,
    failures,
    tools,
    functional,
    aio,
)
