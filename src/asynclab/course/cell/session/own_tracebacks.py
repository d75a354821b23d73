"""Tracebacks in a student's cells: without the course's own frames, which are nothing that a student could mend."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any

from asynclab.lab.owners.ownership import Owner, owner_of


def show_without_ours(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """IPython: show an exception that a cell has raised."""
    for each in _chain(error):
        each.__traceback__ = _without_ours(each.__traceback__)
    shell.showtraceback((kind, error, error.__traceback__), tb_offset=tb_offset)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception, and what it came of."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and not any(each is one for one in seen):
            seen.append(each)
            yield each
            waiting += [each.__cause__, each.__context__]


def _without_ours(trace: TracebackType | None) -> TracebackType | None:
    """The traceback without our frames; all of it where there are no others."""
    kept = [each for each in _links(trace) if owner_of(each.tb_frame.f_code.co_filename) is not Owner.OWN]
    if not kept:
        return trace
    for each, following in zip(kept, [*kept[1:], None], strict=True):
        each.tb_next = following
    return kept[0]


def _links(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next
