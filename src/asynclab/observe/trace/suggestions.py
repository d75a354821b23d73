"""The name that was probably meant where one is not there: "Did you mean: 'answers'?", as Python says it.

Python says so when it prints a traceback, and not in the error's own text, which is all that a run keeps. Its way of
finding the name differs from version to version; this one is the same everywhere, as a run is.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from types import ModuleType

_ALIKE = 0.7  # of 1
_MOST = 750  # names that are compared, as Python has it


def did_you_mean(error: BaseException) -> str:
    """Return " Did you mean: 'x'?" for an error about a name that is not there; "" where no name is like it."""
    with suppress(Exception):  # a student's error or object may answer in any way when it is asked for its names
        wrong = getattr(error, "name_from" if isinstance(error, ImportError) else "name", None)
        if isinstance(wrong, str) and "Did you mean" not in str(error):
            known = sorted({name for name in _known(error) if isinstance(name, str) and name != wrong})[:_MOST]
            if found := get_close_matches(wrong, known, n=1, cutoff=_ALIKE):
                return f". Did you mean: '{found[0]}'?"
    return ""


def _known(error: BaseException) -> Iterator[str]:
    """The names that there are where the error looked for one."""
    if isinstance(error, AttributeError):
        yield from (name for name in dir(type(error.obj)) if not name.startswith("__"))
        yield from getattr(error.obj, "__dict__", ())
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
