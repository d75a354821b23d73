"""A slip whose error the answer's own `except` caught: it comes back as a failed call, or as a message."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from itertools import islice

from asynclab.expect.messages.arrivals import texts
from asynclab.expect.messages.crashes import tells
from asynclab.expect.messages.slips import is_slip, likely
from asynclab.expect.messages.wording import code
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Problem, Run

_LOOKED_AT = 100  # texts in which an error is looked for
_LONG = 1000  # characters of one
_TOLD = re.compile(r"\b([A-Z]\w*Error)(?:: (.*)|\((['\"])(.*?)\3,?\))", re.DOTALL)  # as text, or as `repr` has it
_MEND = "Mend that first; and let an `except` catch the errors that are meant, and no others."


def caught_slip(run: Run) -> Failure | None:
    """Return the failure for a slip of which an error was caught, so that the run only shows what became of it; None
    where there was none. An error that a scripted call raised is no slip.
    """
    scripted = {(span.error.type, span.error.message) for span in run.spans if span.error and _is_scripted(span.kind)}
    for seen, problem in _errors(run):
        if (problem.type, problem.message) in scripted or not is_slip(problem):
            continue
        guess = likely(problem)
        return Failure(f"{seen} That was caught, and the answer went on.", guess.cause, guess.remedy or _MEND)
    return None


def _is_scripted(kind: str) -> bool:
    return kind in ("call", "stream")


def _errors(run: Run) -> Iterator[tuple[str, Problem]]:
    """The errors of calls that LangChain told of, then those that texts in the value tell of, each with a sentence.
    Of a text none of its own words is told: it may hold anything, and a hidden check masks only what it knows."""
    for span in run.spans:
        if span.error is not None and not _is_scripted(span.kind) and span.kind != "task":
            yield f"{code(span.name)} failed with {tells(span.error)}", span.error
    for text in islice(texts([run.value, *(item.value for item in run.items[:_LOOKED_AT])]), _LOOKED_AT):
        if found := _TOLD.search(text[:_LONG]):
            named = code(found[1]) if hasattr(builtins, found[1]) else "an error"
            yield f"What came back tells of {named} of the code itself.", Problem(found[1], found[2] or found[4] or "")
