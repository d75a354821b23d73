"""Pieces of syntax that operators look for, and build."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

Replacement = ast.AST | list[ast.stmt]
Operator = Callable[[ast.AST], Iterator[Replacement]]

# What a mutant's code may name beside the answer's own names; put before the answer where it does.
HELPERS = {
    "_polled": """
async def _polled(awaited):
    import asyncio
    task = asyncio.ensure_future(awaited)
    while not task.done():
        await asyncio.sleep(1 / 64)
    return task.result()
""",
    "_waited_for": """
async def _waited_for(task):
    import asyncio
    await asyncio.wait([task])
    return task
""",
    "_streamed": """
async def _streamed(runnable, *args, **options):
    for each in runnable.stream(*args, **options):
        yield each
""",
    "_stripped": """
def _stripped(value):
    return value.strip() if isinstance(value, str) else value
""",
    "_by_name": """
def _by_name(value):
    return str(getattr(value, "name", value))
""",
    "_first": """
_first = {}
""",
}


def called(node: ast.AST | None, *names: str) -> bool:
    """Return whether a node calls a function or a method of one of these names."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in names


def expression(source: str, **parts: ast.expr) -> ast.expr:
    """Return an expression in which each name that is a key of parts is replaced by that part."""
    return _Filled(parts).visit(ast.parse(source, mode="eval").body)  # type: ignore[no-any-return]


class _Filled(ast.NodeTransformer):
    def __init__(self, parts: dict[str, ast.expr]) -> None:
        self._parts = parts

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Python's hook for a name."""
        return self._parts.get(node.id, node)
