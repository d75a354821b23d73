"""What a run records, told elsewhere at the moment it is recorded: one line an event, which nobody can take back.

The record of a run lies in the process of the answer that it is about, and can be altered until it is sent. Where
somebody listens, each event is told as it happens; whoever judges the run can see whether it is still the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from .run import Blocking, Item, Mark, Run, Span

Teller = Callable[[str], None]

_BLOCKED = "!"  # begins a line that has no place in the order of events
_listening: list[Teller] = []


def listen(teller: Teller) -> None:
    """Have the events of all runs of this process told, from now on."""
    _listening[:] = [teller]


def teller() -> Teller | None:
    """Whom to tell, if somebody listens."""
    return _listening[0] if _listening else None


def begun(span: Span) -> str:
    """Return the line of a span that begins."""
    return f"+{span.first} {span.id} {span.kind} {span.name!a} {span.start!r}\n"


def ended(span: Span) -> str:
    """Return the line of a span that ends."""
    return f"-{span.last} {span.id} {span.how.value} {span.end!r}\n"


def marked(mark: Mark) -> str:
    """Return the line of a mark."""
    return f"*{mark.seq} {mark.kind} {mark.name!a} {mark.time!r}\n"


def read(item: Item) -> str:
    """Return the line of an item that a reader received."""
    return f".{item.seq} {item.time!r} {item.projection!a}\n"


def held(span: Span) -> str:
    """Return the line of a span that is about to hold an event loop's thread."""
    return f"{_BLOCKED}{span.id}\n"


def blocked(finding: Blocking) -> str:
    """Return the line of a finding that costs points: with the line that is to blame, if one is."""
    return f"{_BLOCKED}{finding.rule} {finding.place.line if finding.place and finding.mine else 0}\n"


def told(lines: Iterable[str]) -> str:
    """Return what was told of a run, in short: a digest of its events in their order, and whatever blocked."""
    every = list(lines)
    events = hashlib.sha256("".join(line for line in every if not line.startswith(_BLOCKED)).encode())
    return "".join([events.hexdigest(), *sorted({line.rstrip() for line in every if line.startswith(_BLOCKED)})])


def agrees(run: Run, short: str) -> bool:
    """Return whether a run says what was told of it (see `told`): the same events, and no less that blocked."""
    events, *told_of = short.split(_BLOCKED)
    own, *said = told([*_in_order(run), *_blocking(run)]).split(_BLOCKED)
    return events == own and set(told_of) <= set(said)


def _in_order(run: Run) -> list[str]:
    events = [(span.first, begun(span)) for span in run.spans]
    events += [(span.last, ended(span)) for span in run.spans if span.last is not None]
    events += [(mark.seq, marked(mark)) for mark in run.marks]
    events += [(item.seq, read(item)) for item in run.items]
    return [line for _, line in sorted(events)]


def _blocking(run: Run) -> Iterable[str]:
    yield from (held(span) for span in run.spans if span.stalled)
    yield from (blocked(finding) for finding in run.blocking if finding.counts)
