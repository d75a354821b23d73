"""Which errors, by their class names, are slips of the pen."""

from __future__ import annotations

# Of a line that could never have worked; no task asks for them.
PROGRAMMING = frozenset(
    "NameError UnboundLocalError AttributeError TypeError ImportError ModuleNotFoundError RecursionError".split()
)
# Of a key or a place that is not there; a task may be about one, and what is scripted is told apart.
LOOK_UPS = frozenset({"KeyError", "IndexError"})
# Of a call that a library could not make: a slip as well, unless a task is about just that.
UNFIT_CALLS = frozenset({"ValidationError", "NotImplementedError"})
SLIPS = PROGRAMMING | UNFIT_CALLS
