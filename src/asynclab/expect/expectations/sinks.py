"""What was handed to a sink, and what tools, SDKs and models were asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asynclab.expect.expectation import Expectation
from asynclab.expect.matching import accepts, described, frozen
from asynclab.expect.messages.arrivals import EMPTY, gathered
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.of_values.wrong_value import departure, slip
from asynclab.expect.messages.wording import code, count, sentence, shown
from asynclab.expect.outcome import Failure
from asynclab.expect.query import calls, nothing_named
from asynclab.expect.same_facts import another_number
from asynclab.observe.run import Run


@dataclass(frozen=True)
class Handed(Expectation):
    """A sink was called with these items, in this order, and with no others."""

    name: str
    expected: list[Any]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure that says what the sink got instead."""
        spans = calls(run, f"call:{self.name}")
        if not spans and self.expected:
            yield nothing_named(run, self.name)
            return
        seen = [span.data.get("item") for span in spans]
        if accepts(self.expected, seen):
            return
        apart = departure(self.expected, seen)
        empty = EMPTY if [each for each in seen if each != ""] == self.expected else Guess()
        if len(seen) > len(self.expected) and all(any(accepts(one, each) for each in seen) for one in self.expected):
            empty = empty or Guess(fact="What is due is there, and something beside it.")
        guess = empty or gathered(self.expected, seen) or slip(self.expected, seen, run) or Guess(apart.cause)
        handed = sentence(f"{code(self.name)} was handed {count(len(seen), 'item')}: {apart.shown(seen)}")
        got = f"{handed}{apart.seen}"
        wanted = apart.wanted or f"It should be handed {count(len(self.expected), 'item')}: {described(self.expected)}."
        fact = another_number(self.name, self.expected, seen, accepts)
        yield Failure(guess.after(got), guess.cause, guess.remedy, wanted, timeline=True, fact=fact)


_ASKED = frozenset({"query", "asked"})  # of a call of something scripted


@dataclass(frozen=True)
class Asked(Expectation):
    """A tool, an SDK or a model was asked these things, in any order, and nothing else."""

    name: str
    expected: list[Any]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure that says what it was asked instead."""
        spans = calls(run, self.name)
        if not spans and self.expected:
            yield nothing_named(run, self.name)
            return
        if any(not _ASKED & span.data.keys() for span in spans):
            seen_ = f"What was called as {code(self.name)} was not the one that was given."
            yield Failure(seen_, expected=f"It should be asked {described(self.expected)}.", timeline=True)
            return
        seen = [span.data.get("query", span.data.get("asked")) for span in spans]
        left = list(self.expected)
        for value in seen:
            fits = next((each for each in left if accepts(each, value)), None)
            if fits is None:
                break
            left.remove(fits)
        else:
            if not left:
                return
        wanted = f"It should be asked {described(self.expected)}."
        guess, asked_ = self._misasked(seen, left, run), sentence(f"{code(self.name)} was asked {shown(seen)}")
        yield Failure(guess.after(asked_), guess.cause, guess.remedy, wanted, timeline=True)

    def _misasked(self, seen: list[Any], left: list[Any], run: Run) -> Guess:
        """Guess what is wrong with what it was asked. left: what was not asked, up to the first that is wrong."""
        often = len(seen) - len(self.expected)
        if often > 0 and self.expected and all(any(accepts(one, value) for value in seen) for one in self.expected):
            return Guess(fact=f"What is due is among it, and {count(often, 'call')} more.")
        return slip(left[0], seen[0], run) if len(self.expected) == len(seen) == 1 else Guess()


def asked(name: str, *values: Any) -> Expectation:
    """The tool, SDK or model `name` was asked exactly these things, in any order: a query, or the text of the message
    that a model was given (a list of texts, where there was more than one). Matchers may stand among them."""
    return Asked(name, frozen(list(values)))


def handed(name: str, *values: Any) -> Expectation:
    """Expect that the sink `name` was handed exactly these items, in this order. Matchers may stand among them."""
    return Handed(name, frozen(list(values)))
