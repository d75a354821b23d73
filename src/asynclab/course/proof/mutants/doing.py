"""Slips in what is done: a call made twice or not at all, a condition left out, a text stripped, another order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .syntax_pieces import Operator, Replacement, called, expression

_ASKED = ("ainvoke", "astream", "write", "send", "sink", "search", "close")


def called_twice(node: ast.AST) -> Iterator[Replacement]:
    """`await x(...)` is awaited twice."""
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
        yield expression("(await once, await once)[1]", once=node.value)


def call_left_out(node: ast.AST) -> Iterator[Replacement]:
    """A statement that is a call is gone."""
    if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Await, ast.Call)):
        yield ast.Pass()


def asked_otherwise(node: ast.AST) -> Iterator[Replacement]:
    """What is asked, written or sent has a space more."""
    if called(node, *_ASKED) and isinstance(node, ast.Call) and node.args:
        yield ast.Call(node.func, [expression("f'{asked} '", asked=node.args[0]), *node.args[1:]], node.keywords)


def condition_decided(node: ast.AST) -> Iterator[Replacement]:
    """The condition of an `if` always holds, and never does; one of a comprehension always does."""
    if isinstance(node, (ast.If, ast.IfExp)):
        for decided in (True, False):
            yield type(node)(ast.Constant(decided), node.body, node.orelse)  # type: ignore[arg-type]
    if isinstance(node, ast.comprehension):
        for dropped in node.ifs:
            rest = [each for each in node.ifs if each is not dropped]
            yield ast.comprehension(node.target, node.iter, rest, node.is_async)


def condition_in_part(node: ast.AST) -> Iterator[Replacement]:
    """Of `x and y`, x alone counts, and y alone; `not x` becomes x."""
    if isinstance(node, ast.BoolOp):
        yield from node.values
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def blank_is_empty(node: ast.AST) -> Iterator[Replacement]:
    """A condition takes white space for an empty text, and an empty text for one that is there."""
    tests = [node.test] if isinstance(node, (ast.If, ast.IfExp)) else []
    for test in tests:
        bare = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
        if not isinstance(bare, (ast.Name, ast.Attribute, ast.Subscript)):
            continue
        for change in ("_stripped(bare)", "bare is not None"):
            changed = expression(change, bare=bare)
            decided = changed if bare is test else ast.UnaryOp(ast.Not(), changed)
            yield type(node)(decided, node.body, node.orelse)  # type: ignore[call-arg, attr-defined]


def stripped_otherwise(node: ast.AST) -> Iterator[Replacement]:
    """`x.strip()` becomes x, and strips one side only."""
    if isinstance(node, ast.Call) and called(node, "strip") and isinstance(node.func, ast.Attribute):
        yield node.func.value
        for side in ("lstrip", "rstrip"):
            yield ast.Call(ast.Attribute(node.func.value, side, ast.Load()), node.args, [])


def another_order(node: ast.AST) -> Iterator[Replacement]:
    """A list, or its `sorted`, is made in another order: the last first, or by name."""
    if isinstance(node, (ast.ListComp, ast.GeneratorExp)) and not node.generators[0].is_async:
        first, *rest = node.generators
        for change in ("reversed(list(many))", "sorted(many, key=_by_name)"):
            turned = ast.comprehension(first.target, expression(change, many=first.iter), first.ifs, 0)
            yield type(node)(node.elt, [turned, *rest])
    if isinstance(node, ast.Call) and called(node, "sorted") and len(node.args) == 1 and not node.keywords:
        yield expression("list(many)", many=node.args[0])


OPERATORS: tuple[Operator, ...] = (
    called_twice,
    call_left_out,
    asked_otherwise,
    condition_decided,
    condition_in_part,
    blank_is_empty,
    stripped_otherwise,
    another_order,
)
