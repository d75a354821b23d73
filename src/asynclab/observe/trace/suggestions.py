"""The name that was probably meant where one is not there: "Did you mean: 'answers'?", as Python says it.

Python says so when it prints a traceback, and not in the error's own text, which is all that a run keeps. Its way of
finding the name differs from version to version; this one is the same everywhere, as a run is.
"""

from __future__ import annotations

import asyncio
import builtins
import sys
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from types import ModuleType

_ALIKE = 0.7  # of 1
_MOST = 750  # names that are compared, as Python has it
_OF_THE_LOOP = "asynclab.lab."  # whose tasks and futures stand for asyncio's
_ASYNCIOS = (asyncio.Task, asyncio.Future)


def did_you_mean(error: BaseException) -> str:
    """Return " Did you mean: 'x'?" for an error about a name that is not there; "" where no name is like it."""
    with suppress(Exception):  # a student's error or object may answer in any way when it is asked for its names
        wrong = getattr(error, "name_from" if isinstance(error, ImportError) else "name", None)
        if isinstance(wrong, str) and "Did you mean" not in str(error):
            known = sorted({name for name in _known(error) if isinstance(name, str) and _may_be_meant(name, wrong)})
            known = known[:_MOST]
            if found := get_close_matches(wrong, known, n=1, cutoff=_ALIKE):
                return f". Did you mean: '{found[0]}'?"
    return ""


def _may_be_meant(name: str, wrong: str) -> bool:
    """Whether somebody who wrote this may have meant that name: a private one only where one was written."""
    return name != wrong and (wrong.startswith("_") or not name.startswith("_"))


def _known(error: BaseException) -> Iterator[str]:
    """The names that there are where the error looked for one."""
    if isinstance(error, AttributeError):
        ours = (kind for kind in type(error.obj).__mro__ if kind.__module__.startswith(_OF_THE_LOOP))
        own = {name for kind in ours for name in vars(kind)} - {name for kind in _ASYNCIOS for name in dir(kind)}
        yield from (name for name in dir(type(error.obj)) if not name.startswith("__") and name not in own)
        with suppress(TypeError):  # a class that was renamed refuses its objects' own
            yield from (name for name in getattr(error.obj, "__dict__", ()) if not own)
    elif isinstance(error, NameError):
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        if at is not None:
            yield from at.tb_frame.f_locals
            yield from at.tb_frame.f_globals
        yield from vars(builtins)
    elif isinstance(error, ImportError) and error.name:
        module = sys.modules.get(error.name)
        if isinstance(module, ModuleType):
            yield from vars(module)
