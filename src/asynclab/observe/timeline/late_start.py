"""Why a bar starts late: what filled the time before it, and where the code waited for that, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from asynclab.observe.critical_path import PathSegment, SegmentKind
from asynclab.observe.run import Place, Span

_MOST_NAMED = 3
_MOST_PLACES = 3
_IN_WORDS = {SegmentKind.READER: "the reader", SegmentKind.WAIT: "a pause"}


def waits_told(before: Sequence[PathSegment]) -> str:
    """Return what a call that begins late waits for, as in "waits for archive, then news"; "" for nothing."""
    names = list(dict.fromkeys(_named(segment) for segment in before))
    if not names:
        return ""
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} more"]
    return f"waits for {', then '.join(names)}"


def waits_at(spans: Iterable[Span]) -> Iterator[str]:
    """Yield where the code waits before calls that begin late, as in "the code waits at In[5], line 4, before news and
    web": each line once, of many the first ones. spans: in the order they began."""
    before: dict[Place, dict[str, None]] = defaultdict(dict)
    at_once: set[str] = set()
    for span in spans:
        if span.after is None:
            at_once.add(span.name)
        else:
            before[span.after][f"further calls of {span.name}" if span.name in at_once else span.name] = None
    for place in list(before)[:_MOST_PLACES]:
        yield f"the code waits at {place.file}, line {place.line}, before {_listed(list(before[place]))}"
    more = len(before) - _MOST_PLACES
    if more > 0:
        yield f"and at {more} more line{'s' * (more > 1)}"


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _named(segment: PathSegment) -> str:
    return _IN_WORDS.get(segment.kind, segment.name)
