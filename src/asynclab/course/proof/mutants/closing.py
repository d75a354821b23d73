"""Slips in closing: `aclosing`, `finally` or `async with` taken away, a deadline around too little."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .syntax_pieces import Operator, Replacement, called


def block_unwrapped(node: ast.AST) -> Iterator[Replacement]:
    """`async with x:` becomes what stands in it; `async with aclosing(x) as y:` becomes `y = x` before that."""
    if not isinstance(node, (ast.With, ast.AsyncWith)) or len(node.items) != 1:
        return
    (item,) = node.items
    held = item.context_expr
    if item.optional_vars is None:
        yield node.body
    elif called(held, "aclosing", "closing") and isinstance(held, ast.Call):
        yield [ast.Assign([item.optional_vars], held.args[0], lineno=node.lineno), *node.body]


def last_line_outside(node: ast.AST) -> Iterator[Replacement]:
    """The last statement of an `async with` comes after it."""
    if isinstance(node, (ast.With, ast.AsyncWith)) and len(node.body) > 1:
        yield [type(node)(node.items, node.body[:-1], lineno=node.lineno), node.body[-1]]


def finally_dropped(node: ast.AST) -> Iterator[Replacement]:
    """`finally` is gone with what stands in it."""
    if isinstance(node, ast.Try) and node.finalbody:
        yield _without_finally(node)


def finally_on_success(node: ast.AST) -> Iterator[Replacement]:
    """What stands in `finally` comes after the `try`, and only if nothing was raised."""
    if isinstance(node, ast.Try) and node.finalbody:
        yield [*_without_finally(node), *node.finalbody]


def _without_finally(node: ast.Try) -> list[ast.stmt]:
    if not node.handlers:
        return node.body
    return [ast.Try(node.body, node.handlers, node.orelse, [])]


OPERATORS: tuple[Operator, ...] = (block_unwrapped, last_line_outside, finally_dropped, finally_on_success)
