"""Whose answers are alike, in groups, with what is worth a look first. Pure.

Two things are compared, task by task: the text in its normal form; and, of answers that lost a promise, what was seen
of their runs: every sentence and every timeline, with all times and values. Of runs that pass nothing is kept, and most
right answers have the same run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from asynclab.report.class_page.class_map import ClassMap, MapRow
from asynclab.report.class_page.named_mistakes import NamedMistakes
from asynclab.report.class_page.square_state import SquareState
from asynclab.report.class_page.task_work import TaskWork, task_works
from asynclab.report.similarity.normal_form import normal_form

SMALLEST = 40  # nodes of a syntax tree, some five lines: shorter answers are alike by nature
COMMON_TEXT = 0.5  # of those who answered: what more than these have in common is a habit, unless it is two of three
COMMON_RUN = 0.1  # the same of runs: who makes one slip has one run


class AlikeBy(Enum):
    """What is the same."""

    TEXT = "the same text, but for layout, comments and names"
    RUN = "the same runs, with another text"


@dataclass(frozen=True)
class AlikeTask:
    """A task whose answers are alike. anchor: its place on a student's page. answers: by student, as handed in."""

    name: str
    anchor: str
    by: AlikeBy
    answers: Mapping[str, str]


@dataclass(frozen=True)
class AlikeGroup:
    """Students whose answers are alike, and in which tasks."""

    rows: tuple[MapRow, ...]
    tasks: tuple[AlikeTask, ...]

    @property
    def by_text(self) -> int:
        """In how many tasks the text is the same."""
        return sum(task.by is AlikeBy.TEXT for task in self.tasks)


@dataclass(frozen=True)
class _Answered:
    row: MapRow
    work: TaskWork


def alike_groups(shown: ClassMap, named: Iterable[NamedMistakes] = ()) -> tuple[AlikeGroup, ...]:
    """Return the groups: first who has the same text in most tasks, then the smaller group, then the longer text.

    named: of each task the reference, whose text is nobody's own, and the wrong answers that the course knows.
    """
    found: dict[tuple[str, ...], list[AlikeTask]] = {}
    rows = {row.student: row for row in shown.rows}
    for answered in _by_task(shown).values():
        for task in _alike(answered, tuple(named)):
            found.setdefault(tuple(sorted(task.answers, key=str.casefold)), []).append(task)
    groups = [AlikeGroup(tuple(rows[name] for name in names), tuple(tasks)) for names, tasks in found.items()]
    return tuple(sorted(groups, key=_order))


def _order(group: AlikeGroup) -> tuple[int, int, int, str]:
    longest = max(len(text) for task in group.tasks for text in task.answers.values())
    return -group.by_text, len(group.rows), -longest, group.rows[0].student.casefold()


def _by_task(shown: ClassMap) -> dict[str, list[_Answered]]:
    """Who tried a task, by its name."""
    found: dict[str, list[_Answered]] = {}
    for row in shown.rows:
        for work in task_works(shown.columns, row):
            tried = any(each.square.state is not SquareState.UNTRIED for each in work.judged)
            if tried and work.answer.strip():
                found.setdefault(work.name, []).append(_Answered(row, work))
    return found


def _alike(answered: list[_Answered], named: tuple[NamedMistakes, ...]) -> Iterator[AlikeTask]:
    """The groups of a task."""
    checks = {each.column.check for each in answered[0].work.judged}
    known = [task for task in named if task.checks & checks]
    ours = {normal_form(task.reference).digest for task in known}
    texts: dict[str, list[_Answered]] = {}
    runs: dict[tuple[object, ...], list[_Answered]] = {}
    for each in answered:
        form = normal_form(each.work.answer)
        if form.size >= SMALLEST and form.digest not in ours:
            texts.setdefault(form.digest, []).append(each)
        if (seen := _seen(each.work)) and not any(title for task in known for title in task.shared_by(each.row)):
            runs.setdefault(seen, []).append(each)
    for group in texts.values():
        if 2 <= len(group) <= max(2, COMMON_TEXT * len(answered)):
            yield _task(group, AlikeBy.TEXT)
    for group in runs.values():
        forms = {normal_form(each.work.answer).digest for each in group}
        if 2 <= len(group) <= max(2, COMMON_RUN * len(answered)) and len(forms) == len(group):
            yield _task(group, AlikeBy.RUN)


def _task(group: list[_Answered], by: AlikeBy) -> AlikeTask:
    work = group[0].work
    return AlikeTask(work.name, work.judged[0].column.anchor, by, {e.row.student: e.work.answer for e in group})


def _seen(work: TaskWork) -> tuple[object, ...]:
    """What was seen of the runs of an answer that lost a promise: () where no timeline is kept of any."""
    lost = [each.square for each in work.judged if each.square.state.failed]
    pictures = [picture.wide for square in lost if square.story for picture in square.story.pictures]
    return (tuple((square.check, square.state, square.reasons) for square in lost), *pictures) if pictures else ()
