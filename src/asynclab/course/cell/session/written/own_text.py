"""What the text of an answer's cell tells of a failure, and a run cannot: which names it writes, and what its `except`
lines catch. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import caught_names, nodes_in, place_in
from asynclab.expect.matching import OF_SHAPE
from asynclab.expect.messages.crashes import AS_THE_TASK_SAYS, leaves
from asynclab.expect.messages.slips import CAUGHT_INSIDE
from asynclab.expect.messages.wording import code, names
from asynclab.observe.run import Place
from asynclab.observe.spans import work

_OTHER_KEYS = re.compile(r"\bhas the keys? ((?:'[^']*'(?:, | and )?)+)")


def with_own_text(findings: Sequence[Finding], answers: Iterable[str], history: CellHistory) -> tuple[Finding, ...]:
    """Return the findings: of a dict with other keys than are due, that names matter only where the answer writes one
    of them, since a given cell may have made it; of an error that came out, or was to be told apart, which `except`
    names it and does not catch it, or catches it before the one that names it can. answers: the names of the student's
    own that were judged."""
    runs = [run for run in map(history.owner, answers) if run is not None]
    return tuple(_with_own_text(finding, runs) for finding in findings)


def _with_own_text(finding: Finding, runs: Sequence[CellRun]) -> Finding:
    failure = finding.failure
    if failure.cause == OF_SHAPE and (keys := _OTHER_KEYS.search(failure.seen)):
        written = any(key in run.source for key in re.findall(r"'([^']*)'", keys[1]) for run in runs)
        return finding if written else replace(finding, failure=replace(failure, cause=""))
    came_out = failure.remedy in (AS_THE_TASK_SAYS, CAUGHT_INSIDE)
    if not came_out and (failure.place is not None or not _is_guessed(failure.cause)):
        return finding
    raised = tuple(_raised(finding))
    for handler in (each for run in runs for each in (*_not_caught(run, raised), *_too_late(run, raised))):
        cause = handler.cause or ("" if _is_guessed(failure.cause) else failure.cause)
        return replace(finding, failure=replace(failure, cause=cause, remedy=handler.remedy, place=handler.place))
    return finding


@dataclass(frozen=True)
class _WrongHandler:
    """An `except` that does not catch what it seems to, or all that another one should. cause: "" where the remedy
    says it."""

    place: Place
    cause: str
    remedy: str


def _is_guessed(cause: str) -> bool:
    return not cause or cause.startswith("Perhaps")


def _raised(finding: Finding) -> Iterator[tuple[str, ...]]:
    """The classes of each error that a run ended with or something scripted raised in it, from its own on."""
    run = finding.run
    if run is None:
        return
    if run.problem is not None:
        yield from (leaf.types for leaf in leaves(run.problem))
    yield from (span.error.types for span in work(run) if span.error is not None)


def _not_caught(run: CellRun, raised: Sequence[Sequence[str]]) -> Iterator[_WrongHandler]:
    """Each `except A or B` that names a class which was raised and does not catch it: Python makes one class of it, and
    catches that alone."""
    for each in nodes_in(run):
        if isinstance(each, ast.ExceptHandler) and isinstance(each.type, ast.BoolOp):
            named = [ast.unparse(value) for value in each.type.values]
            caught = named[0] if isinstance(each.type.op, ast.Or) else named[-1]
            missed = {name.rpartition(".")[2] for name in named if name != caught}
            if any(missed.intersection(classes) for classes in raised):
                yield _WrongHandler(
                    place_in(run, each.lineno),
                    "",
                    f"Line {each.lineno} of {run.label}, {code(f'except {ast.unparse(each.type)}')}, catches "
                    f"{code(caught)} alone. Write `except ({', '.join(named)})`, which catches {names(named)}.",
                )


def _too_late(run: CellRun, raised: Sequence[Sequence[str]]) -> Iterator[_WrongHandler]:
    """Each `except` that names a class which was raised, and stands below one that takes it."""
    for each in nodes_in(run):
        if not isinstance(each, ast.Try):
            continue
        for classes in raised:
            taking = [(handler, word) for handler in each.handlers if (word := _takes(handler, classes))]
            nearest = min(taking, key=lambda each: classes.index(each[1]), default=None)
            if nearest is not None and nearest is not taking[0]:
                (first, broad), (last, named) = taking[0], nearest
                yield _WrongHandler(
                    place_in(run, first.lineno),
                    f"Line {first.lineno}, {code(_head(first))}, takes {code(classes[0])} as well: line {last.lineno}, "
                    f"{code(_head(last))}, is not come to.",
                    f"Put what {code(f'except {named}')} does above it; or name there, in place of {code(broad)}, what "
                    "it is for.",
                )


def _takes(handler: ast.ExceptHandler, classes: Sequence[str]) -> str:
    """The nearest of these classes that a handler names; "" if it takes none of them."""
    named = {name or "Exception" for name in caught_names(handler)}
    return next((name for name in classes if name in named), "")


def _head(handler: ast.ExceptHandler) -> str:
    return "except" if handler.type is None else f"except {ast.unparse(handler.type)}"
