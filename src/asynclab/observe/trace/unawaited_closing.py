"""Where code closes an async generator and does not await that.

`aclose()` of an async generator makes no coroutine, and Python 3.11 says nothing of one that is dropped: nobody can
hear of it, so it is read in the code.
"""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import CodeType, FunctionType

from asynclab import lab
from asynclab.observe.run import NeverAwaited, Place, Run
from asynclab.observe.trace.exceptions import file_as_known

_MOST = 50  # functions that are looked at


def with_unawaited_closings(run: Run, target: object, namespace: Mapping[str, object]) -> Run:
    """Return a run that left a generator open, with each line of the student's own that is a bare `stream.aclose()`:
    in `target`, and in the functions of the notebook that it calls. Whether one was reached is not known. Any other
    run is returned as it is."""
    if not any(left.kind == "generator" for left in run.left):
        return run
    known = {each.place for each in run.never_awaited}
    found = (each for code in _codes(target, namespace) for each in _in_function(code))
    return replace(run, never_awaited=(*run.never_awaited, *(each for each in found if each.place not in known)))


def _codes(target: object, namespace: Mapping[str, object]) -> Iterator[CodeType]:
    seen: set[int] = set()
    waiting = [target]
    while waiting and len(seen) < _MOST:
        each = waiting.pop(0)
        if id(each) in seen or not isinstance(each, FunctionType):
            continue
        seen.add(id(each))
        if lab.owner_of(each.__code__.co_filename) is lab.Owner.STUDENT:
            yield each.__code__
            waiting += [
                namespace[name] for code in _nested(each.__code__) for name in code.co_names if name in namespace
            ]


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _nested(inner)


def _in_function(code: CodeType) -> Iterator[NeverAwaited]:
    file, lines = code.co_filename, linecache.getlines(code.co_filename)
    last = max(line or 0 for each in _nested(code) for _, _, line in each.co_lines())
    try:
        tree = compile("".join(lines), file, "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError):  # a cell with a magic in it
        return
    for name, line, function in _closings(tree, "<module>"):
        if code.co_firstlineno <= line <= last:
            yield NeverAwaited(name, Place(file_as_known(file), line, function, lines[line - 1].strip()))


def _closings(node: ast.AST, function: str) -> Iterator[tuple[str, int, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Call):
            called = child.value.func
            if isinstance(called, ast.Attribute) and called.attr == "aclose":
                yield ast.unparse(called), child.lineno, function
        inside = child.name if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) else function
        yield from _closings(child, inside)
