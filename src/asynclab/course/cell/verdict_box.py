"""A verdict as a notebook and a feedback page show it: one box of HTML, which reads on light and on dark ground.

Styles stand in the elements: pages differ in which style sheets they let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import quote

from asynclab.course.cell import render
from asynclab.course.cell.cell_verdict import CellVerdict, Finding
from asynclab.course.cell.html_text import html_text
from asynclab.course.cell.in_chapter import InChapter, heading_of
from asynclab.expect import Outcome

# Colours that read on light and on dark ground, for the edge alone: words keep the page's own.
_GREY = "#8a8f98"
_EDGES = {
    Outcome.PASSED: "#1a7f37",
    Outcome.NOT_ATTEMPTED: _GREY,
    Outcome.LEFT_OUT: _GREY,
    Outcome.UNGRADED: "#c08a1e",
}
_BAD = "#cf222e"
_MUTED = "color: var(--jp-content-font-color2, #59636e)"
_LINE = "var(--jp-border-color1, #b8bfc6)"
# White space is shown as it is: a value that is told may differ from what is due in nothing else.
_BOX = (
    "border: 1px solid {line}; border-left: 6px solid {edge}; border-radius: 6px; padding: 8px 14px; "
    "margin: 2px 0 6px; max-width: 58em; line-height: 1.5; overflow-wrap: break-word; white-space: pre-wrap"
)
# JupyterLab looks for a heading by the text of the address: what a browser leaves as it is has to stay as it is.
_FRAGMENT = "!#$&'()*+,-./:;=?@[]^_{|}~"
_QUOTED = re.compile("Reread: “([^”<]+)”")
_CODE = "white-space: pre-wrap; overflow-wrap: break-word"


def box(verdict: CellVerdict) -> str:
    """Return the verdict in a box, and below it, where it completes its task, what that has earned."""
    return _framed(_EDGES.get(verdict.outcome, _BAD), "".join(_parts(verdict))) + done_box(verdict)


def done_box(verdict: CellVerdict) -> str:
    """Return what a task has earned in a box, "" where the verdict does not complete one."""
    if not verdict.passed or verdict.beside is None or not verdict.beside.done:
        return ""
    return _framed(_EDGES[Outcome.PASSED], "".join(_done(verdict.beside)))


def linked(box: str, headings: Sequence[str]) -> str:
    """Return a box that was made apart from its page with the sections to reread as links. headings: the page's, as it
    shows them.
    """

    def reread(found: re.Match[str]) -> str:
        section = unescape(found[1])
        return _reread(section, heading_of(section, headings))

    return _QUOTED.sub(reread, box)


def row(verdict: CellVerdict) -> str:
    """Return the verdict as one row of a summary."""
    mark, _ = render.sign(verdict.outcome)
    return _title(mark, marked_up(verdict.promise), render.points_told(verdict))


def summary(title: str, rows: str, *, whole: bool) -> str:
    """Return a box of rows below a title. whole: whether all of it passed."""
    edge = _EDGES[Outcome.PASSED if whole else Outcome.NOT_ATTEMPTED]
    return _framed(edge, f"<strong>{marked_up(title)}</strong>{rows}")


def marked_up(said: str) -> str:
    """Text as HTML: escaped, with `code` as code, and a number kept with its unit."""
    text = re.sub(r"\d[\d.]*-\d[\d.]*(?:\xa0s)?", _stretch, html_text(render.units_kept(said), quote=False))
    html = re.sub(r"`([^`]+)`", rf'<code style="{_CODE}">\1</code>', text)
    return html.replace("\n", "<br>")


def _stretch(found: re.Match[str]) -> str:
    return f'<span style="white-space: nowrap">{found[0]}</span>'


def _framed(edge: str, inside: str) -> str:
    return f'<div style="{_BOX.format(edge=edge, line=_LINE)}">{inside}</div>'


def _title(before: str, promise: str, points: str) -> str:
    told = f'<span style="{_MUTED}; white-space: nowrap">{points}</span>' if points else ""
    return (
        '<div style="display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5em">'
        f'<div style="flex: 1 1 16em">{f"{before} {promise}".strip()}</div>{told}</div>'
    )


def _parts(verdict: CellVerdict) -> Iterator[str]:
    mark, words = render.sign(verdict.outcome)
    points = render.points_told(verdict)
    promise = marked_up(verdict.promise)
    if verdict.outcome is Outcome.NOT_ATTEMPTED:
        yield _title(f"{mark} <strong>{words.rstrip(':')}.</strong>", promise, points)
        if verdict.note:
            yield small(marked_up(verdict.note))
        for finding in verdict.findings[:1]:
            yield small(marked_up(" ".join(said for _, said in finding.told.rows())))
        return
    before = f"{mark} {words}" if words else mark
    heading = "" if verdict.passed else ' role="heading" aria-level="3"'  # what who is read a page to looks for
    yield _title(f"<strong{heading}>{before}", f"{promise}</strong>", points)
    if verdict.note:
        yield f'<div style="margin-top: 4px">{marked_up(verdict.note)}</div>'
    findings, more = render.told_in_full(verdict)
    if findings:
        yield _table(findings, verdict.asked)
    if more:
        yield small(f"And {more} more: mend these first.")
    yield from (f'<div style="margin-top: 8px">{timeline.html()}</div>' for timeline in verdict.pictured())
    yield from _foot(verdict)


def _table(findings: tuple[Finding, ...], asked: int) -> str:
    cells = []
    for at, (finding, run) in enumerate(render.with_runs(findings, asked)):
        for name, said in finding.told.rows():
            gap = "; margin-top: 6px" * (bool(at) and name == "Seen")
            cells.append(f'<div style="{_MUTED}{gap}">{"Also" if gap else name}</div>')
            cells.append(f'<div style="min-width: 0{gap}">{marked_up(said)}</div>')
        if line := render.line_of(finding):
            where, colon, code = line.partition(": ")
            line_html = html_text(where) + (f': <code style="{_CODE}">{html_text(code)}</code>' if colon else "")
            cells.append(f'<div style="{_MUTED}">Line</div><div style="min-width: 0">{line_html}</div>')
        if run:
            cells.append(f'<div style="{_MUTED}">Run</div><div style="min-width: 0">{run}</div>')
    grid = "display: grid; grid-template-columns: 3.2em minmax(0, 1fr); gap: 2px 10px; margin-top: 6px"
    return f'<div style="{grid}">{"".join(cells)}</div>'


def _foot(verdict: CellVerdict) -> Iterator[str]:
    """Links, the hint, and which cell was judged."""
    beside = verdict.beside
    headings = beside.headings if beside is not None else ()
    said = [_reread(section, heading_of(section, headings)) for section in render.sections(verdict)]
    said += map(marked_up, render.cells_told(verdict))
    if said:
        yield small(" · ".join(said))
    if beside is not None and beside.task.hint and not verdict.passed:
        yield _folded("Hint", marked_up(beside.task.hint.strip()))


def _reread(section: str, heading: str) -> str:
    return f"Reread: {_link(heading, section)}" if heading else f"Reread: “{html_text(section, quote=False)}”"


def _link(heading: str, said: str) -> str:
    return (
        f'<a href="#{html_text(quote(heading.replace(" ", "-"), safe=_FRAGMENT))}">{html_text(said, quote=False)}</a>'
    )


def _done(beside: InChapter) -> Iterator[str]:
    task = beside.task
    title = f"<strong>✓ {marked_up(task.title)} is done: {render.kept_told(task)}.</strong>{render.asks_more(task)}"
    yield _title("", title, render.points(task.points, task.points))
    if beside.next:
        so_far = f"In this chapter so far: {render.points(beside.earned, beside.of)}."
        yield f'<div style="margin-top: 4px">{so_far} Next: {_link(beside.next, beside.next)}</div>'
    else:
        total = f"<strong>This chapter is complete: {render.points(beside.earned, beside.of)}.</strong>"
        way = f' Go on in the <a href="{beside.index}">index of the chapters</a>.' if beside.index else ""
        yield f'<div style="margin-top: 4px">{total} Save it with Ctrl-S.{way}</div>'
    if beside.solution:
        yield _folded(
            "Our solution", f'<pre style="margin: 4px 0; {_CODE}">{html_text(beside.solution, quote=False)}</pre>'
        )


def _folded(name: str, inside: str) -> str:
    summary = f'<summary style="cursor: pointer">{name}</summary>'
    return f'<details style="margin-top: 4px">{summary}<div>{inside}</div></details>'


def small(inside: str) -> str:
    """Return a line of lesser weight, of HTML."""
    return f'<div style="{_MUTED}; font-size: 0.92em; margin-top: 4px">{inside}</div>'
