"""Why a stub was judged although there is an answer: in which cell, or under which name, that stands."""

from __future__ import annotations

from difflib import get_close_matches

from asynclab.course.cell.bindings import definition_lines
from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.course.cell.session.history.losses import RENAME
from asynclab.expect import Failure, Outcome
from asynclab.expect.messages.wording import code, listed, with_article

_ALIKE = 0.8  # of a name that stands beside a stub; less may be another function of the chapter's
_KEEP_ONE = "Keep one of them: write your answer into the cell of the task, and run that."


def beside_stub(history: CellHistory, name: str) -> NoRun | None:
    """Return why a stub was judged although there is an answer: it stands in another cell, which was run before, or
    has another name, nearly the same. None if there is no such answer.
    """
    stub = history.owner(name)
    if (told := stub_last(history, name)) is not None:
        return told
    later = [
        own for own, run in history.defined.items() if stub is not None and run.number > stub.number and not run.given
    ]
    other = next(iter(get_close_matches(name, later, n=1, cutoff=_ALIKE)), "")
    if not other or other in history.lost:
        return None
    label = history.defined[other].label
    seen = f"{code(name)} is as it was handed out, and there is {with_article(other)} in {label}: is that the one?"
    return NoRun(Outcome.NOT_ATTEMPTED, Failure(seen, remedy=RENAME.format(code(name))))


def stub_last(history: CellHistory, name: str) -> NoRun | None:
    """Return why a stub was judged although there is an answer of this name: it stands above the stub in the same
    cell, or in another cell, which was run before. None if there is no such answer."""
    stub = history.owner(name)
    if stub is not None and len(lines := definition_lines(stub.source, name)) > 1:
        seen = (
            f"{code(name)} is defined in {stub.label} more than once, in lines {listed([str(n) for n in lines])}. "
            "The last of them counts, and it is no answer yet."
        )
        return NoRun(
            Outcome.NOT_ATTEMPTED, Failure(seen, remedy="Keep the one that is your answer, and run the cell again.")
        )
    if stub is not None and (others := history.others(name)):
        seen = (
            f"{code(name)} is as it was handed out in {stub.label}, which was run last. Another one is in "
            f"{listed([run.label for run in others])}: is that the one?"
        )
        return NoRun(Outcome.NOT_ATTEMPTED, Failure(seen, remedy=_KEEP_ONE))
    return None
