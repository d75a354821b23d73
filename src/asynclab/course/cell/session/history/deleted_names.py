"""Which line of a cell takes a name away that was there: `del`, `%reset` and their like. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asynclab.course.cell.bindings import deletions, without_prompts
from asynclab.course.cell.session.history.missing_names import RUN_ABOVE
from asynclab.expect.messages.wording import code

_OF_ONE = ("%reset_selective", "%xdel", "globals().pop", "locals().pop", "vars().pop", "get_ipython().del_var")
_OF_ALL = ("%reset", "globals().clear", "locals().clear", "vars().clear", "get_ipython().reset")


@dataclass(frozen=True)
class Deletion:
    """A line of a cell's, and what in it takes a name away, as in "del". all: whether that takes every name."""

    line: int
    by: str
    all: bool = False


def deletion(source: str, name: str) -> Deletion | None:
    """Return the last line of a cell's own that takes a name away; None if none is known."""
    lines = list(enumerate(without_prompts(source).splitlines(), start=1))
    found = [Deletion(deletions(source)[name], "del")] if name in deletions(source) else []
    found += [each for number, line in lines for each in _in_line(number, line, name)]
    return max(found, key=lambda each: each.line, default=None)


def _in_line(number: int, line: str, name: str) -> list[Deletion]:
    said = line.partition("#")[0]
    if said[:1].isspace():  # of a function, or of a block that need not have run
        return []
    word = re.search(rf"\b{re.escape(name)}\b", said)
    if word and re.search(rf"(?:^|;)\s*del\b[^;]*\b{re.escape(name)}\b", said):
        return [Deletion(number, "del")]
    one = next((by for by in _OF_ONE if by in said), "")
    if one:
        return [Deletion(number, one)] if word or one == "%reset_selective" else []
    every = next((by for by in _OF_ALL if by in said), "")
    return [Deletion(number, every, all=True)] if every else []


def after_deletion(found: Deletion | None, label: str, definer: str, *, here: bool, before: bool) -> str:
    """Return what to do about a name that a cell has taken away. label: of that cell; definer: of the cell that is to
    define it, "" where none is known; here: whether the cell's own text defines it as well; before: whether an earlier
    text of the cell did."""
    if found is not None and found.all:
        return f"Take the {code(found.by)}, which takes all names away, out of {label}. Then: {RUN_ABOVE}"
    if found is None and (here or before):
        return f"Look which line of {label} takes it away, take that out, and run the cell again."
    taken_out = f"Take the {code(found.by)} out of {label}" if found is not None else ""
    if here:
        return f"{taken_out}, and run it again."
    if before:
        return f"{taken_out}, and write there what is to define it."
    return f"Run the cell that defines it again{f', {definer}' if definer else ''}."
