"""Code that a magic of IPython's has made of a cell, back in the cell that it was written in.

`%%time` compiles its cell anew, under the name "<timed exec>", of which nobody knows the source. Lines count as in a
traceback of IPython's: from below the magic.
"""

from __future__ import annotations

import ast
import linecache
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

_COMMAND = "<string>"
_MAGICS = ("run_cell_magic", "run_line_magic")


@dataclass(frozen=True)
class CellSource:
    """Where code was written. file: as a notebook knows its cells, or a path. below: the lines of a cell below its
    magic; None where `linecache` has the source."""

    file: str
    below: tuple[str, ...] | None = None

    def line(self, number: int) -> str:
        """Return a line of the source, counted from 1, as it stands there; "" if nobody knows it."""
        if self.below is None:
            return linecache.getline(self.file, number)
        return self.below[number - 1] if 0 < number <= len(self.below) else ""


def source_of(code: CodeType) -> CellSource:
    """Return where this code was written."""
    name = code.co_filename
    named_alike = name == _COMMAND and name in linecache.cache and not _is_of_command(code)
    by_magic = name.startswith("<") and (named_alike or name not in linecache.cache) and "IPython" in sys.modules
    return (_cell_of(code) if by_magic else None) or CellSource(name, () if named_alike else None)


@lru_cache(maxsize=256)
def _is_of_command(code: CodeType) -> bool:
    """Whether code stands in what the process was started with by `-c`, which Python 3.13 keeps under the name that
    whatever is given to `eval` and `exec` has as well."""
    return code in _compiled("".join(linecache.getlines(_COMMAND)), 0)


@lru_cache(maxsize=256)
def _cell_of(code: CodeType) -> CellSource | None:
    """The cell of the running notebook that a magic made this code of; the latest, if there are several."""
    shell: Any = sys.modules["IPython"].get_ipython()
    if shell is None:
        return None
    for name in reversed(list(linecache.cache)):
        if shell.compile.format_code_name(name):
            for text in _given_to_magics("".join(linecache.getlines(name))):
                body = shell.transform_cell(text)
                if code in _compiled(body, shell.compile.compiler_flags):
                    return CellSource(name, tuple(body.splitlines()))
    return None


def _given_to_magics(source: str) -> Iterator[str]:
    """The texts that a cell, as IPython has rewritten it, hands to its magics."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return
    for node in nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in _MAGICS and node.args:
            text = node.args[-1]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def _compiled(source: str, flags: int) -> list[CodeType]:
    """Every code object of a text. Python compares them by all but their file."""
    try:
        found = [compile(source, "<cell>", "exec", flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)]
    except (SyntaxError, ValueError):
        return []
    for code in found:  # grows as it is walked
        found += [part for part in code.co_consts if isinstance(part, CodeType)]
    return found
