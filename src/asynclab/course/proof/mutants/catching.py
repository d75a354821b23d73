"""Slips in errors: an `except` that catches more or less of a family, or a cancellation; a `raise` left out."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from .syntax_pieces import Operator, Replacement, called


def caught_too_much(node: ast.AST) -> Iterator[Replacement]:
    """`except X` catches the class above X, every `Exception`, and every `BaseException`."""
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        for name in dict.fromkeys((*_above(node.type), "Exception", "BaseException")):
            yield ast.ExceptHandler(ast.Name(name, ast.Load()), node.name, node.body)


def caught_too_little(node: ast.AST) -> Iterator[Replacement]:
    """`except (X, Y)` catches X alone, and Y alone; `except X` a class below X."""
    if not isinstance(node, ast.ExceptHandler) or node.type is None:
        return
    if isinstance(node.type, ast.Tuple):
        for one in node.type.elts:
            yield ast.ExceptHandler(one, node.name, node.body)
    for name in _below(node.type):
        yield ast.ExceptHandler(ast.Name(name, ast.Load()), node.name, node.body)


def cancellation_caught(node: ast.AST) -> Iterator[Replacement]:
    """`except X` catches `CancelledError` as well."""
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        cancelled = ast.Attribute(ast.Name("asyncio", ast.Load()), "CancelledError", ast.Load())
        both = [*node.type.elts] if isinstance(node.type, ast.Tuple) else [node.type]
        yield ast.ExceptHandler(ast.Tuple([*both, cancelled], ast.Load()), node.name, node.body)


def handler_dropped(node: ast.AST) -> Iterator[Replacement]:
    """One `except` of a `try` is gone."""
    if not isinstance(node, ast.Try):
        return
    for dropped in node.handlers:
        rest = [each for each in node.handlers if each is not dropped]
        if rest or node.finalbody:
            yield ast.Try(node.body, rest, node.orelse if rest else [], node.finalbody)
        else:
            yield [*node.body, *node.orelse]


def error_kept_back(node: ast.AST) -> Iterator[Replacement]:
    """A `raise` is gone."""
    if isinstance(node, ast.Raise):
        yield ast.Pass()


def errors_returned(node: ast.AST) -> Iterator[Replacement]:
    """`gather(...)` gives errors back among the results."""
    if called(node, "gather") and isinstance(node, ast.Call) and not node.keywords:
        yield ast.Call(node.func, node.args, [ast.keyword("return_exceptions", ast.Constant(True))])


def _builtin(node: ast.expr) -> type[BaseException] | None:
    found = getattr(builtins, node.id, None) if isinstance(node, ast.Name) else None
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def _above(node: ast.expr) -> Iterator[str]:
    for one in node.elts if isinstance(node, ast.Tuple) else [node]:
        found = _builtin(one)
        if found is not None and issubclass(found, Exception) and found is not Exception:
            yield found.__mro__[1].__name__


def _below(node: ast.expr) -> Iterator[str]:
    found = _builtin(node)
    if found is not None:
        known = (each for each in vars(builtins).values() if isinstance(each, type) and found in each.__bases__)
        yield from sorted(each.__name__ for each in known)[:1]


OPERATORS: tuple[Operator, ...] = (
    caught_too_much,
    caught_too_little,
    cancellation_caught,
    handler_dropped,
    error_kept_back,
    errors_returned,
)
