"""Answers that do nothing: a check that passes on one of them asks for nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def empty_answers(stub: str) -> Iterator[tuple[str, str]]:
    """Yield the stub of a task with functions that return at once, and with ones that yield nothing: each a name and a
    source. A stub without functions has none."""
    tree = ast.parse(stub)
    if any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) for node in ast.walk(tree)):
        yield "returns_nothing", _emptied(stub, "return None")
        yield "yields_nothing", _emptied(stub, "return\nyield")


def _emptied(stub: str, body: str) -> str:
    return ast.unparse(_Emptying(ast.parse(body).body).visit(ast.parse(stub)))


class _Emptying(ast.NodeTransformer):
    """Gives every function the same body."""

    def __init__(self, body: list[ast.stmt]) -> None:
        self._body = body

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Python's hook for a `def`."""
        node.body = list(self._body)
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        """Python's hook for an `async def`."""
        node.body = list(self._body)
        return node
