"""The proof of a chapter as it is run day by day: what came of an answer before is taken as it is, where nothing has
changed since that decides it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from asynclab.course.authoring.build import Course
from asynclab.course.proof.kept_trials import KeptTrials
from asynclab.course.proof.prove import Proof, prove
from asynclab.course.proof.quick import without_repetition
from asynclab.course.proof.trial import Trial, Tried, finished, imports
from asynclab.course.proof.trial_batch import InBatches

TrialListener = Callable[[Trial, Tried], None]
ChooseTrials = Callable[[Iterable[Trial]], tuple[Trial, ...]]
_WHOLE, _QUICK = "{}.json", "{}-quick.json"


@dataclass(frozen=True)
class KeptProof:
    """A proof. fresh: how many of its trials were run, all others being known."""

    proof: Proof
    fresh: int


def prove_whole(course: Course, name: str, told: TrialListener = lambda trial, tried: None) -> KeptProof:
    """Prove a chapter with every answer there is. Raises `ChapterRefused` for a chapter that cannot be built."""
    return _proven(course, name, told, tuple, own=_WHOLE, also=_QUICK)


def prove_quickly(
    course: Course,
    name: str,
    told: TrialListener = lambda trial, tried: None,
    choose: ChooseTrials = without_repetition,
) -> KeptProof:
    """Prove a chapter with as many wrong answers as it takes for each graded cell to fail once, or with what else
    `choose` leaves of its trials (see `quick`). Raises `ChapterRefused` for a chapter that cannot be built."""
    return _proven(course, name, told, choose, own=_QUICK, also=_WHOLE)


def _proven(
    course: Course,
    name: str,
    told: TrialListener,
    choose: ChooseTrials,
    *,
    own: str,
    also: str,
) -> KeptProof:
    folder = course.root / "build" / "proof"
    trying = KeptTrials(
        InBatches(imports(course.load(name)), finished), folder / own.format(name), folder / also.format(name)
    )
    return KeptProof(prove(course, name, run=trying, told=told, choose=choose), trying.fresh)
