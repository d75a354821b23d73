"""A stalled loop in words: who did it, and what to do instead."""

from __future__ import annotations

from asynclab.expect.messages.wording import at, code
from asynclab.observe.blocking.rules import RULES
from asynclab.observe.run import Blocking

STALLED = "blocked the event loop"  # in whatever says that something did


def culprit(finding: Blocking) -> str:
    """Say who blocks: "`time.sleep` (cell 3, line 7, ...)", or "Line ... kept the processor busy and"."""
    if finding.call:
        return f"{code(finding.call)}{at(finding.place)}"
    rule = RULES.get(finding.rule)
    return f"Your code{at(finding.place)} {rule.what if rule else 'did not let go'} and"


def best_of(remedies: tuple[str, ...]) -> str:
    """Return the remedies in a sentence, the best first."""
    if not remedies:
        return "Await an async version of it, or move it to a thread: `await asyncio.to_thread(...)`."
    return f"Instead: {'; or '.join(remedies[:3])}."
