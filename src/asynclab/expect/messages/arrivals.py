"""What a run shows of items that came late, all at once, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import code, count, names
from asynclab.expect.query import marks
from asynclab.observe.run import Item, Mark, Plain, Run, SpanEnd
from asynclab.observe.seconds import seconds

ITEM_BY_ITEM = (
    "Hand on each item as soon as it is there, with no list in between; a generator, by a `yield` in its loop."
)
STAYED = "Its reader had to stay until "
KEPT_BACK = (
    "Look at what decides whether an item is handed on: a condition that it does not meet, or a `yield` that is not "
    "there, or is not reached."
)
GOES_ON = (
    "Look at what should give the next one, a `yield` or a graph's node: whether it is there and is reached, and "
    "whether what it gives is handed on."
)
_COMPARED = 200  # items, and pieces of what was made


def collected(run: Run) -> Guess:
    """Return a guess if all items came at once, though upstream made them one by one. That they were collected is told
    where what was made early came with them: a filter that lets only the last ones through collects nothing.
    """
    arrivals = [item.time for item in run.items]
    made = marks(run, "*", "made", "token")
    if not arrivals or len(made) < 2 or made[0].time == made[-1].time or arrivals[0] < made[-1].time:
        return Guess()
    upstream = made[-1].name
    when = f"{seconds(arrivals[0])}, when {code(upstream)} had made its last item ({seconds(made[-1].time)})"
    if not _came_late(run, [mark for mark in made if mark.time < made[-1].time]):
        return Guess(fact=f"The first item came at {when}.", remedy=KEPT_BACK)
    if len(arrivals) == 1 and any(run.items[0].value in mark.data.values() for mark in made):
        return Guess(fact=f"The only item came at {when}.", remedy=KEPT_BACK)  # one that was made, and joined to none
    if len(arrivals) == 1:
        return Guess(f"The only item came at {when}: everything was joined into one lump.", ITEM_BY_ITEM)
    return Guess(f"The first item came at {when}: they were collected first, and “streamed” afterwards.", ITEM_BY_ITEM)


def read_first(run: Run, name: str) -> Guess:
    """Return a guess if what a source or model of this name made was read to its end before the reader had anything:
    then no closing comes in time, and nothing that is left early stops it."""
    made = marks(run, name, "made")
    if len(made) < 2 or not run.items or run.items[0].seq < made[-1].seq:
        return Guess()
    if any(span.how is not SpanEnd.DONE for span in run.find(name, "stream")):
        return Guess()
    last = f"{code(made[-1].name)} had made its last item, at {seconds(made[-1].time)}"
    return Guess(f"Nothing was handed on before {last}.", ITEM_BY_ITEM)


def _came_late(run: Run, early: Sequence[Mark]) -> bool:
    """Whether something that was made early stands in an item. An item that is no text of upstream's counts as one of
    those that were made: as many as these are not what a filter left over.
    """
    made = [text for mark in early[:_COMPARED] for text in texts(list(mark.data.values())) if text.strip()]
    if not made:
        return True
    items = [text.casefold() for item in run.items[:_COMPARED] for text in texts(item.value)]
    return len(run.items) > len(early) or any(text.strip().casefold() in item for text in made for item in items)


def texts(value: Plain, deep: int = 5) -> Iterator[str]:
    """Yield the texts in a plain value, to some depth."""
    if isinstance(value, str):
        yield value
    elif deep and isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part, deep - 1)


EMPTY = Guess("Empty texts were handed on as well.", "Ask whether there is anything to hand on.")


def gathered(due: Sequence[object], seen: Sequence[Plain]) -> Guess:
    """Return a guess if each text that came begins with all of the one before it, though what is due does not."""
    pairs = list(pairwise(seen[:_COMPARED]))
    if not due or len(due) < 2 or seen[:1] != due[:1] or not all(_holds(*pair) for pair in pairs) or len(seen) < 2:
        return Guess()
    if _holds(due[0], due[1]) or seen[0] == seen[1]:
        return Guess()
    return Guess(
        "Each begins with all of the one before it: what was handed on had stayed in what the next is put together in.",
        "Hand on what is new alone: empty what you gather in as soon as it is handed on.",
    )


def _holds(one: object, other: object) -> bool:
    return isinstance(one, str) and isinstance(other, str) and bool(one) and other.startswith(one)


def nothing_handed_on(run: Run) -> Guess:
    """Say of a reader who got no item what there was to hand on."""
    made = marks(run, "*", "made") or marks(run, "*", "token")
    if not made:
        return Guess(
            remedy="Look whether what should give the first item is there and is reached: a `yield`, or a graph's node."
        )
    told = f"{names(mark.name for mark in made)} made {count(len(made), 'item')}, and none of them was handed on."
    return Guess(fact=told, remedy=KEPT_BACK)


def held_back(run: Run, item: Item) -> Guess:
    """Say of an item that came late that it was there before: as what upstream made, letter by letter."""
    same = [mark for mark in marks(run, "*", "made") if item.value in mark.data.values()]
    if len(same) != 1 or same[0].time >= item.time:
        return Guess()
    made = f"{code(same[0].name)} had made it at {seconds(same[0].time)}"
    return Guess(
        fact=f"What came at {seconds(item.time)} was there before: {made}.", remedy="Look at what it waited for."
    )
