"""Answers as data: right and wrong ones to a task, each a file with a TOML block on top.

    # /// answer
    # title = "Awaits one after another"
    # mistake = 3
    # loses = { ask-makespan = ["one after another"] }
    # ///

The rest of the file is what stands in the solution cell. `loses` names exactly the graded cells a wrong answer must
lose, each with words that its message must contain.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asynclab.course.authoring.chapter import Chapter, ChapterRefused, Refusal, Task

MISTAKES = range(1, 9)
_BLOCK = re.compile(r"^# /// answer\n(?P<lines>(?:#(?: .*)?\n)*?)# ///$", re.MULTILINE)


@dataclass(frozen=True)
class Loss:
    """A graded cell that an answer must lose, and words that its message must contain."""

    check: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """A kept answer. right: False for a named wrong one, which loses what it declares and nothing else."""

    task: str
    name: str
    right: bool
    title: str
    source: str
    mistake: int | None = None
    loses: tuple[Loss, ...] = ()


def load_answers(chapter: Chapter, folder: Path) -> tuple[Answer, ...]:
    """Load the answers to a chapter's tasks, from `folder/<task>/{right,wrong}/*.py`.

    Raises `ChapterRefused`: a task without right or without wrong answers, a folder of no task, a block that is not
    valid.
    """
    answers: list[Answer] = []
    refusals: list[Refusal] = list(_strangers(chapter, folder))
    for task in chapter.tasks:
        for kind in ("right", "wrong"):
            files = sorted((folder / task.id / kind).glob("*.py"))
            if not files:
                says = (
                    f'The task "{task.id}" has no {kind} answer: put one into {(folder / task.id / kind).as_posix()}.'
                )
                refusals.append(Refusal(chapter.file.as_posix(), task.line, says))
            for file in files:
                try:
                    answers.append(_answer(task, file, right=kind == "right"))
                except ChapterRefused as refused:
                    refusals += refused.refusals
    if refusals:
        raise ChapterRefused(tuple(refusals))
    return tuple(answers)


def _strangers(chapter: Chapter, folder: Path) -> Iterator[Refusal]:
    known = {task.id for task in chapter.tasks}
    for each in sorted(folder.iterdir()) if folder.is_dir() else ():
        if each.is_dir() and each.name not in known and not each.name.startswith((".", "_")):
            yield Refusal(
                each.as_posix(), 1, f'"{each.name}" is no task of {chapter.name}: {", ".join(sorted(known))}.'
            )


def _answer(task: Task, file: Path, *, right: bool) -> Answer:
    source = file.read_text(encoding="utf-8")
    match = _BLOCK.search(source)
    if match is None:
        raise _refused(file, 1, "The file has no block `# /// answer` ... `# ///` on top.")
    line = source.count("\n", 0, match.start()) + 1
    try:
        data = tomllib.loads("\n".join(each[2:] for each in match["lines"].split("\n")))
    except tomllib.TOMLDecodeError as error:
        raise _refused(file, line, f"The block is no TOML: {error}.") from error
    refusals = tuple(Refusal(file.as_posix(), line, says) for says in _wrong_with(data, task, right))
    if refusals:
        raise ChapterRefused(refusals)
    loses = tuple(Loss(check, tuple(words)) for check, words in data.get("loses", {}).items())
    return Answer(task.id, file.stem, right, data["title"], source, data.get("mistake"), loses)


def _wrong_with(data: dict[str, Any], task: Task, right: bool) -> Iterator[str]:
    unknown = sorted(data.keys() - {"title", "mistake", "loses"})
    if unknown:
        yield f"The block has {', '.join(unknown)}, which means nothing here."
    if not isinstance(data.get("title"), str) or not data["title"].strip():
        yield "The answer has no `title`: say in a few words what it does."
    if "mistake" in data and data["mistake"] not in MISTAKES:
        yield f"`mistake` is a number from {MISTAKES.start} to {MISTAKES.stop - 1}, as in the curriculum."
    loses = data.get("loses", {})
    if not isinstance(loses, dict) or not all(_are_words(words) for words in loses.values()):
        yield '`loses` is a table such as { ask-makespan = ["one after another"] }.'
    elif right and loses:
        yield "A right answer loses nothing."
    elif not right and not loses:
        yield "A wrong answer says in `loses` which graded cells it must lose."
    else:
        known = [check.grade_id for check in task.checks]
        strange = sorted(loses.keys() - set(known))
        if strange:
            yield f"The task has no graded cell {', '.join(strange)}. It has {', '.join(known)}."


def _are_words(words: Any) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) for word in words)


def _refused(file: Path, line: int, says: str) -> ChapterRefused:
    return ChapterRefused((Refusal(file.as_posix(), line, says),))
