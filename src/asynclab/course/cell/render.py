"""A verdict as a student reads it: text for a terminal, HTML for a notebook, and the data beside both."""

from __future__ import annotations

import re
import sys
import textwrap
from html import escape
from itertools import islice

from asynclab.course.cell.cell_verdict import MIME, CellVerdict, to_data
from asynclab.expect import Outcome

WIDTH = 100  # columns of a sentence in a notebook: JupyterLab cuts longer lines wherever they end
IN_FULL = 3  # failures told in full; of the rest, only how many there are

_HEADINGS = {
    Outcome.PASSED: "✓",
    Outcome.FAILED: "✗",
    Outcome.NOT_ATTEMPTED: "○ Not attempted yet:",
    Outcome.TIMED_OUT: "✗ It did not end:",
    Outcome.CRASHED: "✗ It crashed:",
    Outcome.TAMPERED: "✗ Not as it was handed out:",
    Outcome.UNGRADED: "? Could not be graded:",
}
# Colours that read on light and on dark ground; the text keeps the notebook's own.
_COLOURS = {Outcome.PASSED: "#2e9e5b", Outcome.NOT_ATTEMPTED: "#8a8f98", Outcome.UNGRADED: "#c08a1e"}
_BAD = "#d2483f"


def heading(verdict: CellVerdict) -> str:
    """The outcome and the promise, in one line."""
    return f"{_HEADINGS[verdict.outcome]} {verdict.promise}"


def brief(verdict: CellVerdict) -> str:
    """What is shown at once: the heading, the note, and the timelines of the runs that failed."""
    lines = [heading(verdict), *(["", f"  {verdict.note}"] if verdict.note else [])]
    for timeline in verdict.pictured():
        lines += ["", str(timeline)]
    return "\n".join(lines)


def sentences(verdict: CellVerdict) -> str:
    """The heading and what went wrong: the first three failures in full, each with the student's own line."""
    lines = [heading(verdict)]
    findings = {finding.instead or finding.sentence: finding for finding in verdict.findings}
    places = {finding.told: finding.told_place for finding in islice(findings.values(), IN_FULL)}
    for sentence, place in places.items():
        lines += ["", f"  {sentence}"]
        if place.partition(", in ")[0] not in sentence:  # else the sentence names the line already
            lines.append(f"    {place}")
    more = len(findings) - IN_FULL
    if more > 0:
        lines += ["", f"  And {more} more: mend these first."]
    return "\n".join(lines)


def wrapped(text: str) -> list[str]:
    """The text's lines, cut between words to a width that a notebook shows whole; each part keeps its indentation."""
    lines = []
    for line in text.splitlines():
        margin = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(line, WIDTH, subsequent_indent=margin, break_on_hyphens=False) or [""]
    return lines


def full(verdict: CellVerdict) -> str:
    """The whole story as text: the sentences, then the timelines."""
    return "\n\n".join([sentences(verdict), *map(str, verdict.pictured())])


def html(verdict: CellVerdict) -> str:
    """The verdict as a notebook shows it: the heading, its note, and the timelines as pictures. The sentences
    follow in the error that a check raises."""
    colour = _COLOURS.get(verdict.outcome, _BAD)
    parts = [f"<strong>{marked_up(heading(verdict))}</strong>"]
    if verdict.note:
        parts.append(f"<p>{marked_up(verdict.note)}</p>")
    parts += [timeline.html() for timeline in verdict.pictured()]
    return f'<div style="border-left: 4px solid {colour}; padding: 2px 12px">{"".join(parts)}</div>'


def marked_up(said: str) -> str:
    """Text as HTML: escaped, with `code` as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(said, quote=False))


def show(verdict: CellVerdict) -> None:
    """Publish a verdict: as an output of the notebook's cell, or as text where there is no notebook."""
    if not _in_notebook():
        print(brief(verdict))
        return
    from IPython.display import publish_display_data

    data = {MIME: to_data(verdict), "text/html": html(verdict), "text/plain": brief(verdict)}
    publish_display_data(data)  # type: ignore[no-untyped-call]


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")  # who runs in IPython has imported it
    return ipython is not None and ipython.get_ipython() is not None
