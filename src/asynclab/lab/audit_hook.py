"""Listens to Python's audit events in the threads of a run: tells observers of calls to the system, and refuses
the network."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from asynclab.lab.context import current, here
from asynclab.lab.errors import CannotSimulate
from asynclab.lab.owners.givers import Giver

REFUSED = frozenset(
    "socket.connect socket.bind socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr socket.getnameinfo "
    "socket.sendto socket.sendmsg".split()
)

_told = REFUSED  # what observers hear of. Every other event (compile, object.__getattr__ ...) is the interpreter's own
_listening = False


def listen() -> None:
    """Begin to listen. An audit hook cannot be taken back; outside a run ours does nothing."""
    global _listening
    if not _listening:
        _listening = True
        sys.addaudithook(_heard)


def hear(events: frozenset[str]) -> None:
    """Tell observers of these audit events as well, in every run from now on."""
    global _told
    _told |= events


def in_step() -> bool:
    """Return whether the caller is a callback of a run's event loop (and not in `real_time()`)."""
    me = current()
    return me is not None and me.in_step


def giver() -> Giver | None:
    """Return the student's line that gave the callback of the loop that calls this, if there is such a line."""
    me = current()
    return None if me is None else me.giver


def tell(event: str, args: tuple[Any, ...], frame: FrameType | None) -> None:
    """Tell the run's observer of a call to the system. Does nothing outside a loop's callback."""
    me = current()
    if me is not None and me.in_step and me.clock.hooks.system_call is not None:
        me.clock.hooks.system_call(me, event, args, frame)


def _heard(event: str, args: tuple[Any, ...]) -> None:
    try:
        if here.thread is None:
            return
    except AttributeError:  # the interpreter is shutting down
        return
    if event == "import":
        _imported()
    elif event in _told and current() is not None:
        tell(event, args, sys._getframe(1))
        if event in REFUSED:
            raise CannotSimulate(
                f"A network call ({event})", "Use a scripted source, or an object that stands in for the network."
            )


def _imported() -> None:
    me = current()
    if me is not None and me.in_step and me.clock.hooks.imported is not None:
        me.clock.hooks.imported(me)
