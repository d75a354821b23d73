"""Locks that were made before this package was imported: real ones, which the clock does not see.

A managed thread that waits for one holds the baton meanwhile. If another thread of the run holds the lock over a
virtual wait, neither can go on; nothing can be done about it then, but it can be named.
"""

from __future__ import annotations

import _thread
import ast
import inspect
import linecache
from itertools import islice
from types import FrameType
from typing import Any

_REAL = (_thread.LockType, _thread.RLock)


def awaited_lock(frame: FrameType | None) -> str:
    """Return the expression of the real lock that a thread waits for in this frame, as `self.lock`. Return "" if it
    waits for no lock that can be named. Runs no code of the frame's.
    """
    if frame is None:
        return ""
    for tree in _entered(frame):
        lock = _value(tree, frame)
        if isinstance(lock, _REAL) and _is_held(lock):
            return ast.unparse(tree)
    return ""


def _entered(frame: FrameType) -> list[ast.expr]:
    """What the frame enters in a `with`, or calls `acquire` of, just now."""
    try:
        (statement,) = ast.parse(_current_statement(frame)).body
    except (SyntaxError, ValueError):  # no source, or none that stands on its own
        return []
    if isinstance(statement, ast.With):  # Python 3.13 tells of the lock itself, earlier ones of the whole statement
        return [item.context_expr for item in statement.items]
    if not isinstance(statement, ast.Expr):
        return []
    tree = statement.value
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Attribute) and tree.func.attr == "acquire":
        return [tree.func.value]
    return [tree]


def _current_statement(frame: FrameType) -> str:
    """The text of what the frame's current instruction was made of."""
    positions = islice(frame.f_code.co_positions(), frame.f_lasti // 2, None)
    first, last, begin, end = next(positions, (None, None, None, None))
    if first is None or last is None:
        return ""
    name = frame.f_code.co_filename
    lines = [linecache.getline(name, number, frame.f_globals).encode() for number in range(first, last + 1)]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][begin:]
    return b"".join(lines).decode()


def _value(tree: ast.expr, frame: FrameType) -> object:
    """What a name or an attribute of one is; None for all else."""
    if isinstance(tree, ast.Name):
        return frame.f_locals.get(tree.id, frame.f_globals.get(tree.id))
    if isinstance(tree, ast.Attribute):
        return inspect.getattr_static(_value(tree.value, frame), tree.attr, None)
    return None


def _is_held(lock: Any) -> bool:
    if lock.acquire(False):
        lock.release()
        return False
    return True
