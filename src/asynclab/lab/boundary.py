"""What a run does with what waits for the real world or tells its time: the list, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from asynclab.lab import audit_hook, refusing
from asynclab.lab.patches import keyboard
from asynclab.lab.patches.patching import PATCHES, REFUSED


class Treatment(Enum):
    """What happens to a function in a run."""

    VIRTUAL = "virtual"  # it waits or tells the time on the virtual clock, or gives the same in every run
    REFUSED = "refused"  # it raises CannotSimulate, with what to use instead
    REAL = "real"  # it is as ever


@dataclass(frozen=True)
class Treated:
    """A function of the standard library by its full name (or an audit event of Python's), and how it is treated."""

    name: str
    treatment: Treatment
    reason: str = ""


_CPU = "Processor time is spent, not waited for: the virtual clock does not count it."
_CONVERTS = "It tells no time, it converts what it is given, or describes a clock."
_REAL = {
    _CPU: "time.process_time time.process_time_ns time.thread_time time.thread_time_ns time.pthread_getcpuclockid",
    _CONVERTS: "time.asctime time.mktime time.strptime time.tzset time.get_clock_info time.clock_getres",
}


def boundary() -> tuple[Treated, ...]:
    """Return every function of the standard library that a run replaces, refuses or leaves real on purpose."""
    found = [
        Treated(f"{patch.owner.replace(':', '.')}.{name}", _treatment(patch.make in REFUSED))
        for patch in PATCHES
        for name in patch.names.split()
    ]
    loop = (name for names, _ in refusing.REFUSED.values() for name in names.split())
    found += [Treated(f"asyncio.AbstractEventLoop.{name}", Treatment.REFUSED) for name in loop]
    found += [Treated(name, Treatment.REFUSED, "Nobody answers.") for name in keyboard.REFUSED]
    found += [Treated(event, Treatment.REFUSED, "an audit event") for event in sorted(audit_hook.REFUSED)]
    found += [Treated(name, Treatment.REAL, reason) for reason, names in _REAL.items() for name in names.split()]
    return tuple(found)


def _treatment(refused: bool) -> Treatment:
    return Treatment.REFUSED if refused else Treatment.VIRTUAL
