"""Why a bar starts late: what filled the time before it, in words."""

from __future__ import annotations

from collections.abc import Sequence

from asynclab.observe.critical_path import PathSegment, SegmentKind

_MOST_NAMED = 3
_IN_WORDS = {SegmentKind.READER: "the reader", SegmentKind.WAIT: "a pause"}


def waits_told(before: Sequence[PathSegment]) -> str:
    """Return what a call that begins late waits for, as in "waits for archive, then news"; "" for nothing."""
    names = list(dict.fromkeys(_named(segment) for segment in before))
    if not names:
        return ""
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} more"]
    return f"waits for {', then '.join(names)}"


def _named(segment: PathSegment) -> str:
    return _IN_WORDS.get(segment.kind, segment.name)
