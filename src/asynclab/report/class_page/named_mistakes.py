"""The wrong answers that a course keeps, and which students gave one that is told the same. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asynclab.course.authoring.chapter import Chapter
from asynclab.course.authoring.regions import unmarked
from asynclab.course.proof.answers import Answer
from asynclab.report.class_page.class_map import MapRow
from asynclab.report.class_page.square_state import SquareState


@dataclass(frozen=True)
class NamedMistakes:
    """A task's graded cells, the named wrong answers to it, and the text of the reference, "" where there is none."""

    checks: frozenset[str]
    answers: tuple[Answer, ...]
    reference: str = ""

    def shared_by(self, row: MapRow) -> Iterator[str]:
        """Yield the titles of the wrong answers that a student's is told like: it loses the same cells of the task and
        no other, and each of its messages has the words that the wrong answer's must have.
        """
        lost = {
            square.check: " ".join(" ".join(square.reasons).split()).casefold()
            for square in row.squares
            if square.check in self.checks and square.state is not SquareState.KEPT
        }
        for answer in self.answers:
            words = {loss.check: loss.words for loss in answer.loses}
            if words.keys() == lost.keys() and all(_has(said, words[check]) for check, said in lost.items()):
                yield answer.title


def _has(said: str, words: tuple[str, ...]) -> bool:
    return all(" ".join(word.split()).casefold() in said for word in words)


def named_mistakes(chapter: Chapter, answers: tuple[Answer, ...]) -> tuple[NamedMistakes, ...]:
    """Return the wrong answers to each task of a chapter, and its reference."""
    return tuple(
        NamedMistakes(
            frozenset(check.grade_id for check in task.checks),
            tuple(answer for answer in answers if answer.task == task.id and not answer.right),
            unmarked(task.solution.source),
        )
        for task in chapter.tasks
    )
