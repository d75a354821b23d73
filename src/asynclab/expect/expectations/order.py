"""The order of events: a partial one, in which a set means any order."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from asynclab.expect.events import Event, Moment, event
from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.arrivals import nothing_handed_on
from asynclab.expect.messages.wording import code, count, listed, sentence, shown
from asynclab.expect.outcome import Failure
from asynclab.expect.query import calls
from asynclab.expect.same_facts import ITEMS, another_number, never_called
from asynclab.observe.run import UNNAMED, Run

OrderStep = tuple[Event, ...]


@dataclass(frozen=True)
class Order(Expectation):
    """All events of a step happen before any event of the next; within a step, in any order."""

    steps: tuple[OrderStep, ...]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield a failure for each event that never happened; if all did, one for each step that came too early."""
        missing = [each for step in self.steps for each in step if not each.moments(run)]
        if missing:
            yield _missing(run, missing, self._wanted())
            return
        for before, after in pairwise(self.steps):
            last = max((moment for each in before for moment in each.moments(run)), key=_place)
            first = min((moment for each in after for moment in each.moments(run)), key=_place)
            if last.seq >= first.seq:
                yield _early(first, last, self._wanted())

    def _wanted(self) -> str:
        steps = [step[0].label if len(step) == 1 else f"{{{', '.join(e.label for e in step)}}}" for step in self.steps]
        return f"The order should be: {', then '.join(steps)}."


def _place(moment: Moment) -> int:
    return moment.seq


def _missing(run: Run, events: list[Event], wanted: str) -> Failure:
    if not any(each.name for each in events):
        return _missing_items(run, events, wanted)
    never = listed([code(each.readable) for each in events])
    names = dict.fromkeys(span.name for span in run.spans if span.kind != "task" and span.name != UNNAMED)
    ran = (
        f" What ran: {', '.join(code(name) for name in list(names)[:8])}."
        if names
        else " Nothing that this check hands over was called."
    )
    uncalled = {each.name for each in events if not calls(run, each.name)}
    fact = never_called(*uncalled) if len(uncalled) == 1 and all(each.name for each in events) else ""
    return Failure(f"This never happened: {never}.{ran}", expected=wanted, timeline=True, fact=fact)


def _missing_items(run: Run, events: list[Event], wanted: str) -> Failure:
    """Items that a reader did not get, and what came instead: what they should be is told as what is expected."""
    due = listed([each.label.removeprefix("item ") for each in events])
    wanted = f"{'This' if len(events) == 1 else 'These'} should come: {due}. {wanted}"
    if not run.items:
        guess = nothing_handed_on(run)
        fact = another_number(ITEMS, events, ())
        return Failure(guess.after("No item came."), guess.cause, guess.remedy, wanted, timeline=True, fact=fact)
    never = f"Of what is due, {count(len(events), 'item')} never came."
    got = sentence(f"The reader got {count(len(run.items), 'item')}: {shown([each.value for each in run.items])}")
    return Failure(f"{never} {got}", expected=wanted, timeline=True)


def _early(first: Moment, last: Moment, wanted: str) -> Failure:
    at_once = " Both stand at one instant, in the wrong order." if first.time == last.time else ""
    return Failure(f"{first} came before {last}.{at_once}", expected=wanted, timeline=True)


def order(*steps: str | Event | AbstractSet[str | Event]) -> Expectation:
    """Expect that these events happened in this order; the events of a set in any order among themselves.

    order("plan ends", {"web starts", "wiki starts"}, "first model token", item(subset(kind="answer")))

    Where an event happened several times, all of them count; say "first model token" or "last model token" for one.
    """
    parsed = tuple(_step(step) for step in steps)
    if len(parsed) < 2 or not all(parsed):
        raise ValueError("order() needs two steps at least, and none of them empty.")
    return Order(parsed)


def _step(step: str | Event | AbstractSet[str | Event]) -> OrderStep:
    if isinstance(step, (str, Event)):
        return (_event(step),)
    return tuple(sorted((_event(each) for each in step), key=lambda each: each.label))


def _event(each: str | Event) -> Event:
    return each if isinstance(each, Event) else event(each)
