"""What an error about a coroutine, a task or a future was raised for, and what came back in place of its result: which
line of the student's had made it.

Whoever gives a coroutine in place of a result gets no error: that is raised where the result is used, which may be
another function, or a cell that was handed out.
"""

from __future__ import annotations

import linecache
import re
from collections.abc import Iterator
from itertools import islice
from types import CoroutineType, TracebackType
from typing import cast

from asynclab import lab
from asynclab.observe.plain import message_of
from asynclab.observe.run import Place
from asynclab.observe.trace.exceptions import place_of
from asynclab.observe.trace.never_awaited import made_by_student

_ABOUT = re.compile(
    r"'(?:_asyncio\.)?(coroutine|_GatheringFuture|Task|Future)'|<(coroutine) object |\b(coroutine) found"
)
_NAME = re.compile(r"[^\W\d]\w*")
_LOOKED_AT = 1000  # values at a line


def makers_in_error(error: BaseException) -> tuple[Place, ...]:
    """Return the student's lines that made what an error names by its class, as in "'coroutine' object has no
    attribute": of those that are in a variable which the line names that it was raised at, or in a collection there. It
    is the innermost such line of the student's. Of any other error, none."""
    about = _ABOUT.search(message_of(error))
    if about is None:
        return ()
    kind = next(filter(None, about.groups()))
    for values in _innermost_first(error.__traceback__):
        places = (_made_at(value) for value in _parts(values) if type(value).__name__ == kind)
        if found := tuple(dict.fromkeys(place for place in places if place is not None)):
            return found
    return ()


def makers_in_value(value: object) -> tuple[Place, ...]:
    """Return the student's lines that made the tasks and futures in a value, each once."""
    places = (place_of(lab.made_at(part)) for part in _parts([value]))
    return tuple(dict.fromkeys(place for place in places if place is not None))


def _made_at(value: object) -> Place | None:
    return made_by_student(value) if isinstance(value, CoroutineType) else place_of(lab.made_at(value))


def _parts(values: list[object]) -> list[object]:
    """Values, and what stands in those that are collections of Python's own: no code of a value's runs, and so many
    parts are looked at."""
    for value in values:  # which grows
        if type(value) in (list, tuple, set, dict):
            inner = dict.values(value) if type(value) is dict else cast("list[object]", value)
            values += islice(inner, max(0, _LOOKED_AT - len(values)))
    return values


def _innermost_first(trace: TracebackType | None) -> Iterator[list[object]]:
    """What stands in the variables that each line of the student's names, on the way of an error."""
    every = []
    while trace is not None:
        every.append(trace)
        trace = trace.tb_next
    for each in reversed(every):
        frame = each.tb_frame
        if frame.f_locals is frame.f_globals or lab.owner_of(frame.f_code.co_filename) is not lab.Owner.STUDENT:
            continue
        named = dict.fromkeys(_NAME.findall(linecache.getline(frame.f_code.co_filename, each.tb_lineno)))
        yield [frame.f_locals[name] for name in named if name in frame.f_locals]
