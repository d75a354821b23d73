"""`make prove`: the proof of each chapter, with a line of progress while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console

from asynclab.course.authoring.build import Course
from asynclab.course.proof.kept_trials import KeptTrials
from asynclab.course.proof.matrix import show
from asynclab.course.proof.mutants.score import prove_mutants, survey
from asynclab.course.proof.mutants.score_view import show_scores, show_survey
from asynclab.course.proof.prove import Proof, prove
from asynclab.course.proof.quick import without_repetition
from asynclab.course.proof.trial import Trial, finished, imports
from asynclab.course.proof.trial_batch import InBatches


def prove_all(course: Course, names: Iterable[str], console: Console) -> bool:
    """Prove chapters, all of them if none is named, and print their kill matrices; whether all hold. What came of an
    answer before is taken as it is, where nothing has changed since that decides it.

    Raises ChapterRefused for a chapter that cannot be built, NoChapters where there is none.
    """
    return _prove_each(course, names, console, choose=tuple, kept="{}.json")


def prove_all_quickly(course: Course, names: Iterable[str], console: Console) -> bool:
    """Prove chapters as `prove_all` does, with as many wrong answers as it takes for each graded cell to fail once.

    Raises ChapterRefused for a chapter that cannot be built, NoChapters where there is none.
    """
    return _prove_each(course, names, console, choose=without_repetition, kept="{}-quick.json")


def _prove_each(
    course: Course,
    names: Iterable[str],
    console: Console,
    *,
    choose: Callable[[Iterable[Trial]], tuple[Trial, ...]],
    kept: str,
) -> bool:
    proofs: list[Proof] = []
    for name in course.named(names):
        with console.status(f"Proving {name}") as status:
            trying = KeptTrials(
                InBatches(imports(course.load(name)), finished), course.root / "build" / "proof" / kept.format(name)
            )
            proofs.append(
                prove(
                    course,
                    name,
                    run=trying,
                    told=lambda trial, _: status.update(f"Proving {trial}"),
                    choose=choose,
                )
            )
        show(proofs[-1], console, fresh=trying.fresh)
    return all(proof.holds for proof in proofs)


def prove_all_mutants(course: Course, names: Iterable[str], console: Console) -> bool:
    """Try the mutants of chapters' references, of all chapters if none is named, and print their scores; return
    whether each is killed or declared.

    Raises ChapterRefused for a chapter that cannot be built, NoChapters where there is none.
    """
    proofs = []
    for name in course.named(names):
        with console.status(f"Trying mutants of {name}"):
            proofs.append(prove_mutants(course, name))
        show_scores(proofs[-1], console)
    return all(proof.holds for proof in proofs)


def survey_all_mutants(course: Course, names: Iterable[str], console: Console) -> None:
    """Try the mutants of chapters' other right answers, of all chapters if none is named, and print the survivors.

    Raises ChapterRefused for a chapter that cannot be built, NoChapters where there is none.
    """
    for name in course.named(names):
        with console.status(f"Trying mutants of other right answers of {name}"):
            proof = survey(course, name)
        show_survey(proof, console)
