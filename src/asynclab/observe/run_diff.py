"""Where two runs part: what happened first in one of them and not in the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import zip_longest

from asynclab.observe.run import READER, Mark, Run, Span
from asynclab.observe.seconds import seconds

_BEFORE = 3  # events in common that are printed
_ROOM = 100  # characters of an event
_NOTHING = "nothing more"
_RUN = "run"  # the lane of how it ended


@dataclass(frozen=True)
class RunEvent:
    """Something that happened in a run. time: virtual seconds. lane: the name of the span, mark or reader. what: in
    words, as in "begins"; detail: all else that is compared."""

    time: float
    lane: str
    what: str
    detail: str = ""

    def __str__(self) -> str:
        return _cut(f"{self.what} {self.detail}".strip())


@dataclass(frozen=True)
class RunDifference:
    """The first divergence of two runs. Print it: what differs is marked.

    equal: there is none; then the rest says nothing. time: when, in virtual seconds: of the earlier one of the two
    events; None where they differ in a field that no event has. lane: where. here, there: what happened in the run that
    was asked, and in the other. before: the last events that they have in common. common: how many there are.
    """

    equal: bool
    time: float | None = None
    lane: str = ""
    here: str = ""
    there: str = ""
    before: tuple[RunEvent, ...] = ()
    common: int = 0

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.equal:
            yield f"The runs are equal: {_number(self.common)}."
            return
        when = "" if self.time is None else f" at {seconds(self.time)}"
        yield f"The runs part{when}, in `{self.lane}`, after {_number(self.common)} in common."
        for event in self.before:
            yield f"           {seconds(event.time):>10}  {event.lane}: {event}"
        yield f"≠  here    {'' if self.time is None else seconds(self.time):>10}  {self.here}"
        yield f"≠  there   {'' if self.time is None else seconds(self.time):>10}  {self.there}"


def _number(events: int) -> str:
    return f"{events} event{'s' * (events != 1)}"


def run_difference(here: Run, there: Run) -> RunDifference:
    """Return where two runs part. They are equal exactly if `here == there`."""
    mine, others = tuple(events(here)), tuple(events(there))
    if here == there:
        return RunDifference(equal=True, common=len(mine))
    for at, (one, other) in enumerate(zip_longest(mine, others)):
        if one != other:
            return _parting(one, other, mine[max(0, at - _BEFORE) : at], at)
    field = next(each.name for each in fields(Run) if getattr(here, each.name) != getattr(there, each.name))
    texts = _apart(repr(getattr(here, field)), repr(getattr(there, field)))
    return RunDifference(False, None, field, *texts, mine[-_BEFORE:], len(mine))


def _parting(one: RunEvent | None, other: RunEvent | None, before: tuple[RunEvent, ...], common: int) -> RunDifference:
    first = min((each for each in (one, other) if each is not None), key=lambda each: each.time)
    texts = _apart(_said(one, first), _said(other, first))
    return RunDifference(False, first.time, first.lane, *texts, before, common)


def _said(event: RunEvent | None, first: RunEvent) -> str:
    """An event whole, with its lane, and its time where that is not the first one's."""
    if event is None:
        return _NOTHING
    later = f" (at {seconds(event.time)})" if event.time != first.time else ""
    return f"{event.lane}: {event.what} {event.detail}".rstrip() + later


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two texts, each cut so that the place at which they part is shown."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = 0 if at < _ROOM // 2 else at - _ROOM // 4
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int = 0) -> str:
    before, rest = "..." if start else "", text[start:]
    return f"{before}{rest}" if len(rest) <= _ROOM else f"{before}{rest[:_ROOM]}..."


# -- the events of a run ----------------------------------------------------------------------------


def events(run: Run) -> Iterator[RunEvent]:
    """Yield what happened in a run, in its one order; how it ended comes last."""
    placed: list[tuple[float, int, RunEvent]] = []
    names = {span.id: span.name for span in run.spans}
    for span in run.spans:
        placed.append(
            (span.start, span.first, RunEvent(span.start, span.name, f"{span.kind} begins", _start(span, names)))
        )
        if span.end is not None and span.last is not None:
            ends = RunEvent(span.end, span.name, f"{span.kind} ends", _end(span))
            placed.append((span.end, span.last, ends))
    placed += [
        (mark.time, mark.seq, RunEvent(mark.time, mark.name, mark.kind, _mark(mark, names))) for mark in run.marks
    ]
    for item in run.items:
        lane = f"{READER} {item.projection}".strip()
        placed.append((item.time, item.seq, RunEvent(item.time, lane, "item", repr(item.value))))
    for _, _, event in sorted(placed, key=lambda each: each[:2]):
        yield event
    problem = f"{run.problem.type}: {run.problem.message}" if run.problem else repr(run.value)
    yield RunEvent(run.elapsed, _RUN, run.ending.value, problem)


def _start(span: Span, names: dict[int, str]) -> str:
    told = [f"in {names.get(span.parent, '?')}"] if span.parent is not None else []
    told += [f"tags {', '.join(span.tags)}"] if span.tags else []
    told += [f"metadata {span.metadata}"] if span.metadata else []
    told += [f"data {span.data}"] if span.data else []
    return "; ".join(told)


def _end(span: Span) -> str:
    error = f"; {span.error.type}: {span.error.message}" if span.error else ""
    return f"({span.how.value}{error})"


def _mark(mark: Mark, names: dict[int, str]) -> str:
    told = [f"in {names.get(mark.span, '?')}"] if mark.span is not None else []
    told += [str(mark.data)] if mark.data else []
    return "; ".join(told)
