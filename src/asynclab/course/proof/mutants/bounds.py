"""Slips in numbers: a limit, a bound, a count or a deadline that is off by one, a comparison at its edge."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .syntax_pieces import Operator, Replacement, called, expression

_BOUNDED = ("Semaphore", "BoundedSemaphore", "CapacityLimiter", "Queue", "ThreadPoolExecutor", "range")
_TIMED = ("timeout", "timeout_at", "wait_for", "sleep", "fail_after", "move_on_after")
_KEYWORDS = ("max_concurrency", "max_workers", "maxsize", "max_size", "max_buffer_size", "value")
_EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def number_off_by_one(node: ast.AST) -> Iterator[Replacement]:
    """An integer becomes one more, and one less."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)
        if node.value > 0:
            yield ast.Constant(node.value - 1)


def bound_off_by_one(node: ast.AST) -> Iterator[Replacement]:
    """The bound of a semaphore, a queue, a pool or a range is one more, and one less."""
    if called(node, *_BOUNDED) and isinstance(node, ast.Call) and len(node.args) == 1:
        for change in ("bound + 1", "bound - 1"):
            changed = expression(change, bound=node.args[0])
            yield ast.Call(node.func, [changed], node.keywords)
    if isinstance(node, ast.keyword) and node.arg in _KEYWORDS:
        yield ast.keyword(node.arg, expression("bound + 1", bound=node.value))
        yield ast.keyword(node.arg, expression("bound - 1", bound=node.value))


def unbounded(node: ast.AST) -> Iterator[Replacement]:
    """The bound of a semaphore, a queue or a pool is a thousand."""
    if called(node, *_BOUNDED[:-1]) and isinstance(node, ast.Call) and node.args:
        yield ast.Call(node.func, [ast.Constant(1000), *node.args[1:]], node.keywords)
    if isinstance(node, ast.keyword) and node.arg in _KEYWORDS:
        yield ast.keyword(node.arg, ast.Constant(1000))


def deadline_moved(node: ast.AST) -> Iterator[Replacement]:
    """A deadline or a pause is twice as long, and half as long."""
    if called(node, *_TIMED) and isinstance(node, ast.Call) and node.args:
        *before, last = node.args
        for change in ("last * 2", "last / 2"):
            yield ast.Call(node.func, [*before, expression(change, last=last)], node.keywords)


def edge_moved(node: ast.AST) -> Iterator[Replacement]:
    """`<` becomes `<=` and back, `==` becomes `!=`, `in` becomes `not in`."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield ast.Compare(node.left, [_EDGES[type(node.ops[0])]()], node.comparators)


OPERATORS: tuple[Operator, ...] = (number_off_by_one, bound_off_by_one, unbounded, deadline_moved, edge_moved)
