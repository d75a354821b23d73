"""Names that two cells of a notebook define, or that are Python's own: what the later cell has made of them may be the
reason why a line does not work any more. Pure."""

from __future__ import annotations

import builtins
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.wording import code

_NAME = re.compile(r"(?<![\w.\"'])[^\W\d]\w*")
_OF_ANOTHER_VALUE = re.compile(
    r"(It raised|The task `[^`]*` ended with|`[^`]*` fails on code that is right:) `(TypeError|AttributeError)`"
)


def with_taken_names(findings: Sequence[Finding], history: CellHistory, answers: Iterable[str]) -> tuple[Finding, ...]:
    """Return the findings, those of an error that another value would explain with the cell that gave a name of their
    line another value. answers: names that their cells define by right."""
    own, told, found = frozenset(answers), set(), []
    for finding in findings:
        seen = finding.failure.seen
        found.append(finding if seen in told else _with_taken_name(finding, history, own))
        told.add(seen)
    return tuple(found)


def at_what_was_taken(
    findings: Sequence[Finding], given: Collection[str], history: CellHistory, answers: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return the findings, those of an error in a locked cell that uses a name of Python's own, or of a cell of the
    chapter's, which a student's cell has taken, at the line that took it: no answer has to do with it. given: the
    labels of the locked cells; answers: the names that the tasks ask for, which a student's cell defines by right."""
    return tuple(_at_what_was_taken(finding, given, history, answers) for finding in findings)


def _at_what_was_taken(
    finding: Finding, given: Collection[str], history: CellHistory, answers: Collection[str]
) -> Finding:
    failure = finding.failure
    if failure.place is None or failure.place.file not in given or not _OF_ANOTHER_VALUE.match(failure.seen):
        return finding
    used = history.names_of_the_notebook(failure.place.file)
    taken = next(_taken(failure.place.text, history, used.difference(answers)), None)
    if taken is None:
        return finding
    seen = f"{failure.seen} That was in {failure.place.file}, which is given."
    told = replace(failure, seen=seen, cause=taken.seen, remedy=taken.remedy, place=taken.place, outer=None)
    return replace(finding, failure=told)


def _is_pythons(name: str) -> bool:
    return hasattr(builtins, name)


def check_without(line: str, error: BaseException, history: CellHistory) -> NoRun | None:
    """Return why a line of a check's own went wrong, if a name in it has been given another value; None if not."""
    if not isinstance(error, (TypeError, AttributeError)):
        return None
    taken = next(_taken(line, history, frozenset(_NAME.findall(line))), None)
    return None if taken is None else NoRun(Outcome.CRASHED, replace(taken, cause="This check needs it as it was."))


def _with_taken_name(finding: Finding, history: CellHistory, answers: frozenset[str]) -> Finding:
    failure = finding.failure
    if failure.cause or failure.place is None or not _OF_ANOTHER_VALUE.match(failure.seen):
        return finding
    used = history.names_of_the_notebook(failure.place.file)
    taken = next(_taken(failure.place.text, history, used - answers), None)
    if taken is None:
        return finding
    return replace(finding, failure=replace(failure, cause=taken.seen, remedy=taken.remedy))


def _taken(line: str, history: CellHistory, used: frozenset[str]) -> Iterator[Failure]:
    for name in dict.fromkeys(_NAME.findall(line)):
        owner, original = history.owner(name), history.original(name)
        others = (original,) if original is not None else history.others(name)
        if owner is None or owner.given or name not in used:
            continue
        if _is_pythons(name):
            yield Failure(
                f"{code(name)} is not Python's own any more: {owner.label} has given the name to something else.",
                remedy=f"Take another name there, and free this one: {code(f'del {name}')}.",
                place=history.definition(name),
            )
        elif others:
            yield Failure(
                f"{code(name)} is what {owner.label} has made of it, and {others[-1].label} defines it too.",
                remedy=f"If that one is meant: take another name in {owner.label}, and run {others[-1].label} again.",
                place=history.last_binding(name),
            )
