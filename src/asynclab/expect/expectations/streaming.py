"""What a reader got from a stream, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from asynclab.expect.expectation import Expectation
from asynclab.expect.matching import accepts, described, frozen
from asynclab.expect.messages.arrivals import (
    EMPTY,
    GOES_ON,
    ITEM_BY_ITEM,
    collected,
    gathered,
    held_back,
    nothing_handed_on,
)
from asynclab.expect.messages.diagnosis import Guess, blocked, late
from asynclab.expect.messages.of_tasks.own_pauses import late_by, paused
from asynclab.expect.messages.of_values.near_values import left_out
from asynclab.expect.messages.of_values.wrong_value import departure, slip
from asynclab.expect.messages.wording import code, count, same_words, sentence, shown, times
from asynclab.expect.outcome import Failure
from asynclab.expect.query import calls, marks, nothing_named
from asynclab.expect.same_facts import ITEMS, another_number
from asynclab.observe.run import Item, Run, SpanEnd
from asynclab.observe.seconds import exact, seconds


@dataclass(frozen=True)
class Items(Expectation):
    """The reader got these items, in this order, and no others."""

    expected: list[Any]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure that says whether items are missing, repeated, reordered or joined."""
        seen = [item.value for item in run.items]
        if accepts(self.expected, seen):
            return
        guess = _misread(self.expected, seen, run)
        if len(seen) > len(self.expected) and all(any(accepts(one, each) for each in seen) for one in self.expected):
            guess = guess or Guess(fact="What is due is there, and something beside it.")
        guess = guess or collected(run) or slip(self.expected, seen, run)
        apart = departure(self.expected, seen)
        got = sentence(f"The reader got {count(len(seen), 'item')}" + (f": {apart.shown(seen)}" if seen else ""))
        wanted = apart.wanted or f"It should get {count(len(self.expected), 'item')}: {described(self.expected)}."
        fact = another_number(ITEMS, self.expected, seen, accepts)
        yield Failure(guess.after(got + apart.seen), guess.cause, guess.remedy, wanted, fact=fact)


def _misread(expected: list[Any], seen: list[Any], run: Run) -> Guess:
    if not seen:
        return nothing_handed_on(run)
    if len(seen) == 1 and isinstance(seen[0], (list, tuple)) and _is_all_at_once(expected, seen[0]):
        return Guess("A whole list came as one item: it was returned when all of it was there.", ITEM_BY_ITEM)
    texts = [one for one in expected if isinstance(one, str)]
    if [one for one in seen if one != ""] == expected:
        return EMPTY
    if growing := gathered(expected, seen):
        return growing
    if nothing := left_out(expected, seen):
        return nothing
    trimmed = [one.strip() if isinstance(one, str) else one for one in seen]
    reordered = Counter(map(shown, seen)) == Counter(map(shown, expected))
    worded = len(texts) == len(expected) and not reordered
    if worded and [one for one in trimmed if one] == [one.strip() for one in texts if one.strip()]:
        return Guess("The words are right, and the white space around them is not.")
    if _is_lump(expected, seen):
        return Guess("The pieces were joined into one lump.", ITEM_BY_ITEM)
    repeated = [text for text, often in Counter(map(shown, seen)).items() if often > 1]
    wanted = {shown(one) for one in expected}
    if len(seen) > len(expected) and len(set(map(shown, seen))) == len(wanted) and repeated:
        again = any(span.how is SpanEnd.ERROR for span in run.spans)
        remedy = "After a retry or a fallback, do not repeat what was read already." if again else ""
        return Guess(f"Some came twice: {', '.join(repeated[:3])}.", remedy)
    return Guess()


def _is_all_at_once(expected: list[Any], seen: Sequence[Any]) -> bool:
    """Whether one item is a list of what is due item by item, or of some of it. A pair is none, where pairs are due."""
    return any(accepts(one, part) for one in expected if not isinstance(one, list) for part in seen)


def _is_lump(expected: list[Any], seen: list[Any]) -> bool:
    """Whether the one item that came is all that are due, joined: as a text, or as a pair of who said it and a text."""
    if len(seen) != 1 or len(expected) < 2:
        return False
    if all(isinstance(one, (list, tuple)) and len(one) == 2 for one in (*expected, seen[0])):
        who, said = {str(one[0]) for one in expected}, [one[1] for one in expected]
        return who == {seen[0][0]} and all(isinstance(one, str) for one in said) and seen[0][1] == "".join(said)
    return all(isinstance(one, str) for one in expected) and seen[0] == "".join(expected)


@dataclass(frozen=True)
class Received(Expectation):
    """The list of everything the reader got, as a whole, is as expected."""

    expected: Any

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure."""
        seen = [item.value for item in run.items]
        if not accepts(self.expected, seen):
            guess = collected(run) if seen else nothing_handed_on(run)
            got = sentence(f"The reader got {count(len(seen), 'item')}" + (f": {shown(seen)}" if seen else ""))
            yield Failure(guess.after(got), guess.cause, guess.remedy, f"It should get {described(self.expected)}.")


def _instead_of(other: Any, text: str) -> str:
    """What to hand on in the place of something that is no text."""
    if not isinstance(other, (list, tuple)):
        return "Hand on the text of a chunk, not the chunk."
    if "".join(part for part in other if isinstance(part, str)) == text:
        return ITEM_BY_ITEM
    return "Hand on the text itself, and no list or pair that has it in it."


@dataclass(frozen=True)
class Text(Expectation):
    """The texts the reader got make up this text, when joined."""

    text: str

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure."""
        parts = [item.value for item in run.items if isinstance(item.value, str)]
        joined = "".join(parts)
        wanted = f"It should get {self.text!r}."
        if len(parts) != len(run.items):
            other = next(item.value for item in run.items if not isinstance(item.value, str))
            yield Failure(
                sentence(f"Not every item is text: {shown(other)}"),
                remedy=_instead_of(other, self.text),
                expected=wanted,
            )
        elif joined != self.text and not parts:
            guess = nothing_handed_on(run)
            yield Failure(guess.after("The reader got no item."), guess.cause, guess.remedy, wanted)
        elif joined != self.text:
            fact = ""
            if same_words(joined, self.text):
                fact = " The words are right and the white space is not: tokens bring their own."
            elif self.text and joined.startswith(self.text):
                fact = " That is more than it should be."
            yield Failure(f"{sentence(f'Joined, the reader got {shown(joined)}')}{fact}", expected=wanted)


@dataclass(frozen=True)
class ItemsAt(Expectation):
    """The items (those that are like `of`) came at exactly these times."""

    times: tuple[float, ...]
    of: Any  # None: all of them

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure that says whether they were collected, late, or another number."""
        came = [item for item in run.items if self.of is None or accepts(self.of, item.value)]
        seen = tuple(exact(item.time) for item in came)
        if seen == self.times:
            return
        which = "Such items" if self.of is not None else "The items"
        got = f"{which} came at {times(seen)}." if seen else self._none_came(run)
        like = "" if self.of is None else f" (those like {described(self.of)})"
        guess = self._mistimed(came, run)
        wanted = f"They{like} should come at {times(self.times)}."
        cut = bool(seen) and seen == self.times[: len(seen)]  # what is not there did not come too late
        absent = cut or (bool(self.times) and self.times == seen[: len(self.times)])  # nor did all that is due
        fact = another_number(ITEMS, self.times, seen) if self.of is None else ""
        yield Failure(guess.after(got), guess.cause, guess.remedy, wanted, timeline=True, absent=absent, fact=fact)

    def _none_came(self, run: Run) -> str:
        return f"Of {count(len(run.items), 'item')}, none was such a one." if run.items else "No item came."

    def _mistimed(self, came: Sequence[Item], run: Run) -> Guess:
        if not run.items:
            return nothing_handed_on(run)
        held = collected(run) if not self.times or run.items[0].time > self.times[0] else Guess()
        return blocked(run, until=run.items[-1].time) or held or _offbeat(self.times, came, run)


def _offbeat(expected: tuple[float, ...], came: Sequence[Item], run: Run) -> Guess:
    seen = tuple(exact(item.time) for item in came)
    if seen and len(seen) < len(expected) and seen == expected[: len(seen)]:
        return Guess(fact="Nothing came after that.", remedy=GOES_ON)
    if len(seen) > 1 and len(set(seen)) == 1:
        return Guess(fact="They all came at the same instant.", remedy=ITEM_BY_ITEM)
    if len(seen) > len(expected) and seen[: len(expected)] == expected:
        more = count(len(seen) - len(expected), "item")
        return Guess(fact=f"All that is due came in time, and then {more} more." if expected else "None was due.")
    overdue = [item for item, due in zip(came, expected, strict=False) if exact(item.time) > due]
    if len(seen) == len(expected) and (early := _too_early(expected, seen)):
        return Guess(fact=f"Item {early} came too early, at {seconds(seen[early - 1])}.", remedy=_WAITED_FOR)
    if not overdue or len(seen) != len(expected):
        return Guess()
    # a last item on time: nothing was slow, whatever came too late before it
    if seen[-1] <= expected[-1]:
        return held_back(run, overdue[0])
    held, own = held_back(run, overdue[0]), paused(run, seen[-1], seen[-1] - expected[-1])
    return replace(own, fact=held.fact) if own else held or late(run, seen[-1])


def _too_early(expected: Sequence[float], seen: Sequence[float]) -> int:
    """The number of the first item that is not on time, counted from 1, if it came before its time; else 0."""
    off = next((at for at, (came, due) in enumerate(zip(seen, expected, strict=True)) if came != due), -1)
    return off + 1 if off >= 0 and seen[off] < expected[off] else 0


_WAITED_FOR = "Look at what it should have waited for: perhaps an `await` stands behind it, or is not there."


@dataclass(frozen=True)
class TokensAt(Expectation):
    """A model's tokens came at exactly these times."""

    name: str
    times: tuple[float, ...]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure."""
        tokens = marks(run, self.name, "token") or marks(run, self.name, "made")
        seen = tuple(exact(mark.time) for mark in tokens)
        wanted = f"They should come at {times(self.times)}."
        if not seen:
            guess = self._silent(run)
            told = guess.after(f"No token of {code(self.name)} was seen.")
            yield Failure(told, guess.cause, guess.remedy, wanted, timeline=True)
        elif seen != self.times:
            guess = late_by(run, seen[0], self.times[0]) if seen[0] > self.times[0] else Guess()
            yield Failure(
                guess.after(f"The tokens of {code(self.name)} came at {times(seen)}."),
                guess.cause,
                guess.remedy,
                wanted,
                timeline=True,
            )

    def _silent(self, run: Run) -> Guess:
        asked = calls(run, self.name)
        if not asked:
            return Guess(fact="It was not called.")
        if all(span.how is SpanEnd.DONE for span in asked):
            return Guess("It was asked for its whole answer at once.", "Use `astream`, not `ainvoke`.")
        return Guess(fact=f"It was called at {times([span.start for span in asked])}, and did not come to its end.")


@dataclass(frozen=True)
class FirstBeforeLast(Expectation):
    """The reader had its first item before upstream had made its last."""

    upstream: str

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: nothing was made, nothing to compare, nothing read, or read too late."""
        made = marks(run, self.upstream, "made") or marks(run, self.upstream, "token")
        if not made:
            yield nothing_named(run, self.upstream, "made an item")
        elif len(made) < 2:
            whole = all(span.how is SpanEnd.DONE for span in calls(run, self.upstream))
            yield Failure(
                f"{code(self.upstream)} made only one item, at {seconds(made[0].time)}: that is no stream yet.",
                "It was asked for its whole answer at once." if whole else "It was left after its first item.",
                timeline=True,
            )
        elif not run.items:
            guess = nothing_handed_on(run)
            yield Failure(guess.after("The reader got no item."), guess.cause, guess.remedy, timeline=True)
        elif run.items[0].seq >= made[-1].seq:
            first, last = run.items[0].time, made[-1].time
            guess = blocked(run, until=first) or self._collected(run)
            ended = f"after {code(self.upstream)} had made its last at {seconds(last)}"
            if first == last:
                ended = f"the instant at which {code(self.upstream)} made its last, and after that"
            seen = f"The reader had its first item at {seconds(first)}, {ended}."
            yield Failure(seen, guess.cause, guess.remedy or ITEM_BY_ITEM, timeline=True)

    def _collected(self, run: Run) -> Guess:
        """The guess without what was seen already."""
        guess = collected(run)
        told = "What was made was collected first, and “streamed” afterwards." if guess.cause else ""
        return Guess(told, guess.remedy)


def items(*values: Any) -> Expectation:
    """Expect that the reader got exactly these items, in this order. Matchers may stand among them."""
    return Items(frozen(list(values)))


def received(expected: Any) -> Expectation:
    """Expect that the list of all items is as this matcher says: received(lacks("secret")), received(length(3))."""
    return Received(frozen(expected))


def reads(text: str) -> Expectation:
    """Expect that the items are texts, and joined they are exactly this text."""
    return Text(text)


def items_at(*at: float, of: Any = None) -> Expectation:
    """Expect that the items came at exactly these virtual times. With `of`, only those items that it accepts are looked
    at. No time at all means that no such item came.
    """
    return ItemsAt(tuple(exact(each) for each in at), None if of is None else frozen(of))


def tokens_at(name: str, *at: float) -> Expectation:
    """Expect that the tokens of the model `name` came at exactly these virtual times."""
    if not at:
        raise ValueError(
            f"tokens_at({name!r}) names no time. For a model that must stay silent, write made({name!r}, 0)."
        )
    return TokensAt(name, tuple(exact(each) for each in at))


def first_before_last(upstream: str) -> Expectation:
    """Expect that the reader had its first item before `upstream` had made its last. That is, the answer streams, and
    did not collect.
    """
    return FirstBeforeLast(upstream)
