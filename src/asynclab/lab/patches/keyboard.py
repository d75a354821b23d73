"""Questions to a person, which a run refuses: nobody is there to answer, and whoever asks on a loop holds it. What
ends a notebook's kernel for a person ends a run as it would end a plain Python, by `SystemExit`.

No row of `PATCHES`: a notebook's kernel and the grading shell put functions of their own in the place of `input`, the
kernel anew for each cell. So the stand-ins come and go with the run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import reduce
from types import FrameType
from typing import Any

from asynclab.lab import audit_hook
from asynclab.lab.context import current
from asynclab.lab.errors import CannotSimulate

REFUSED = ("builtins.input", "getpass.getpass")
"""What asks somebody at the keyboard."""
_IN_A_KERNEL = ("sys.breakpointhook", "bdb.Bdb.set_trace")  # elsewhere somebody may well sit in front of a debugger
_DEBUGGER = "A debugger (`breakpoint`, `pdb.set_trace`)"
_LEAVES = ("ExitAutocall", "ZMQExitAutocall")  # what `exit` and `quit` are in a notebook: they only leave a note


@contextmanager
def nobody_answers() -> Iterator[None]:
    """In the block, refuse whatever asks at the keyboard in a thread of a run; outside of a run it asks as ever."""
    with ExitStack() as stand_ins:
        for asks in REFUSED + (_IN_A_KERNEL if "ipykernel.kernelapp" in sys.modules else ()):
            module, *within, name = asks.split(".")
            if module in sys.modules:
                owner = reduce(getattr, within, sys.modules[module])
                stand_ins.enter_context(_refused(owner, name, asks))
        for leaves in (getattr(sys.modules.get("IPython.core.autocall"), name, None) for name in _LEAVES):
            if leaves is not None:
                stand_ins.enter_context(_replaced(leaves, "__call__", _leaving(leaves.__call__)))
        yield


@contextmanager
def _refused(owner: Any, name: str, asks: str) -> Iterator[None]:
    with _replaced(owner, name, _refusing(getattr(owner, name), asks)):
        yield


@contextmanager
def _replaced(owner: Any, name: str, ours: Callable[..., Any]) -> Iterator[None]:
    real = getattr(owner, name)
    setattr(owner, name, ours)
    try:
        yield
    finally:
        if getattr(owner, name) is ours:  # else a run beside this one has put its own there after us
            setattr(owner, name, real)


def _leaving(real: Callable[..., Any]) -> Callable[..., Any]:
    def leave(*args: Any, **kwargs: Any) -> Any:
        if current() is None:
            return real(*args, **kwargs)
        raise SystemExit

    return leave


def _is_debuggers(frame: FrameType) -> bool:
    """Whether a debugger asks, as `pdb.post_mortem` and `pdb.run` let it."""
    return frame.f_globals.get("__name__") in ("cmd", "pdb")


def _refusing(real: Callable[..., Any], asks: str) -> Callable[..., Any]:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        if current() is None:
            return real(*args, **kwargs)
        if asks in _IN_A_KERNEL or _is_debuggers(sys._getframe(1)):  # no thread and no other call does what it is for
            raise CannotSimulate(
                _DEBUGGER,
                "Take it out, and `print` what you want to see: it waits at the keyboard, and nobody is there.",
            )
        audit_hook.tell(asks, args, sys._getframe(1))
        raise CannotSimulate(
            f"A question at the keyboard (`{asks.removeprefix('builtins.')}`)",
            "Use an argument for what it asks: nobody is there to answer, and on the event loop all else would wait.",
        )

    return refuse
