"""What an error about a coroutine, a task or a future was raised for: which line of the student's had made it.

Whoever gives a coroutine in place of a result gets no error: that is raised where the result is used, which may be a
cell that was handed out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from types import CoroutineType, TracebackType

from asynclab import lab
from asynclab.observe.plain import message_of
from asynclab.observe.run import Place
from asynclab.observe.trace.exceptions import place_of
from asynclab.observe.trace.never_awaited import made_by_student

_ABOUT = re.compile(r"'(?:_asyncio\.)?(coroutine|_GatheringFuture|Task|Future)'")
_LOOKED_AT = 1000  # values of a frame


def makers_in_error(error: BaseException) -> tuple[Place, ...]:
    """Return the student's lines that made what an error names by its class, as in "'coroutine' object has no
    attribute": of those that are there in the innermost of the student's functions which has one. Of any other error,
    none."""
    about = _ABOUT.search(message_of(error))
    if about is None:
        return ()
    for values in _innermost_first(error.__traceback__):
        places = (_made_at(value) for value in values if type(value).__name__ == about[1])
        if found := tuple(dict.fromkeys(place for place in places if place is not None)):
            return found
    return ()


def _made_at(value: object) -> Place | None:
    return made_by_student(value) if isinstance(value, CoroutineType) else place_of(lab.made_at(value))


def _innermost_first(trace: TracebackType | None) -> Iterator[list[object]]:
    """What each function of the student's on the way of an error has in its variables, and in collections there."""
    frames = []
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    for frame in reversed(frames):
        if frame.f_locals is frame.f_globals or lab.owner_of(frame.f_code.co_filename) is not lab.Owner.STUDENT:
            continue
        values = list(islice(frame.f_locals.values(), _LOOKED_AT))
        yield values + [part for each in values if type(each) in (list, tuple) for part in islice(each, _LOOKED_AT)]
