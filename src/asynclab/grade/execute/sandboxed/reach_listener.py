"""Listens, in a student's process, for what their code reaches for and no answer needs: an audit hook that is put up
before it and cannot be taken back. What it hears is sent to the parent at once; points are left alone, and a person is
asked to look.

Only what a student's own line does counts. LangChain, IPython and Python itself look into frames and code all the time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from operator import attrgetter
from types import FrameType
from typing import Any

from asynclab.grade.execute.pass_result import MOST
from asynclab.grade.reaching import reaches
from asynclab.lab.owners.ownership import Owner, owner_of, owner_of_frame

_ROOM = 200  # characters of each
_PLAIN = frozenset(
    "gc.get_objects gc.get_referrers gc.get_referents sys.settrace sys.setprofile sys.addaudithook "
    "sys._current_frames sys._current_exceptions code.__new__ cpython.PyInterpreterState_New marshal.loads".split()
)
_ATTRIBUTES = frozenset("object.__getattr__ object.__setattr__ object.__delattr__".split())
_WATCHED = _PLAIN | _ATTRIBUTES | {"compile"}
_INNER = frozenset("__code__ __closure__ __globals__ tb_frame cr_frame gi_frame ag_frame f_locals f_back".split())


def listen(tell: Callable[[str], None]) -> None:
    """Begin, for the life of this process. tell: is called with what a student's line does, each thing once.

    All that is needed is bound here, before a student's code may replace it.
    """
    frame_of, owner, student, watched, inner = sys._getframe, owner_of_frame, Owner.STUDENT, _WATCHED, _INNER
    attributes, what_of, told, most, names = _ATTRIBUTES, _what, set[str](), MOST, attrgetter("f_globals")

    def heard(event: str, args: tuple[Any, ...]) -> None:
        if event not in watched and not event.startswith("ctypes."):
            return
        if (event in attributes and args[1] not in inner) or len(told) >= most:
            return
        frame: FrameType | None = frame_of(1)
        while frame is not None and names(frame).get("__name__") == "ctypes":  # it acts for whoever calls it
            frame = frame.f_back
        if frame is None or owner(frame) is not student:
            return
        for what in what_of(event, args):
            if what not in told:
                told.add(what)
                tell(what)

    sys.addaudithook(heard)


def _what(event: str, args: tuple[Any, ...]) -> tuple[str, ...]:
    """Return what a student's line does, a few words each; an empty tuple if answers may do it."""
    if event in _ATTRIBUTES:
        return (str(args[1]),)
    if event != "compile":
        return (event,)
    source, file = args[0], args[1]
    found = [reach.what for reach in _read(source)]
    if type(file) is str and not file.startswith("<") and owner_of(file) is not Owner.STUDENT:
        found.append(f"compile under the name of {file.rpartition('/')[2]}")
    return tuple(what[:_ROOM] for what in found)


def _read(source: Any) -> tuple[Any, ...]:
    if type(source) is bytes:
        source = source.decode(errors="replace")
    return reaches(source) if type(source) is str else ()
