"""What is said of a scenario that was tried in every order, at every moment, with every fault: how much was shown, and
where it fails, in what the failing runs differ from those that pass. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest

from asynclab.expect import Outcome, Verdict
from asynclab.observe.run import Run, SpanEnd
from asynclab.observe.seconds import seconds
from asynclab.observe.spans import work
from asynclab.scenario.spec import Raises, Scenario
from asynclab.scenario.values import cast_of
from asynclab.scenario.variations import Variations

Pair = tuple[str, str]


@dataclass(frozen=True)
class Performed:
    """A scenario, what an answer did with it, and what was said of that. told_masked: the same of a hidden run that
    failed, told without what the run chose."""

    scenario: Scenario
    run: Run
    verdict: Verdict
    told_masked: Verdict | None = None


FaultTeller = Callable[[Performed], str]


@dataclass(frozen=True)
class Contrast:
    """A failure beside what passed. fails: what is told. among: in how many ways it holds, and when it fails; empty
    where it fails in all. beside: a run that passes, the one most alike; None if there is none. parting: when the two
    differ first, in virtual seconds."""

    fails: Performed
    among: str = ""
    beside: Run | None = None
    parting: float | None = None


def shown(variations: Variations, *, counted: bool = True) -> str:
    """Say how much was shown where all of it passed. counted: with numbers, which would tell of a hidden cast."""
    many, moments, faults = len(variations.orders), len(variations.departures), len(variations.faults)
    said = []
    if many > 1 and not counted:
        said.append("whichever call ends first")
    elif many > 1 and variations.all_orders:
        said.append(f"in all {many} orders in which the calls can end" if many > 2 else "in both orders of ending")
    elif many > 1:
        said.append(f"in {many} orders, in which each three calls end in all six")
    if moments:
        said.append(f"wherever the reader leaves{f' ({moments} moments)' if counted else ''}")
    if faults:
        said.append(f"whichever call fails once{f' ({faults} ways, two at a time as well)' if counted else ''}")
    return f"Shown {', '.join(said)}." if said else ""


def contrast(variations: Variations, performed: Sequence[Performed]) -> Contrast | None:
    """Return the failure to tell, shrunk to what makes the difference; None where nothing failed. performed: in the
    order of `variations.every`, as far as it came.
    """
    orders = performed[: len(variations.orders)]
    if _failing(orders):
        return _among_orders(orders, len(variations.orders))
    departures = performed[len(orders) : len(orders) + len(variations.departures)]
    if _failing(departures):
        return _one_of(
            departures, orders[:1], len(variations.departures), "moments at which the reader may leave", _left
        )
    faults = performed[len(orders) + len(departures) :]
    if _failing(faults):
        return _one_of(faults, orders[:1], len(variations.faults), "ways in which calls fail once", _faulty)
    return None


def _failing(performed: Sequence[Performed]) -> list[Performed]:
    return [each for each in performed if each.verdict.outcome is not Outcome.PASSED]


def _passing(performed: Sequence[Performed]) -> list[Performed]:
    return [each for each in performed if each.verdict.outcome is Outcome.PASSED]


# -- orders ----------------------------------------------------------------------------------------


def _among_orders(performed: Sequence[Performed], planned: int) -> Contrast:
    failing, passing = _failing(performed), _passing(performed)
    if not passing or len(performed) < planned:
        return Contrast(failing[0])
    holds = f"Holds in {len(passing)} of {len(performed)} orders"
    pair = _telling(failing, passing)
    if pair:
        first, second = pair
        fails, alike = _nearest(failing, passing)
        return _beside(fails, f"{holds}; fails when `{first}` answers before `{second}`.", alike)
    fails, alike = _nearest(failing, passing)
    turned = [each for each in _ordered(fails.run) if (each[1], each[0]) in _ordered(alike.run)]
    why = f"; fails, for one, when `{turned[0][0]}` answers before `{turned[0][1]}`." if turned else "."
    return _beside(fails, holds + why, alike)


def _telling(failing: Sequence[Performed], passing: Sequence[Performed]) -> Pair | None:
    """Two calls that end in this order wherever it fails, and in the other one wherever it holds."""
    always = set.intersection(*(set(_ordered(each.run)) for each in failing))
    never = set.intersection(*({(last, first) for first, last in _ordered(each.run)} for each in passing))
    return min(always & never, default=None)


def _nearest(failing: Sequence[Performed], passing: Sequence[Performed]) -> tuple[Performed, Performed]:
    """The failing and the passing run of which the fewest calls end the other way round."""
    ordered = {id(each): set(_ordered(each.run)) for each in (*failing, *passing)}
    pairs = ((fails, holds) for fails in failing for holds in passing)
    return min(pairs, key=lambda pair: len(ordered[id(pair[0])] ^ ordered[id(pair[1])]))


def _ordered(run: Run) -> list[Pair]:
    """Each two calls of a run, as they ended; of several calls of one name the first."""
    ended = sorted((span.last, span.name) for span in work(run) if span.last is not None and span.how is SpanEnd.DONE)
    return list(combinations(dict.fromkeys(name for _, name in ended), 2))


# -- moments and faults ----------------------------------------------------------------------------


def _one_of(
    performed: Sequence[Performed], undisturbed: Sequence[Performed], planned: int, ways: str, fault: FaultTeller
) -> Contrast:
    failing, passing = _failing(performed), _passing(performed)
    fails, cut_short = failing[0], len(performed) < planned
    holds = "" if cut_short else f"Holds for {len(passing)} of {planned} {ways}; " if passing else ""
    said = f"fails when {fault(fails)}."
    return _beside(fails, holds + said if holds else said.capitalize(), (passing or list(undisturbed))[0])


def _left(performed: Performed) -> str:
    return f"it leaves at {seconds(performed.scenario.reader.leave_at)}"


def _faulty(performed: Performed) -> str:
    names = [getattr(spec, "name", "") for spec in cast_of(performed.scenario) if _fails_first(spec)]
    return f"{' and '.join(f'`{name}`' for name in names)} {'fail' if len(names) > 1 else 'fails'} once"


def _fails_first(spec: object) -> bool:
    outcomes, replies = getattr(spec, "outcomes", ()), getattr(spec, "replies", ())
    return any(isinstance(each, Raises) for each in outcomes[:1]) or any(each.fails for each in replies[:1])


# -- where two runs part ---------------------------------------------------------------------------


def _beside(fails: Performed, among: str, holds: Performed) -> Contrast:
    return Contrast(fails, among, holds.run, parting(fails.run, holds.run))


def parting(one: Run, other: Run) -> float | None:
    """Return when two runs first differ in who began and who ended, in virtual seconds; None where they do not."""
    for here, there in zip_longest(sorted(_events(one)), sorted(_events(other))):
        if here is None or there is None:
            return float((here or there)[1])
        if here[1:] != there[1:]:
            return float(min(here[1], there[1]))
    return None


def _events(run: Run) -> Iterator[tuple[int, float, str, str]]:
    begun = ((span.first, span.start, span.name, "begins") for span in work(run))
    ended = (
        (span.last, span.end, span.name, span.how.value) for span in work(run) if span.last and span.end is not None
    )
    yield from sorted((*begun, *ended))
