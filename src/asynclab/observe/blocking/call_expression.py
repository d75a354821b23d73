"""The call that a frame is in, as it stands in the source: Python keeps the columns of each instruction."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import CodeType, FrameType

from asynclab.lab.context import real_time
from asynclab.lab.owners.magics import source_of

# What takes a function to call it later or elsewhere, and not the result of a call.
_TAKES_A_FUNCTION = frozenset({"run_in_executor", "to_thread", "submit", "call_soon", "call_later", "run_sync"})
_INSTRUCTION = 2  # bytes of one

_Columns = tuple[int | None, int | None, int | None, int | None]


@dataclass(frozen=True)
class CallExpression:
    """A call as it is written. function: what is called, as in `requests.get`; "" where that is no dotted name.
    arguments: the text between its brackets. handed_to: of a call whose result is handed to what takes a function, that
    one's name, as in `run_in_executor`; "" otherwise."""

    function: str
    arguments: str = ""
    handed_to: str = ""

    @property
    def apart(self) -> str:
        """The function and its arguments as they are handed on: `search, query`."""
        return f"{self.function}, {self.arguments}" if self.arguments else self.function


def call_at(frame: FrameType) -> CallExpression | None:
    """Return the call that a frame is about to make or waits for; None where its source does not tell."""
    code = frame.f_code
    position = next(islice(code.co_positions(), max(frame.f_lasti, 0) // _INSTRUCTION, None), None)
    return None if position is None else _written(code, position)


@lru_cache(maxsize=256)
def _written(code: CodeType, position: _Columns) -> CallExpression | None:
    with real_time():
        source = source_of(code)
        lines = linecache.getlines(source.file) if source.below is None else source.below
        text = "\n".join(line.rstrip("\n") for line in lines)
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError):
            return None
    found = next(_calls(tree, position, ""), None)
    return None if found is None else _expression(*found, text)


def _calls(node: ast.AST, position: _Columns, taker: str) -> Iterator[tuple[ast.Call, str]]:
    """The call at a position, and its taker: the name of what its value is an argument of, if that takes a function."""
    if isinstance(node, ast.Call):
        if (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset) == position:
            yield node, taker
        yield from _calls(node.func, position, "")
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        takes = name if name in _TAKES_A_FUNCTION else ""
        for argument in (*node.args, *node.keywords):
            yield from _calls(argument, position, takes)
        return
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, position, "")


def _expression(call: ast.Call, taker: str, text: str) -> CallExpression:
    function = ast.unparse(call.func)
    dotted = all(part.isidentifier() for part in function.split("."))
    arguments = ", ".join(_as_written(each, text) for each in (*call.args, *call.keywords))
    return CallExpression(function if dotted else "", arguments, taker)


def _as_written(node: ast.AST, text: str) -> str:
    """A piece of the source in one line."""
    return " ".join((ast.get_source_segment(text, node) or "...").split())
