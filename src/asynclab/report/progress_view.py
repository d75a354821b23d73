"""A student's progress as they read it: a table for a notebook, text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from asynclab.course.cell.verdict_box import marked_up
from asynclab.report.progress import ChapterProgress, Progress, TaskProgress, TaskState

_SIGNS = {TaskState.PASSED: "✓", TaskState.ATTEMPTED: "◐", TaskState.UNTRIED: "○"}
# Colours that read on light and on dark ground, for signs and bars alone: words keep the notebook's own.
_COLOURS = {TaskState.PASSED: "#2e9e5b", TaskState.ATTEMPTED: "#c08a1e", TaskState.UNTRIED: "#8a8f98"}
_FAINT = "var(--jp-content-font-color2, inherit)"
_LINE = "var(--jp-border-color1, #8a8f98)"
_BAR = 20  # characters

_WHEN = "As of your last runs, as saved."
_NOTHING_LEFT = "Nothing is left to pass. Grading has a few questions of its own; you have answered harder ones."
_UNREADABLE = "What can be read has passed. See to the chapters that cannot be."
_NONE_READABLE = "No chapter can be read: see to them first."
_NO_CHAPTERS = "There are no chapters yet."


def _state(task: TaskProgress) -> str:
    """The state in words; of a task under way, how far."""
    if task.state is TaskState.ATTEMPTED:
        return f"{task.state.value}, {task.passed} of {task.checks} checks passed"
    return str(task.state.value)


def _points(points: float, of: float) -> str:
    return f"{points:g} of {of:g}"


def _length(chapter: ChapterProgress) -> str:
    return f"{chapter.entry.level}, {chapter.entry.minutes} min"


def _counts(progress: Progress) -> str:
    """The whole course in a line: how many tasks are in each state, and the points."""
    tasks = [task for chapter in progress.chapters for task in chapter.tasks]
    counts = [f"{sum(task.state is state for task in tasks)} {state.value}" for state in TaskState]
    points = _points(sum(task.points for task in tasks), sum(chapter.entry.points for chapter in progress.chapters))
    return f"{', '.join(counts)}; {points} points."


def _nothing_next(progress: Progress) -> str:
    if not progress.chapters:
        return _NO_CHAPTERS
    if all(chapter.problem for chapter in progress.chapters):
        return _NONE_READABLE
    return _UNREADABLE if any(chapter.problem for chapter in progress.chapters) else _NOTHING_LEFT


# -- text ------------------------------------------------------------------------------------------


def text(progress: Progress) -> str:
    """Return the progress as lines of text."""
    return "\n".join([f"{_WHEN} {_counts(progress)}", *_chapter_lines(progress), "", _next_line(progress)])


def _chapter_lines(progress: Progress) -> Iterator[str]:
    titles = [task.title for chapter in progress.chapters for task in chapter.tasks]
    width = max(map(len, titles), default=0)
    for chapter in progress.chapters:
        entry = chapter.entry
        filled = int(_BAR * chapter.points / entry.points) if entry.points else 0
        bar = "█" * filled + "░" * (_BAR - filled)
        yield ""
        yield f"{entry.number}. {entry.title} ({_length(chapter)})"
        yield f"    {bar} {_points(chapter.points, entry.points)} points"
        if chapter.problem:
            yield f"    ! {chapter.problem}"
        for task in chapter.tasks:
            points = _points(task.points, task.of)
            yield f"    {_SIGNS[task.state]} {task.title:<{width}}  {points:>8}  {_state(task)}"
            yield from (f"        {note}" for note in task.notes)


def _next_line(progress: Progress) -> str:
    if progress.next is None:
        return _nothing_next(progress)
    chapter, task = progress.next
    return f"Next: {task.title}, in {chapter.entry.notebook}"


# -- html ------------------------------------------------------------------------------------------


def html(progress: Progress) -> str:
    """Return the progress as a table, a group of rows for each chapter."""
    if not progress.chapters:
        return f"<p>{_NO_CHAPTERS}</p>"
    head = "".join(
        f'<th scope="col" style="text-align: {side}">{name}</th>'
        for name, side in (("Task", "left"), ("State", "left"), ("Points", "right"))
    )
    groups = "".join(map(_group, progress.chapters))
    table = f'<table style="border-collapse: collapse"><thead><tr>{head}</tr></thead>{groups}</table>'
    return f"<div><p>{_WHEN} {_counts(progress)}</p><p>{_next_html(progress)}</p>{table}</div>"


def _group(chapter: ChapterProgress) -> str:
    entry = chapter.entry
    points = _points(chapter.points, entry.points)
    head = (
        f'<tr style="border-top: 1px solid {_LINE}"><th scope="rowgroup" style="text-align: left">{_link(chapter)}'
        f'<br><span style="font-weight: normal; color: {_FAINT}">{_length(chapter)}</span></th>'
        f'<td>{_bar(chapter)}</td><td style="{_RIGHT}"><strong>{points}</strong></td></tr>'
    )
    problem = f'<tr><td colspan="3" style="text-align: left">{marked_up(chapter.problem)}</td></tr>'
    return f"<tbody>{head}{problem if chapter.problem else ''}{''.join(map(_row, chapter.tasks))}</tbody>"


def _bar(chapter: ChapterProgress) -> str:
    """Two boxes, and not HTML's own `progress`: browsers give that a dark track on light ground, which looks full."""
    entry, points = chapter.entry, chapter.points
    part = 100 * points / entry.points if entry.points else 0
    return (
        f'<div role="progressbar" aria-label="Chapter {entry.number}, points" aria-valuemin="0"'
        f' aria-valuemax="{entry.points:g}" aria-valuenow="{points:g}"'
        f' aria-valuetext="{_points(points, entry.points)}"'
        f' style="width: 14em; height: 0.6em; border: 1px solid {_COLOURS[TaskState.UNTRIED]}; border-radius: 0.3em">'
        f'<div style="width: {part:.1f}%; height: 100%; border-radius: 0.2em; '
        f'background: {_COLOURS[TaskState.PASSED]}">'
        "</div></div>"
    )


_RIGHT = "text-align: right; white-space: nowrap; vertical-align: top"


def _row(task: TaskProgress) -> str:
    sign = f'<span aria-hidden="true" style="color: {_COLOURS[task.state]}">{_SIGNS[task.state]}</span>'
    notes = "".join(f'<br><span style="color: {_FAINT}">{marked_up(note)}</span>' for note in task.notes)
    return (
        f'<tr><td style="text-align: left; vertical-align: top">{marked_up(task.title)}</td>'
        f'<td style="text-align: left; vertical-align: top">{sign} {_state(task)}{notes}</td>'
        f'<td style="{_RIGHT}">{_points(task.points, task.of)}</td></tr>'
    )


def _next_html(progress: Progress) -> str:
    if progress.next is None:
        return _nothing_next(progress)
    chapter, task = progress.next
    return f"<strong>Next:</strong> {marked_up(task.title)}, in {_link(chapter)}"


def _link(chapter: ChapterProgress) -> str:
    entry = chapter.entry
    return f'<a href="./{entry.notebook}">{entry.number}. {marked_up(entry.title)}</a>'
