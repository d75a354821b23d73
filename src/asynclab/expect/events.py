"""The run as one order of events, and events as short texts: "web starts", "first model token", "reader used".

An event text is a pattern (see `select`) and a verb, perhaps with "first" or "last" before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asynclab.expect.matching import accepts, described, frozen
from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.wording import code, shown
from asynclab.expect.query import calls, marks
from asynclab.observe.run import MARK_KINDS, MarkKind, Run, SpanEnd
from asynclab.observe.seconds import seconds

_ENDS: dict[str, tuple[SpanEnd, ...]] = {
    "ends": (SpanEnd.DONE, SpanEnd.ERROR, SpanEnd.CANCELLED, SpanEnd.CLOSED, SpanEnd.INTERRUPTED),
    "succeeds": (SpanEnd.DONE,),
    "fails": (SpanEnd.ERROR,),
    "cancelled": (SpanEnd.CANCELLED,),
    "closed": (SpanEnd.CLOSED,),
}
_MARKS: dict[str, MarkKind] = {kind: kind for kind in MARK_KINDS}
VERBS = ("starts", *_ENDS, *_MARKS, "item")


@dataclass(frozen=True)
class Moment:
    """An event that happened: what to call it, its virtual time, and its place in the run's one order."""

    label: str
    time: float
    seq: int

    def __str__(self) -> str:
        return f"{code(self.label)} ({seconds(self.time)})"


@dataclass(frozen=True, eq=False)  # by identity: one may stand in a set, though its value has no hash
class Event:
    """Which moments of a run are meant. label: for who may know what was expected; told: for everybody.
    which: "first", "last" or "" for all of them. name: whose moments, where a name says it."""

    label: str
    told: str
    find: Callable[[Run], list[Moment]]
    which: str = ""
    name: str = ""

    @property
    def readable(self) -> str:
        """What everybody is told, as it may be read of a hidden run."""
        return self.told.replace(self.name, may_be_read(self.name)) if self.name else self.told

    def moments(self, run: Run) -> list[Moment]:
        """Return the moments that are meant, in order; an empty list if there is no such moment."""
        found = self.find(run)
        return found[:1] if self.which == "first" else found[-1:] if self.which == "last" else found

    def __repr__(self) -> str:
        return repr(self.label)


def event(text: str) -> Event:
    """Return the event that a text means. Raises `ValueError`, with the verbs, for a text that means no event."""
    words = text.split(" ")
    which = words[0] if words[0] in ("first", "last") and len(words) > 2 else ""
    name, _, verb = text.removeprefix(which).strip().rpartition(" ")
    if not name or verb not in VERBS or verb == "item":
        raise ValueError(
            f"{text!r} is no event. Write a name and a verb, as in 'web starts'; verbs: {', '.join(VERBS[:-1])}."
        )
    return Event(text, text, _finder(name, verb), which, name)


def item(value: Any) -> Event:
    """Make the event that the reader gets an item like this value (matchers allowed)."""
    wanted = frozen(value)

    def find(run: Run) -> list[Moment]:
        return [
            Moment(f"item {shown(got.value, 40)}", got.time, got.seq) for got in run.items if accepts(wanted, got.value)
        ]

    return Event(f"item {described(wanted)}", "a certain item", find)


def _finder(name: str, verb: str) -> Callable[[Run], list[Moment]]:
    if verb == "starts":
        return lambda run: [
            Moment(f"{may_be_read(span.name)} starts", span.start, span.first) for span in calls(run, name)
        ]
    if verb in _ENDS:
        ways = _ENDS[verb]
        return lambda run: sorted(
            (
                Moment(f"{may_be_read(span.name)} {verb}", span.end, span.last)
                for span in calls(run, name)
                if span.how in ways and span.end is not None and span.last is not None
            ),
            key=lambda moment: moment.seq,
        )
    kind = _MARKS[verb]
    return lambda run: [
        Moment(f"{may_be_read(mark.name)} {verb}", mark.time, mark.seq) for mark in marks(run, name, kind)
    ]
