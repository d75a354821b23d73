"""Slips in waiting: an await that is missing or in the wrong place, side by side made one by one, a loop that polls."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .syntax_pieces import Operator, Replacement, called, expression


def await_dropped(node: ast.AST) -> Iterator[Replacement]:
    """`await x` becomes `x`."""
    if isinstance(node, ast.Await):
        yield node.value


def one_by_one(node: ast.AST) -> Iterator[Replacement]:
    """`await gather(*(f(x) for x in xs))` becomes `[await f(x) for x in xs]`."""
    if not (isinstance(node, ast.Await) and called(node.value, "gather") and isinstance(node.value, ast.Call)):
        return
    match node.value.args:
        case [ast.Starred(value=ast.ListComp() | ast.GeneratorExp() as many)]:
            yield ast.ListComp(ast.Await(many.elt), many.generators)
        case [ast.Starred(value=many)]:
            yield expression("[await each for each in many]", many=many)
        case several:
            yield ast.List([ast.Await(each) for each in several], ast.Load())


def side_by_side(node: ast.AST) -> Iterator[Replacement]:
    """`[await f(x) for x in xs]` becomes `await asyncio.gather(*(f(x) for x in xs))`."""
    if isinstance(node, ast.ListComp) and isinstance(node.elt, ast.Await):
        many = ast.GeneratorExp(node.elt.value, node.generators)
        yield expression("await asyncio.gather(*many)", many=many)


def as_they_finish(node: ast.AST) -> Iterator[Replacement]:
    """`await gather(*xs)` becomes a list in the order of finishing."""
    if isinstance(node, ast.Await) and called(node.value, "gather") and isinstance(node.value, ast.Call):
        many = ast.List(node.value.args, ast.Load())
        yield expression("[await each for each in asyncio.as_completed(many)]", many=many)


def task_awaited_at_once(node: ast.AST) -> Iterator[Replacement]:
    """`create_task(x)` is waited for where it stands."""
    if called(node, "create_task", "ensure_future") and isinstance(node, ast.Call):
        yield expression("await _waited_for(task)", task=node)


def not_awaited(node: ast.AST) -> Iterator[Replacement]:
    """A statement `await x` starts a task, and goes on."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Await):
        yield ast.Expr(expression("asyncio.ensure_future(work)", work=node.value.value))


def shielded(node: ast.AST) -> Iterator[Replacement]:
    """`await x(...)` becomes `await asyncio.shield(x(...))`."""
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Call) and not called(node.value, "shield", "sleep"):
        yield expression("await asyncio.shield(work)", work=node.value)


def polled(node: ast.AST) -> Iterator[Replacement]:
    """`await x(...)` looks every 1/64 of a second whether it is done."""
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Call) and not called(node.value, "sleep"):
        yield expression("await _polled(work)", work=node.value)


def sleeps_in_the_loop(node: ast.AST) -> Iterator[Replacement]:
    """`await asyncio.sleep(x)` becomes `time.sleep(x)`."""
    if isinstance(node, ast.Await) and called(node.value, "sleep") and isinstance(node.value, ast.Call):
        yield ast.Call(expression("__import__('time').sleep"), node.value.args, [])


def invoked_in_the_loop(node: ast.AST) -> Iterator[Replacement]:
    """`await x.ainvoke(...)` becomes `x.invoke(...)`; `x.astream(...)` reads `x.stream(...)`."""
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Call) and called(node.value, "ainvoke"):
        assert isinstance(node.value.func, ast.Attribute)
        yield ast.Call(ast.Attribute(node.value.func.value, "invoke", ast.Load()), node.value.args, node.value.keywords)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "astream":
        yield ast.Call(ast.Name("_streamed", ast.Load()), [node.func.value, *node.args], node.keywords)


OPERATORS: tuple[Operator, ...] = (
    await_dropped,
    one_by_one,
    side_by_side,
    as_they_finish,
    task_awaited_at_once,
    not_awaited,
    shielded,
    polled,
    sleeps_in_the_loop,
    invoked_in_the_loop,
)
