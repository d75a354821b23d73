"""Slips in state: a value of the first call that is remembered, an object changed in place, a reducer that forgets."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .syntax_pieces import Operator, Replacement, expression

_MADE = (ast.Await, ast.Call, ast.Dict, ast.List, ast.Set, ast.ListComp, ast.DictComp)
_IN_PLACE = {"or_": "ior", "add": "iadd"}


def first_remembered(node: ast.AST) -> Iterator[Replacement]:
    """What the first call assigned, or returned, is what every later one has, across calls and questions."""
    if isinstance(node, ast.Assign) and isinstance(node.value, _MADE) and isinstance(node.targets[0], ast.Name):
        yield ast.Assign(node.targets, _kept(node.targets[0].id, node.value), lineno=node.lineno)
    if isinstance(node, ast.Return) and isinstance(node.value, _MADE):
        yield ast.Return(_kept("return", node.value))


def _kept(name: str, value: ast.expr) -> ast.expr:
    return expression("_first.setdefault(name, value)", name=ast.Constant(name), value=value)


def changed_in_place(node: ast.AST) -> Iterator[Replacement]:
    """`x | y` and the reducers `operator.or_` and `operator.add` change their first operand."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield expression("__import__('operator').ior(left, right)", left=node.left, right=node.right)
    if isinstance(node, ast.Attribute) and node.attr in _IN_PLACE:
        yield ast.Attribute(node.value, _IN_PLACE[node.attr], ast.Load())


def reducer_forgets(node: ast.AST) -> Iterator[Replacement]:
    """`Annotated[x, reducer]` becomes x; the last that writes wins; the first does."""
    match node:
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[kind, _])):
            yield kind
            for change in ("lambda old, new: new", "lambda old, new: old or new"):
                both = ast.Tuple([kind, expression(change)], ast.Load())
                yield ast.Subscript(ast.Name("Annotated", ast.Load()), both, ast.Load())


OPERATORS: tuple[Operator, ...] = (first_remembered, changed_in_place, reducer_forgets)
