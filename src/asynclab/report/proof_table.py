"""`make prove`: the proof of each chapter, with a line of progress while it runs."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from asynclab.course.authoring.build import Course
from asynclab.course.proof.matrix import show
from asynclab.course.proof.prove import prove


def prove_all(course: Course, names: Iterable[str], console: Console) -> bool:
    """Prove chapters, all of them if none is named, and print their kill matrices; whether all hold.

    Raises ChapterRefused for a chapter that cannot be built, NoChapters where there is none.
    """
    proofs = []
    for name in course.named(names):
        with console.status(f"Proving {name}") as status:
            proofs.append(prove(course, name, told=lambda trial, _: status.update(f"Proving {trial}")))
        show(proofs[-1], console)
    return all(proof.holds for proof in proofs)
