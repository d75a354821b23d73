"""Why a semaphore of an answer's own holds nothing back: each call makes one of its own, or gives the slot back too
soon. Pure."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from asynclab.course.cell.bindings import FUNCTIONS, own_nodes
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.written.own_cells import CellFunction, called_name, functions_in, own_cells, place_in
from asynclab.expect.expectations.overlap import BOUND
from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place

_FOR_ALL = Guess(
    "This block holds one slot, and all of the calls are made in it.",
    "Hold one around each call, in a function of its own: `async with gate: return await ...`.",
)
_GIVEN_BACK = Guess(
    "The slot is given back where its block ends, and the call is only started in it.",
    "Await it inside of the block, which is held until then.",
)
_GATES = ("Semaphore", "BoundedSemaphore", "Lock")
_STARTS = ("create_task", "ensure_future")


@dataclass(frozen=True)
class _LooseGate:
    """A line at which a semaphore is made, or held, so that it holds nothing back."""

    place: Place
    guess: Guess


def at_loose_gates(
    findings: Sequence[Finding], given: Collection[str], answers: Iterable[str], history: CellHistory
) -> tuple[Finding, ...]:
    """Return the findings, those of too many calls at once at the line that makes a semaphore for each of them, holds
    one for all, or only starts a call while it holds one, where the answers' cells have but one such. given: the labels
    of the locked cells."""
    found = [
        each for run in own_cells(answers, given, history) for each in (*_of_each(run), *_too_wide_or_too_short(run))
    ]
    return tuple(_at(finding, found[0]) if len(found) == 1 else finding for finding in findings)


def _at(finding: Finding, gate: _LooseGate) -> Finding:
    failure = finding.failure
    if failure.remedy != BOUND or failure.place is not None:
        return finding
    told = replace(failure, cause=gate.guess.cause, remedy=gate.guess.remedy, place=gate.place)
    return replace(finding, failure=told)


def _of_each(run: CellRun) -> Iterator[_LooseGate]:
    """The semaphores that a function makes inside of another one, and enters itself."""
    inner = {id(each) for outer in functions_in(run) for each in ast.walk(outer) if each is not outer}
    for function in (each for each in functions_in(run) if id(each) in inner and not _holds_functions(each)):
        blocks = [each for each in own_nodes(function) if isinstance(each, ast.AsyncWith)]
        entered = {ast.unparse(item.context_expr) for block in blocks for item in block.items}
        lines = [block.lineno for block in blocks if any(_is_gate(item.context_expr) for item in block.items)]
        for line in (*lines, *(line for name, line in _made(function) if name in entered)):
            cause = f"Each call of {code(function.name)} makes one of its own in this line: nobody else waits at that."
            remedy = f"Make one for all of them, outside of {code(function.name)}."
            yield _LooseGate(place_in(run, line, function.name), Guess(cause, remedy))


def _too_wide_or_too_short(run: CellRun) -> Iterator[_LooseGate]:
    """The blocks that hold one slot for all calls, or in which a call is started and awaited nowhere."""
    for function in functions_in(run):
        gates = {name for each in functions_in(run) for name, _ in _made(each)}
        for block in (each for each in own_nodes(function) if isinstance(each, ast.AsyncWith)):
            if not any(_is_gate(item.context_expr) or ast.unparse(item.context_expr) in gates for item in block.items):
                continue
            inside = [each for line in block.body for each in ast.walk(line)]
            calls = [each for each in inside if isinstance(each, ast.Call)]
            started = [each for each in calls if called_name(each) in _STARTS]
            if any(_is_of_several(each) for each in calls):
                yield _LooseGate(place_in(run, block.lineno, function.name), _FOR_ALL)
            elif len(started) == 1 and not any(isinstance(each, ast.Await) for each in inside):
                yield _LooseGate(place_in(run, started[0].lineno, function.name), _GIVEN_BACK)


def _is_of_several(call: ast.Call) -> bool:
    several = called_name(call) == "gather" and any(isinstance(each, ast.Starred) for each in call.args)
    return several and not any(isinstance(each, ast.AsyncWith) for each in ast.walk(call))


def _made(function: CellFunction) -> Iterator[tuple[str, int]]:
    """The names that a function gives to semaphores, each with the line."""
    for each in own_nodes(function):
        if isinstance(each, ast.Assign) and _is_gate(each.value):
            yield from ((target.id, each.lineno) for target in each.targets if isinstance(target, ast.Name))


def _holds_functions(function: CellFunction) -> bool:
    return any(isinstance(each, FUNCTIONS) for each in ast.walk(function) if each is not function)


def _is_gate(node: ast.AST) -> bool:
    return called_name(node) in _GATES
