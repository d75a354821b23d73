"""A function that is made in a loop, and reads the loop's name when it runs: by then that is the last one. Pure."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.bindings import own_nodes
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import called_name, functions_in, own_cells, place_in
from asynclab.expect import Failure
from asynclab.expect.messages.wording import code
from asynclab.observe.run import SpanEnd
from asynclab.observe.spans import work

_Turning = ast.For | ast.AsyncFor | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_Closure = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_AT_ONCE = frozenset("sorted min max sort filter map".split())  # what calls a function that it is given, and is done
_CAUSE = "A function keeps a name, and not its value: all that the loop has made read the same one."
_REMEDY = (
    "Make it in a function of its own that is given the value: `def branch(source):`, with the inner function in it, "
    "which it returns; and call `branch(...)` in the loop."
)


def with_loop_closures(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings; where a run has asked one and the same again and again, and an answer's cell makes functions
    in a loop that read the loop's name, that comes first, and of the others no cause is told. given: the labels of the
    locked cells; answers: the names that were judged."""
    if not any(_always_the_same(finding) for finding in findings):
        return tuple(findings)
    told = next((each for run in own_cells(answers, given, history) for each in _late(run)), None)
    if told is None:
        return tuple(findings)
    return (Finding(told), *(replace(each, failure=replace(each.failure, cause="", remedy="")) for each in findings))


def _always_the_same(finding: Finding) -> bool:
    """Whether all that a run asked of tools was one thing of one tool, several times, and none of it was a retry."""
    asked = [span for span in work(finding.run) if "query" in span.data] if finding.run is not None else []
    same = {(span.name, repr(span.data["query"])) for span in asked}
    return len(asked) > 1 and len(same) == 1 and all(span.how is not SpanEnd.ERROR for span in asked)


def _late(run: CellRun) -> Iterator[Failure]:
    for function in functions_in(run):
        for loop in (each for each in own_nodes(function) if isinstance(each, _Turning)):
            for made in _made_in(loop):
                read = _read_late(loop, made)
                if read is not None and not _is_awaited_in(loop, made):
                    what = "The `lambda`" if isinstance(made, ast.Lambda) else code(made.name)
                    when = "when it runs, and not when it is made"
                    seen = f"{what} reads {code(read.id)} {when}: by then the loop in line {loop.lineno} has ended."
                    yield Failure(seen, _CAUSE, _REMEDY, place=place_in(run, read.lineno, function.name))


def _made_in(node: ast.AST) -> Iterator[_Closure]:
    """The functions that a loop makes, without those in them, and those that something calls at once."""
    if called_name(node) in _AT_ONCE:
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _Closure):
            yield child
        elif not isinstance(child, ast.ClassDef):
            yield from _made_in(child)


def _is_awaited_in(loop: _Turning, made: _Closure) -> bool:
    """Whether a loop calls what it makes and waits for it, so that it reads the value of that turn."""
    waited = (each for node in own_nodes(loop) if isinstance(node, ast.Await) for each in ast.walk(node))
    return not isinstance(made, ast.Lambda) and any(called_name(each) == made.name for each in waited)


def _read_late(loop: _Turning, made: _Closure) -> ast.Name | None:
    """The first name of a loop's that a function reads when it runs: no parameter, and none that it sets itself."""
    turns = {each.id for each in own_nodes(loop) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    body = [made.body] if isinstance(made, ast.Lambda) else made.body
    every = [each for part in body for each in ast.walk(part)]
    parameters = {each.arg for each in (*ast.walk(made.args), *every) if isinstance(each, ast.arg)}
    own = {each.id for each in every if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)} | parameters
    reads = [each for each in every if isinstance(each, ast.Name) and each.id in turns - own]
    return min(reads, key=lambda each: (each.lineno, each.col_offset), default=None)
