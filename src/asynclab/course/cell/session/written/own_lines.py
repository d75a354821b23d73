"""The line of an answer's own behind a failure whose run knows none, where its text has but one of the kind. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from asynclab.course.cell.bindings import own_nodes
from asynclab.course.cell.cell_verdict import Finding, told_once
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import (
    ANEXT,
    called_name,
    caught_names,
    functions_in,
    nodes_in,
    only,
    own_cells,
    place_in,
)
from asynclab.expect import Failure
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_YIELDS = (ast.Yield, ast.YieldFrom)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def at_written_lines(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, each at the line that its sentence is about, where the answers' cells have but one line of
    that kind; and a generator that is called and never read: before what may follow of it, behind an error that was
    raised. given: the labels of the locked cells; answers: the names that were judged."""
    runs = own_cells(answers, given, history)
    unread = [Finding(each) for run in runs for each in _unread(run)] if findings else []
    if any(each.failure.seen.startswith("It raised") for each in findings):
        return told_once([*(_at_its_line(finding, runs) for finding in findings), *unread])
    if unread:
        findings = [replace(each, failure=replace(each.failure, cause="", remedy="")) for each in findings]
    return told_once([*unread, *(_at_its_line(finding, runs) for finding in findings)])


@dataclass(frozen=True)
class _Kind:
    """Lines of one kind. told: of which sentence they are the line. found: those of a cell. cause, remedy: what such a
    line means, "" where the sentence says it."""

    told: re.Pattern[str]
    found: Callable[[CellRun], Iterator[Place]]
    cause: str = ""
    remedy: str = ""


def _at_its_line(finding: Finding, runs: Sequence[CellRun]) -> Finding:
    failure = finding.failure
    for kind in _KINDS:
        known = failure.place is not None and kind.found is not _generator_yields
        by_an_error = finding.run is not None and finding.run.problem is not None and kind.found is _leavings
        if known or by_an_error or not kind.told.search(f"{failure.seen} {failure.cause}"):
            continue
        place = only(place for run in runs for place in kind.found(run))
        if place is None:
            continue
        guessed = failure.is_guessed
        if kind.cause and guessed:
            failure = replace(failure, cause=kind.cause.format(_word(place)), remedy=kind.remedy)
        return replace(finding, failure=replace(failure, place=place)) if guessed or not kind.cause else finding
    return finding


def _word(place: Place) -> str:
    return code(re.match(r"\w*", place.text)[0])  # type: ignore[index]


def _closings(run: CellRun) -> Iterator[Place]:
    """The lines that close something, and are not come to on every way out."""
    closings = [(node, around) for node, around in _nodes_around(run) if _is_method(node, "aclose")]
    if any("aclosing" in ast.dump(node) for node in nodes_in(run) if isinstance(node, ast.Call)):
        return
    for node, around in closings:
        if not any(isinstance(each, ast.Try) and _within(node, each.finalbody) for each in around):
            yield _place(run, node, around)


def _swallowing_yields(run: CellRun) -> Iterator[Place]:
    """The `yield` of each `finally`, and the line of each `except` around a `yield` that takes the exit, too."""
    for node, around in _nodes_around(run):
        if isinstance(node, _YIELDS) and any(
            isinstance(each, ast.Try) and _within(node, each.finalbody) for each in around
        ):
            yield _place(run, node, around)
        elif isinstance(node, ast.ExceptHandler) and _takes_the_exit(node):
            guarded = next(each for each in reversed(around) if isinstance(each, (ast.Try, ast.TryStar)))
            if any(isinstance(each, _YIELDS) for line in guarded.body for each in (line, *own_nodes(line))):
                yield _place(run, node, around)


def _takes_the_exit(handler: ast.ExceptHandler) -> bool:
    takes = any(name in ("", "BaseException", "GeneratorExit") for name in caught_names(handler))
    return takes and not any(isinstance(each, ast.Raise) for each in ast.walk(handler))


def _gathers(run: CellRun) -> Iterator[Place]:
    """The lines that wait for several at once."""
    for node, around in _nodes_around(run):
        if called_name(node) == "gather":
            yield _place(run, node, around)


def _looped_anexts(run: CellRun) -> Iterator[Place]:
    """The lines in a loop that ask a stream for one more by hand."""
    for node, around in _nodes_around(run):
        if called_name(node) in ANEXT and any(isinstance(each, _LOOPS) for each in around):
            yield _place(run, node, around)


def _leavings(run: CellRun) -> Iterator[Place]:
    """The lines that leave a loop before its end; one that has no end of its own, a `while True`, is left so."""
    for node, around in _nodes_around(run):
        loop = next((each for each in reversed(around) if isinstance(each, _LOOPS)), None)
        if isinstance(node, (ast.Return, ast.Break)) and loop is not None and not _is_endless(loop):
            yield _place(run, node, around)


def _is_endless(loop: ast.AST) -> bool:
    return isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant) and bool(loop.test.value)


def _strips_in_conditions(run: CellRun) -> Iterator[Place]:
    """The lines that ask for a text without the white space around it."""
    for test, around in _conditions(run):
        if any(_is_method(each, name) for each in ast.walk(test) for name in ("strip", "isspace", "split")):
            yield _place(run, test, around)


def _bare_conditions(run: CellRun) -> Iterator[Place]:
    """The lines that ask of a value alone whether it is anything."""
    for test, around in _conditions(run):
        asked = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
        if isinstance(asked, (ast.Name, ast.Attribute, ast.Subscript, ast.NamedExpr)):
            yield _place(run, test, around)


def _conditions(run: CellRun) -> Iterator[tuple[ast.expr, tuple[ast.AST, ...]]]:
    """The conditions of a cell's lines, loops and comprehensions, the parts of an `and` each by itself."""
    for node, around in _nodes_around(run):
        asks = [node.test] if isinstance(node, (ast.If, ast.IfExp, ast.While)) else []
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            asks = [test for part in node.generators for test in part.ifs]
        for test in asks:
            for part in test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else (test,):
                yield part, around


def _retries(run: CellRun) -> Iterator[Place]:
    """The lines that leave it to LangChain to try again."""
    for node, around in _nodes_around(run):
        if _is_method(node, "with_retry"):
            yield _place(run, node, around)


def _held_until_the_next(run: CellRun) -> Iterator[Place]:
    """The lines in a loop that hand on what a line below them gives a value, in the same loop."""
    for node, around in _nodes_around(run):
        loops = [each for each in around if isinstance(each, ast.AsyncFor)]
        handed = node.value if isinstance(node, ast.Yield) else None
        if loops and isinstance(handed, ast.Name):
            given = [each for each in ast.walk(loops[-1]) if isinstance(each, ast.Assign) and each.lineno > node.lineno]
            if any(ast.unparse(target) == handed.id for each in given for target in each.targets):
                yield _place(run, node, around)


def _generator_yields(run: CellRun) -> Iterator[Place]:
    """The first `yield` of each function that has one."""
    for function in functions_in(run):
        yields = [each.lineno for each in own_nodes(function) if isinstance(each, _YIELDS)]
        if yields:
            yield place_in(run, min(yields), function.name)


def _unread(run: CellRun) -> Iterator[Failure]:
    """Of each generator of a cell's own that a line calls, and does nothing else with."""
    called = {each.name for each in functions_in(run) if any(isinstance(n, _YIELDS) for n in own_nodes(each))}
    plain = {each.name for each in functions_in(run)} - called
    for node, around in _nodes_around(run):
        call = node.value if isinstance(node, ast.Expr) else None
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or not around:
            continue
        if call.func.id in called - plain:
            yield Failure(
                f"{code(f'{call.func.id}(...)')} makes a generator there, and nothing reads it: nothing of it runs.",
                remedy="Read it, with `async for` or, where it is a plain `def`, with `for`; or do without the inner "
                "function.",
                place=_place(run, node, around),
            )


def _nodes_around(run: CellRun) -> Iterator[tuple[ast.stmt | ast.expr | ast.ExceptHandler, tuple[ast.AST, ...]]]:
    """What stands in the functions of a cell, each with what is around it, from the function on."""
    for function in functions_in(run):
        waiting: list[tuple[ast.AST, tuple[ast.AST, ...]]] = [(function, ())]
        while waiting:
            node, around = waiting.pop()
            for child in ast.iter_child_nodes(node):
                if isinstance(child, _FUNCTIONS):
                    continue
                if isinstance(child, (ast.stmt, ast.expr, ast.ExceptHandler)):
                    yield child, (*around, node)
                waiting.append((child, (*around, node)))


def _within(node: ast.AST, statements: Sequence[ast.stmt]) -> bool:
    return any(each is node for statement in statements for each in ast.walk(statement))


def _is_method(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name


def _place(run: CellRun, node: ast.stmt | ast.expr | ast.ExceptHandler, around: Sequence[ast.AST]) -> Place:
    return place_in(run, node.lineno, getattr(around[0], "name", "<module>"))


# The first that fits speaks.
_KINDS = (
    _Kind(
        re.compile(r"was still open when .*Nobody closed it"),
        _closings,
        "Perhaps that line is not come to: a reader who leaves at a `yield`, a `return` and an error pass it by.",
        "Put it into a `finally` around the loop, or write `async with contextlib.aclosing(...)` in its place.",
    ),
    _Kind(re.compile(r"async generator ignored GeneratorExit"), _swallowing_yields),
    _Kind(re.compile(r"All of them at one instant|all came at the same instant"), _gathers),
    _Kind(re.compile(r"It was read further than was needed"), _looped_anexts),
    _Kind(
        re.compile(r"was there before: .* had made it at"),
        _held_until_the_next,
        "What that line hands on came in the round before: it waits until the next one has come.",
        "Hand on each in the round in which it comes, before you wait for another.",
    ),
    _Kind(
        re.compile(r"the waits between them are not"),
        _retries,
        "`with_retry` chooses its waits itself, and by chance.",
        "Where each wait is to be exact: count the attempts in a loop of your own, and sleep between them.",
    ),
    _Kind(re.compile(r"nothing but white space were left out, and"), _strips_in_conditions),
    _Kind(re.compile(r"(that are empty|What is empty, zero or None) w\w+ left out, and"), _bare_conditions),
    _Kind(
        re.compile(
            r"some of it is missing|less often than is due|only the beginning of what is due|Nothing came after"
        ),
        _leavings,
        "Perhaps the {} leaves the loop too soon, and what was still to come is left out.",
        "Put it behind the loop, or under the condition at which nothing more is due.",
    ),
    _Kind(re.compile(r"it has `yield` in it"), _generator_yields),
)
