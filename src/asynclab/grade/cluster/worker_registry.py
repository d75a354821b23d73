"""Which workers there are, and which of them are fit. Pure: it knows no cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class _Member:
    lanes: int
    answer: str | None = None  # why it is refused, "" where it is fit; None until it says so


@dataclass
class Roster:
    """The workers by address. Each is greeted once, and takes jobs when it has said that it is fit."""

    _members: dict[str, _Member] = field(default_factory=dict)

    @property
    def fit(self) -> frozenset[str]:
        """The workers that take jobs."""
        return frozenset(address for address, member in self._members.items() if member.answer == "")

    @property
    def lanes(self) -> int:
        """How many jobs run at a time on the workers that are fit."""
        return sum(member.lanes for member in self._members.values() if member.answer == "")

    @property
    def refused(self) -> dict[str, str]:
        """The workers that are not fit, each with the reason."""
        return {address: member.answer for address, member in self._members.items() if member.answer}

    @property
    def nobody_fits(self) -> bool:
        """There are workers, all have answered, and none is fit."""
        return bool(self._members) and all(member.answer for member in self._members.values())

    def came_and_went(self, there: Mapping[str, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who is new and who has left, given how many lanes each worker has that is there now."""
        gone = tuple(address for address in self._members if address not in there)
        for address in gone:
            del self._members[address]
        new = tuple(address for address in there if address not in self._members)
        self._members |= {address: _Member(there[address]) for address in new}
        return new, gone

    def answered(self, address: str, why: str) -> bool:
        """Write down what a worker answered, "" if it is fit. Return whether that worker is still there."""
        if address in self._members:
            self._members[address].answer = why
        return address in self._members


def differences(ours: str, theirs: str) -> str:
    """Return what another engine has otherwise, in one line; "" where it is the same."""
    here, there = _parts(ours), _parts(theirs)
    return "; ".join(
        f"{what} {there.get(what, 'missing')} there, {here.get(what, 'missing')} here"
        for what in sorted(here.keys() | there.keys())
        if here.get(what) != there.get(what)
    )


def _parts(identity: str) -> dict[str, str]:
    """Of "python 3.11.7, source 5f2c" the names with their values."""
    return {what: value for what, _, value in (part.rpartition(" ") for part in identity.split(", "))}
