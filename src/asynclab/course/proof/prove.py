"""The proof of a chapter: its stubs, and answers that do nothing, earn nothing; its references and every other right
answer earn all, and every named wrong answer loses exactly what it declares. Plans trials, has them run by whatever
`map` it is given, and judges them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from asynclab.course.authoring.build import Course, check_chapter_current
from asynclab.course.authoring.chapter import Chapter
from asynclab.course.authoring.leaks import leaks
from asynclab.course.needs import lacking
from asynclab.course.proof.answers import Answer, load_answers
from asynclab.course.proof.processes import LostJob
from asynclab.course.proof.trial import AnswerKind, CheckMark, Trial, Tried, finished, imports, trials
from asynclab.course.proof.trial_batch import InBatches
from asynclab.expect import Outcome

LEAST_RIGHT = 3  # beside the reference
LEAST_WRONG = 5
BOSS_MISTAKES = frozenset(range(1, 9))


class Map(Protocol):
    """Runs trials, somewhere, and gives each with what came of it, in any order."""

    def __call__(self, jobs: Iterable[Trial]) -> Iterable[tuple[Trial, Tried | LostJob]]:
        """See `trial_batch.InBatches`."""


@dataclass(frozen=True)
class Surprise:
    """Something that is not as it should be. where: a task, an answer, a file."""

    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


@dataclass(frozen=True)
class Proof:
    """What the trials of a chapter showed. seconds: real ones."""

    chapter: Chapter
    results: tuple[tuple[Trial, Tried], ...]
    surprises: tuple[Surprise, ...]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether nothing surprised."""
        return not self.surprises


def prove(
    course: Course,
    name: str,
    *,
    run: Map | None = None,
    told: Callable[[Trial, Tried], None] = lambda trial, tried: None,
    choose: Callable[[Iterable[Trial]], tuple[Trial, ...]] = tuple,
) -> Proof:
    """Prove a built chapter. run: where trials run, by default in processes of their own; told: hears of each result;
    choose: which trials are run, by default all.

    Raises `ChapterRefused` for a chapter that cannot be built.
    """
    began = time.perf_counter()
    chapter = course.load(name)
    answers = load_answers(chapter, course.answers(name))
    planned = choose(trials(chapter, answers, course.root / "source" / name))
    found: dict[Trial, Tried] = {}
    for trial, result in (run or InBatches(imports(chapter), finished))(planned):
        found[trial] = _tried(trial, result)
        told(trial, found[trial])
    results = tuple((trial, found[trial]) for trial in planned)
    surprises = (
        *(surprise for trial, tried in results for surprise in surprising(trial, tried)),
        *_few(chapter, answers),
        *unkilled(chapter, results),
        *_uncaught(chapter, results),
        *_files(course, chapter),
    )
    return Proof(chapter, results, surprises, time.perf_counter() - began)


def _tried(trial: Trial, result: Tried | LostJob) -> Tried:
    """A trial without a result lost every graded cell; for any but a wrong answer that is trouble."""
    if isinstance(result, Tried):
        return result
    marks = tuple(CheckMark(check, Outcome.TIMED_OUT, (result.why,)) for check in trial.checks)
    return Tried(marks, () if trial.kind is AnswerKind.WRONG else (result.why,))


# -- judging ---------------------------------------------------------------------------------------


def surprising(trial: Trial, tried: Tried) -> Iterator[Surprise]:
    """Yield each surprise: where a trial's result is not what its kind of answer should give."""
    for trouble in tried.troubles:
        yield Surprise(str(trial), trouble)
    seen = [mark.check for mark in tried.marks]
    if sorted(seen) != sorted(trial.checks):
        yield Surprise(str(trial), f"the graded cells that spoke are {seen}, and should be {list(trial.checks)}.")
    found: dict[tuple[str, str], list[str]] = {}  # one failure, such as a crash, can cost several cells
    for mark in tried.marks:
        if says := _JUDGES[trial.kind](trial, mark):
            found.setdefault((says, _quoted(mark)), []).append(f'"{mark.check}"')
    quoted = {""}
    for (says, quote), checks in found.items():
        told = " It says the same." if quote and quote in quoted else quote
        quoted.add(quote)
        yield Surprise(str(trial), f"{', '.join(checks)}{', each:' if len(checks) > 1 else ''} {says}{told}")


def _stub(trial: Trial, mark: CheckMark) -> str:
    return "" if mark.outcome is Outcome.NOT_ATTEMPTED else f"is {mark.outcome.value}, and a stub is not attempted."


def _empty(trial: Trial, mark: CheckMark) -> str:
    return "passed, and this answer does nothing: ask for something." if mark.outcome is Outcome.PASSED else ""


def _full(trial: Trial, mark: CheckMark) -> str:
    return "" if mark.outcome is Outcome.PASSED else f"is {mark.outcome.value}, and a right answer passes."


def _wrong(trial: Trial, mark: CheckMark) -> str:
    declared = {loss.check: loss.words for loss in trial.loses}
    if mark.outcome is Outcome.PASSED:
        return "passed, and the answer declares that it must lose it." if mark.check in declared else ""
    if mark.check not in declared:
        return f"is {mark.outcome.value}, and the answer does not declare that it loses it."
    if mark.outcome in (Outcome.UNGRADED, Outcome.NOT_ATTEMPTED):
        return f"is {mark.outcome.value}, which is no verdict on an answer."
    said = " ".join(mark.sentences).casefold()
    missing = [word for word in declared[mark.check] if word.casefold() not in said]
    return f"does not say {missing}." if missing else ""


_JUDGES: dict[AnswerKind, Callable[[Trial, CheckMark], str]] = {
    AnswerKind.STUB: _stub,
    AnswerKind.EMPTY: _empty,
    AnswerKind.REFERENCE: _full,
    AnswerKind.RIGHT: _full,
    AnswerKind.WRONG: _wrong,
}


def _quoted(mark: CheckMark) -> str:
    """What a cell said, each failure once: one that another one begins with is told by that one."""
    every = tuple(dict.fromkeys(mark.sentences))
    told = [each for each in every if not any(other != each and other.startswith(each) for other in every)]
    return f" It says: {' '.join(told)}" if told else ""


def killers(check: str, results: Iterable[tuple[Trial, Tried]]) -> tuple[str, ...]:
    """Return the wrong answers that lose a graded cell."""
    return tuple(trial.name for trial, tried in results if trial.kind is AnswerKind.WRONG and check in tried.lost)


def unkilled(chapter: Chapter, results: Iterable[tuple[Trial, Tried]]) -> Iterator[Surprise]:
    """Graded cells that no wrong answer loses: nothing shows that they check anything."""
    every = tuple(results)
    cells = (*(cell for task in chapter.tasks for cell in task.checks), *(each.check for each in chapter.questions))
    for cell in cells:
        if not lacking(cell.needs) and not killers(cell.grade_id, every):
            yield Surprise(cell.grade_id, "no wrong answer loses this graded cell: what would fail it?")


def _few(chapter: Chapter, answers: tuple[Answer, ...]) -> Iterator[Surprise]:
    for task in chapter.tasks:
        for right, least in ((True, LEAST_RIGHT), (False, LEAST_WRONG)):
            count = sum(answer.task == task.id and answer.right is right for answer in answers)
            if count < least:
                yield Surprise(
                    task.id, f"has {count} {'right' if right else 'wrong'} answers; at least {least} are due."
                )


def _uncaught(chapter: Chapter, results: Iterable[tuple[Trial, Tried]]) -> Iterator[Surprise]:
    """The boss catches all eight mistakes: told where all of it is tried."""
    if chapter.level != "boss" or left_out(chapter):
        return
    caught = {trial.mistake for trial, tried in results if trial.kind is AnswerKind.WRONG and tried.lost}
    for mistake in sorted(BOSS_MISTAKES - caught):
        yield Surprise(chapter.name, f"mistake {mistake} of the curriculum is caught by no graded cell.")


def left_out(chapter: Chapter) -> dict[str, str]:
    """Return the graded cells that are left out here, each with a sentence on what it needs."""
    cells = (cell for task in chapter.tasks for cell in task.checks)
    return {cell.grade_id: said for cell in cells if (said := lacking(cell.needs))}


def _files(course: Course, chapter: Chapter) -> Iterator[Surprise]:
    for each in check_chapter_current(course, chapter):
        yield Surprise(each.file, f"{each.why}. Build the chapter and commit what comes of it.")
    released: Path = course.root / "release" / chapter.name
    for leak in leaks(chapter, released):
        yield Surprise(f"release/{chapter.name}/{leak.file}", f"shows {leak.what}: {leak.text}")
