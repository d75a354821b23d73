"""`make prove`: the proof of each chapter, with a line of progress while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from rich.console import Console
from rich.status import Status

from asynclab.course.authoring.build import Course
from asynclab.course.proof.kept_proof import KeptProof, TrialListener, prove_quickly, prove_whole
from asynclab.course.proof.kill_matrix import show
from asynclab.course.proof.mutants.score import prove_mutants, survey
from asynclab.course.proof.mutants.score_view import show_scores, show_survey
from asynclab.course.proof.prove import Proof
from asynclab.course.proof.trial import Trial, Tried


def prove_all(course: Course, names: Iterable[str], console: Console) -> bool:
    """Prove chapters, all of them if none is named, and print their kill matrices; return whether all hold.

    Raises ChapterRefused for a chapter that cannot be built, NoChapters where there is none.
    """
    return _prove_each(course, names, console, prove_whole)


def prove_all_quickly(course: Course, names: Iterable[str], console: Console) -> bool:
    """Prove chapters as `prove_all` does, with as many wrong answers as it takes for each graded cell to fail once.

    Raises ChapterRefused for a chapter that cannot be built, NoChapters where there is none.
    """
    return _prove_each(course, names, console, prove_quickly)


def _prove_each(
    course: Course, names: Iterable[str], console: Console, proven: Callable[[Course, str, TrialListener], KeptProof]
) -> bool:
    proofs: list[Proof] = []
    for name in course.named(names):
        with console.status(f"Proving {name}") as status:
            kept = proven(course, name, partial(_tell, status))
            proofs.append(kept.proof)
        show(kept.proof, console, fresh=kept.fresh)
    return all(proof.holds for proof in proofs)


def _tell(status: Status, trial: Trial, _: Tried) -> None:
    status.update(f"Proving {trial}")


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
