"""Questions to a person, which a run refuses: nobody is there to answer, and whoever asks on a loop holds it.

No row of `PATCHES`: a notebook's kernel and the grading shell put functions of their own in the place of `input`, the
kernel anew for each cell. So the stand-ins come and go with the run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from asynclab.lab import audit_hook
from asynclab.lab.context import current
from asynclab.lab.errors import CannotSimulate

REFUSED = ("builtins.input", "getpass.getpass")
"""What asks somebody at the keyboard."""


@contextmanager
def nobody_answers() -> Iterator[None]:
    """In the block, refuse whatever asks at the keyboard in a thread of a run; outside of a run it asks as ever."""
    with ExitStack() as stand_ins:
        for asks in REFUSED:
            module, _, name = asks.partition(".")
            if module in sys.modules:
                stand_ins.enter_context(_refused(sys.modules[module], name, asks))
        yield


@contextmanager
def _refused(owner: Any, name: str, asks: str) -> Iterator[None]:
    real = getattr(owner, name)
    ours = _refusing(real, asks)
    setattr(owner, name, ours)
    try:
        yield
    finally:
        if getattr(owner, name) is ours:  # else a run beside this one has put its own there after us
            setattr(owner, name, real)


def _refusing(real: Callable[..., Any], asks: str) -> Callable[..., Any]:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        if current() is None:
            return real(*args, **kwargs)
        audit_hook.tell(asks, args, sys._getframe(1))
        raise CannotSimulate(
            f"A question at the keyboard (`{asks.removeprefix('builtins.')}`)",
            "Use an argument for what it asks: nobody is there to answer, and on the event loop all else would wait.",
        )

    return refuse
