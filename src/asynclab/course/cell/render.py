"""A verdict as text: for a terminal whole, for a notebook's traceback in one line. Its box is `verdict_box`."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from asynclab.course.cell.cell_verdict import MIME, CellVerdict, Finding, to_data
from asynclab.expect import Outcome
from asynclab.observe.run import Ending

if TYPE_CHECKING:
    from asynclab.course.cell.in_chapter import GradedTask

WIDTH = 90  # columns of a sentence in a terminal
IN_FULL = 3  # failures told in full; of the rest, only how many there are

_HEADINGS = {
    Outcome.PASSED: "✓",
    Outcome.FAILED: "✗ Not kept yet:",
    Outcome.NOT_ATTEMPTED: "○ Not started:",
    Outcome.TIMED_OUT: "✗ It did not come to its end:",
    Outcome.CRASHED: "✗ It did not run through:",
    Outcome.TAMPERED: "✗ Not as it was handed out:",
    Outcome.UNGRADED: "? Could not be graded:",
    Outcome.LEFT_OUT: "– Left out:",
}
_MARGIN = 8  # columns before a sentence: "  Seen  "
_NO_BREAK = "\N{NO-BREAK SPACE}"
_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")


def sign(outcome: Outcome) -> tuple[str, str]:
    """Return an outcome as a sign and words before the promise: ("✗", "Not kept yet:")."""
    mark, _, words = _HEADINGS[outcome].partition(" ")
    return mark, words


def heading(verdict: CellVerdict) -> str:
    """Return the outcome and the promise, in one line."""
    return f"{_HEADINGS[verdict.outcome]} {verdict.promise}"


def headline(verdict: CellVerdict) -> str:
    """Return the heading with its points, where they are known."""
    points = points_told(verdict)
    return f"{heading(verdict)} ({points})" if points else heading(verdict)


def in_a_word(verdict: CellVerdict) -> str:
    """Return the outcome in a line without the promise: "✗ Not kept yet, 0 of 2 points.". The line stands below a box
    that shows the promise.
    """
    points = points_told(verdict)
    return ", ".join(part for part in (_HEADINGS[verdict.outcome].rstrip(":"), points) if part) + "."


def points_told(verdict: CellVerdict) -> str:
    """Return what the check has earned, as in "0 of 2 points"; "" where that is not known. One of a student's own earns
    nothing."""
    if not verdict.counts:
        return "counts for nothing"
    if verdict.beside is None or verdict.outcome is Outcome.UNGRADED:
        return ""
    of = verdict.beside.points
    return points(of if verdict.passed else 0, of)


def points(earned: float, of: float) -> str:
    """Return points as in "2 of 5 points"."""
    return f"{earned:g} of {of:g} {'point' if of == 1 else 'points'}"


def told_in_full(verdict: CellVerdict) -> tuple[tuple[Finding, ...], int]:
    """Return the failures to tell, each text and each fact of a run once and at most three, and how many more there
    are. A hidden one of which a student may read nothing is told where nothing else is.
    """
    each: dict[object, Finding] = {}
    seen: set[tuple[str, str]] = set()
    for finding in _each_fact_once(verdict.findings):
        told, at = finding.told, (finding.told.seen, finding.told_place)
        if told.why or told.remedy or at not in seen:  # of a failure that was told with its cause, not without again
            each.setdefault(told.rows(), finding)  # of two that differ in what to reread, the first one
        seen |= {at, (finding.told.seen, "")}  # nor, of one that was told with its line, without that
    says = [finding for finding in each.values() if finding.told.says_something] or list(each.values())[:1]
    return tuple(islice(says, IN_FULL)), max(len(says) - IN_FULL, 0)


def _each_fact_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those of a fact that an earlier one of the same run has told."""
    told: set[tuple[int, str]] = set()
    for finding in findings:
        fact = (id(finding.run), finding.failure.fact)
        if not finding.failure.fact or fact not in told:
            yield finding
        told.add(fact)


def line_of(finding: Finding) -> str:
    """Return the student's own line of a failure, unless its sentences name it already."""
    place = finding.told_place.replace(", in <module>", "")
    said = " ".join(text for _, text in finding.told.rows())
    return "" if not place or place.partition(", in ")[0] in said else place


def with_runs(findings: Iterable[Finding], asked: int) -> Iterator[tuple[Finding, str]]:
    """Yield each failure with which run of its check it is of, as in "2 of 3 in this check, at its line 9"; "" where
    there is no other, where the failure before it was of the same run, and where nothing could be run. Of a hidden run,
    yield that it is one. asked: how many there are that a student sees.
    """
    before = ""
    for finding in findings:
        told = _run_told(finding, asked)
        yield finding, told if told != before else ""
        before = told


def _run_told(finding: Finding, asked: int) -> str:
    if finding.run is not None and finding.run.ending is Ending.REFUSED:
        return ""
    if finding.hidden:
        return "one that only grading asks for"
    if finding.asked is None or asked < 2:
        return ""
    at = f", at its line {finding.asked.line}" if finding.asked.line else ""
    return f"{finding.asked.number} of {asked} in this check{at}"


def cells_told(verdict: CellVerdict) -> tuple[str, ...]:
    """Return what is told of the cells that were judged: which they are, then the remarks on them."""
    return tuple(filter(None, (_judged_told(verdict), *verdict.remarks)))


def _judged_told(verdict: CellVerdict) -> str:
    """The cell that was judged, as in "This check ran the `ask` of cell In[3]."; "" where no cell is known, or no cell
    was judged.
    """
    if not verdict.judged or verdict.outcome is Outcome.NOT_ATTEMPTED:
        return ""
    first = verdict.judged[0]
    ran = f"This check ran the `{first.name}` of {first.label}"
    answers = verdict.beside.task.names if verdict.beside is not None else frozenset()
    if first.name in answers:
        return f"{ran}."
    own = [f"your `{each.name}` of {each.label}" for each in verdict.judged if each.name in answers]
    return f"{ran}, with {' and '.join(own)}." if own else f"{ran}."


def text(verdict: CellVerdict) -> str:
    """Return the whole story: the heading, what was seen, why, what to try, the timeline, and what is done."""
    return "\n".join(_lines(verdict))


def _lines(verdict: CellVerdict) -> Iterator[str]:
    yield from wrapped(headline(verdict))
    if verdict.note:
        yield from ("", *(line for note in verdict.note.splitlines() for line in wrapped(f"  {note}")))
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        yield from (line for finding in verdict.findings[:1] for line in wrapped(f"  {_calm(finding)}"))
        return
    findings, more = told_in_full(verdict)
    for finding, run in with_runs(findings, verdict.asked):
        yield ""
        yield from _rows(finding, run)
    if more:
        yield from ("", f"  And {more} more: mend these first.")
    for timeline in verdict.pictured():
        yield from ("", str(timeline))
    if verdict.findings:
        yield from _further(verdict)
    elif told := cells_told(verdict):
        yield from wrapped(f"  {' '.join(told)}")
    if verdict.passed and verdict.beside is not None and verdict.beside.done:
        yield from ("", *wrapped(done_told(verdict)))


def _calm(finding: Finding) -> str:
    return " ".join(said for _, said in finding.told.rows())


def _rows(finding: Finding, run: str) -> Iterator[str]:
    beside = (("Line", line_of(finding)), ("Run", run))
    for name, said in (*finding.told.rows(), *((name, said) for name, said in beside if said)):
        body = [part for each in said.splitlines() for part in wrapped(f"{' ' * _MARGIN}{each}")] or [""]
        yield f"  {name:<{_MARGIN - 2}}{body[0].lstrip()}"
        yield from body[1:]


def _further(verdict: CellVerdict) -> Iterator[str]:
    said = [f"Reread: “{section}”." for section in sections(verdict)]
    if verdict.beside is not None and verdict.beside.task.id:
        said.append(f'Hint: `task("{verdict.beside.task.id}").hint()`.')
    said += cells_told(verdict)
    if said:
        yield from ("", *wrapped(f"  {'  '.join(said)}"))


def sections(verdict: CellVerdict) -> tuple[str, ...]:
    """Return the sections to reread, of the failures that are shown."""
    findings, _ = told_in_full(verdict)
    return tuple(dict.fromkeys(finding.told.section for finding in findings if finding.told.section))


def kept_told(task: GradedTask) -> str:
    """Say that all checks of a task passed, of which a notebook has the visible part."""
    count = len(task.checks)
    if not task.id:
        return f"{count} of {count} {'answer' if count == 1 else 'answers'} right"
    return f"{count} of {count} visible {'promise' if count == 1 else 'promises'} kept"


def asks_more(task: GradedTask) -> str:
    """Say that grading asks more than the notebook's part of a task's checks; "" for the quiz, of which it does not."""
    return " Grading asks the same with other latencies, texts and readers." if task.id else ""


def done_told(verdict: CellVerdict) -> str:
    """Say that the task is done, what it earned, and the way on."""
    beside = verdict.beside
    assert beside is not None
    task = beside.task
    kept = f"{kept_told(task)}, {points(task.points, task.points)}.{asks_more(task)}"
    if not beside.next:
        way = "Save it (Ctrl-S); `progress()` and index.ipynb tell where to go on."
        return f"✓ {task.title} is done: {kept} This chapter is complete: {points(beside.earned, beside.of)}. {way}"
    solution = f' Our solution: `task("{task.id}").solution()`.' if task.id else ""
    return (
        f"✓ {task.title} is done: {kept} In this chapter so far: {points(beside.earned, beside.of)}.{solution} "
        f"Next: {beside.next}."
    )


def wrapped(said: str) -> list[str]:
    """Return the text's lines, cut between words, never between a number and its unit, nor at several blanks, which
    may be a value's. Each part keeps its indentation.
    """
    lines = []
    for line in said.splitlines():
        margin = " " * (len(line) - len(line.lstrip()))
        kept = _BLANKS.sub(lambda found: _NO_BREAK * len(found[0]), units_kept(line))
        cut = textwrap.wrap(kept, WIDTH, subsequent_indent=margin, break_on_hyphens=False, break_long_words=False)
        lines += [each.replace(_NO_BREAK, " ") for each in cut] or [""]
    return lines


def units_kept(said: str) -> str:
    """Return the text with a space that no line ends at between each number and its "s"."""
    words = said.split(" ")
    for at in range(len(words) - 1, 0, -1):
        if words[at].rstrip(".,;:)`") == "s" and words[at - 1][-1:].isdigit():
            words[at - 1 : at + 1] = [f"{words[at - 1]}{_NO_BREAK}{words[at]}"]
    return " ".join(words)


def show(verdict: CellVerdict) -> None:
    """Publish a verdict: as an output of the notebook's cell, or as text where there is no notebook."""
    if not _in_notebook():
        if verdict.passed or verdict.outcome is Outcome.LEFT_OUT:  # else the error says it
            print(text(verdict))
        return
    from IPython.display import publish_display_data

    publish_display_data(bundle(verdict))  # type: ignore[no-untyped-call]


def bundle(verdict: CellVerdict) -> dict[str, object]:
    """Return the verdict as an output's data: for a page, for a terminal, and for whoever grades, unless the check is a
    student's own."""
    from asynclab.course.cell.verdict_box import box

    data = {MIME: to_data(verdict)} if verdict.counts else {}
    return {**data, "text/html": box(verdict), "text/plain": text(verdict)}


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")  # who runs in IPython has imported it
    return ipython is not None and ipython.get_ipython() is not None
