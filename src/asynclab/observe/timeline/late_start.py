"""Why a bar starts late: what filled the time before it, and where the code waited for that, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from asynclab.observe.critical_path import PathSegment, SegmentKind
from asynclab.observe.run import Place, Span

_MOST_NAMED = 3
_MOST_PLACES = 3
_IN_WORDS = {SegmentKind.READER: "the reader", SegmentKind.WAIT: "time to pass"}


def waits_told(before: PathSegment) -> str:
    """Return what a call that begins late waits for, as in "waits for archive". before: what filled the time just
    before it."""
    return f"waits for {_IN_WORDS.get(before.kind, before.name)}"


def waits_at(spans: Iterable[Span], unnamed: Collection[str] = ()) -> Iterator[str]:
    """Yield where the code waits before calls that begin late, as in "the code waits at In[5], line 4, before news and
    web": each line once, of many the first ones. spans: in the order they began. unnamed: files whose lines are not
    named."""
    before: dict[Place, dict[str, None]] = defaultdict(dict)
    first: dict[str, Place | None] = {}  # where the first call of a name was waited before, None if it began at once
    for span in spans:
        place = span.after.place if span.after is not None else None
        again = first.setdefault(span.name, place) != place
        if place is not None and place.file not in unnamed:
            before[place][f"further calls of {span.name}" if again else span.name] = None
    most = _MOST_PLACES if len(before) > _MOST_PLACES + 1 else len(before)  # "1 more" takes as much room as the line
    for place in list(before)[:most]:
        yield f"the code waits at {place.file}, line {place.line}, before {_listed(list(before[place]))}"
    if most < len(before):
        yield f"and at {len(before) - most} more lines"


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
