"""Exceptions and places in the source as data."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator

from asynclab import lab
from asynclab.lab.owners.unbound import unbound_at
from asynclab.observe.plain import message_of
from asynclab.observe.run import ErrorParts, Place, Problem
from asynclab.observe.trace.suggestions import did_you_mean

_DEEP = 10  # causes and groups inside each other
_MOST = 200  # problems in one
_CELL = re.compile(r"<(.*)>|.*ipykernel_\d+[/\\]\d+\.py")


def file_as_known(file: str) -> str:
    """Return a file as a student knows it. That is a notebook's cell by its number where it has a number, else the
    file's name.

    The path that the kernel compiles a cell under holds a process id, the folders around a file are the machine's.
    """
    if sys.modules.get("IPython") is not None:
        from IPython import get_ipython

        # IPython 7, which Google Colab has, cannot tell a cell's number
        numbered = getattr(getattr(get_ipython(), "compile", None), "format_code_name", None)
        name = numbered(file) if numbered else None
        if name:
            return f"cell {name[1]}"
    cell = _CELL.fullmatch(file)
    return (cell[1] or "cell") if cell else os.path.basename(file)


def place_of(location: lab.Location | None) -> Place | None:
    """Return a location as it is kept in a run."""
    if location is None:
        return None
    return Place(file_as_known(location.file), location.line, location.function, location.text)


def _as_known(said: str, error: BaseException) -> str:
    """What an error says, the places in it named as a student knows them: "cell In[3], line 2"."""
    for place in error.places if isinstance(error, lab.LabError) else ():
        said = said.replace(str(place), str(place_of(place)))
    return said


def _parts(error: BaseException) -> ErrorParts | None:
    if not isinstance(error, lab.LabError):
        return None
    return ErrorParts(*(_as_known(said, error).strip() for said in (error.seen, error.cause, error.remedy)))


def problem_of(error: BaseException) -> Problem:
    """Return the exception with its class names, the innermost line of the student's own and its group's members. Its
    cause is kept, too (what it was raised from, or what was being handled).
    """
    return _problem(error, _DEEP, iter(range(_MOST)))


def _problem(error: BaseException, deep: int, room: Iterator[int]) -> Problem:
    def further(errors: Iterable[BaseException | None]) -> tuple[Problem, ...]:
        return tuple(_problem(e, deep - 1, room) for e in errors if e and deep and next(room, None) is not None)

    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    places = lab.student_locations(error.__traceback__)
    about = error.location if isinstance(error, lab.LabError) else None
    return Problem(
        type=type(error).__name__,
        message=f"{_as_known(message_of(error), error)}{did_you_mean(error)}",
        types=tuple(c.__name__ for c in type(error).__mro__ if issubclass(c, Exception)) or (type(error).__name__,),
        place=place_of(unbound_at(error) or (places[0] if places else about)),
        inner=further(error.exceptions if isinstance(error, BaseExceptionGroup) else ()),
        cause=next(iter(further([cause])), None),
        outer=place_of(next((each for each in places if each.file != places[0].file), None)),
        parts=_parts(error),
    )
