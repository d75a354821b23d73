"""How many mutants of a chapter's references its graded cells kill; those that survive undeclared are holes.

The other right answers have five times as many mutants. Most of those that survive are slips in what an answer does
beyond its promises, so that none is declared: `survey` is for a person who looks for a hole among them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from asynclab.course.authoring.build import Course
from asynclab.course.proof.answers import load_answers
from asynclab.course.proof.processes import Forked, LostJob
from asynclab.course.proof.trial import AnswerKind, Trial, imports, trials

from . import fate_cache
from .equivalent import Equivalent, load_equivalent
from .execution import LIMIT, SURVIVED, UNRUN, Fates, MutantBatch, tried
from .mutation import Mutant, mutants_of

_BATCH = 30  # mutants that share one run of their chapter's first cells


class BatchMap(Protocol):
    """Runs a function on batches, somewhere, and gives each with its result, in any order."""

    def __call__(
        self, function: Callable[[MutantBatch], Fates], jobs: Iterable[MutantBatch]
    ) -> Iterable[tuple[MutantBatch, Fates | LostJob]]:
        """See `processes.Forked`."""


@dataclass(frozen=True)
class TriedMutant:
    """A mutant of an answer, and what killed it: a graded cell or why there is no result; SURVIVED if nothing did."""

    answer: str
    mutant: Mutant
    killer: str


@dataclass(frozen=True)
class Score:
    """What came of the mutants of one task. unused: declarations that no survivor needs."""

    task: str
    results: tuple[TriedMutant, ...]
    declared: tuple[Equivalent, ...]

    @property
    def killed(self) -> int:
        """How many mutants lost a graded cell."""
        return sum(each.killer != SURVIVED for each in self.results)

    @property
    def equivalent(self) -> int:
        """How many survived and are declared equivalent."""
        return len(self.results) - self.killed - len(self.holes)

    @property
    def holes(self) -> tuple[TriedMutant, ...]:
        """The survivors that nothing is declared of."""
        return tuple(each for each in self._survivors() if not any(_covers(one, each) for one in self.declared))

    @property
    def unused(self) -> tuple[Equivalent, ...]:
        """The declarations that cover no survivor."""
        survivors = tuple(self._survivors())
        return tuple(one for one in self.declared if not any(_covers(one, each) for each in survivors))

    @property
    def refuted(self) -> tuple[TriedMutant, ...]:
        """The mutants that are declared equivalent, and killed."""
        killed = (each for each in self.results if each.killer != SURVIVED)
        return tuple(each for each in killed if any(_covers(one, each) for one in self.declared))

    def _survivors(self) -> Iterator[TriedMutant]:
        return (each for each in self.results if each.killer == SURVIVED)


@dataclass(frozen=True)
class MutantProof:
    """The scores of a chapter's tasks. fresh: how many mutants were run, all others being known; seconds: real ones."""

    chapter: str
    scores: tuple[Score, ...]
    fresh: int
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether no mutant survived undeclared, and no declaration is idle, or of one that is killed."""
        return not any(score.holes or score.unused or score.refuted for score in self.scores)


def prove_mutants(course: Course, name: str, *, run: BatchMap | None = None) -> MutantProof:
    """Try every mutant of a chapter's references whose fate is not known from an earlier proof.

    Raises ChapterRefused for a chapter that cannot be built, and for a declaration that cannot be read.
    """
    return _scored(course, name, AnswerKind.REFERENCE, run, course.root / "build" / "mutants" / f"{name}.json")


def survey(course: Course, name: str, *, run: BatchMap | None = None) -> MutantProof:
    """Try every mutant of a chapter's other right answers whose fate is not known: for a person, and no proof.

    Raises as `prove_mutants`.
    """
    return _scored(course, name, AnswerKind.RIGHT, run, course.root / "build" / "mutants" / f"{name}-others.json")


def _scored(course: Course, name: str, kind: AnswerKind, run: BatchMap | None, cache: Path) -> MutantProof:
    began = time.perf_counter()
    chapter = course.load(name)
    planned = tuple(_planned(course, name, kind))
    known = fate_cache.read(cache)
    fresh = tuple(batch for plan in planned for batch in plan.batches(known))
    performing = run or Forked(limit=LIMIT * _BATCH, warm=imports(chapter))
    for batch, result in performing(tried, fresh):
        for digest, killer in zip(batch.digests, _killers(batch, result), strict=True):
            known[digest] = killer
    fate_cache.write(cache, {digest: fate for plan in planned for digest, fate in plan.settled(known)})
    scores = tuple(
        Score(
            task.id,
            tuple(each for plan in planned if plan.trial.owner == task.id for each in plan.results(known)),
            load_equivalent(course.answers(name) / task.id),
        )
        for task in chapter.tasks
    )
    ran = sum(len(batch.mutants) for batch in fresh)
    return MutantProof(name, scores, ran, time.perf_counter() - began)


@dataclass(frozen=True)
class Plan:
    """The mutants of an answer, each with the digest of all that decides its fate."""

    trial: Trial
    mutants: tuple[Mutant, ...]
    digests: tuple[str, ...]

    def batches(self, known: Mapping[str, str]) -> Iterator[MutantBatch]:
        """Yield the mutants whose fate is not known, some at a time."""
        left = [pair for pair in zip(self.mutants, self.digests, strict=True) if pair[1] not in known]
        for at in range(0, len(left), _BATCH):
            mutants, digests = zip(*left[at : at + _BATCH], strict=True)
            yield MutantBatch(self.trial, mutants, digests)

    def settled(self, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield each digest and fate that a busy machine cannot change: a process that was ended is tried again."""
        lasting = (SURVIVED, UNRUN, *self.trial.checks)
        return ((digest, known[digest]) for digest in self.digests if known[digest] in lasting)

    def results(self, known: Mapping[str, str]) -> Iterator[TriedMutant]:
        """Yield every mutant with its fate."""
        answer = self.trial.name or self.trial.kind.value
        for mutant, digest in zip(self.mutants, self.digests, strict=True):
            yield TriedMutant(answer, mutant, known[digest])


def _planned(course: Course, name: str, kind: AnswerKind) -> Iterator[Plan]:
    chapter = course.load(name)
    owners = {task.id for task in chapter.tasks}
    for trial in trials(chapter, load_answers(chapter, course.answers(name)), course.root / "source" / name):
        if trial.owner in owners and trial.kind is kind:
            mutants = mutants_of(trial.source)
            yield Plan(trial, mutants, fate_cache.digests(trial, mutants))


def _killers(batch: MutantBatch, result: Fates | LostJob) -> tuple[str, ...]:
    if isinstance(result, Fates):
        return result.killers
    raise RuntimeError(f"No mutant of {batch.trial} could be tried: {result.why}")


def _covers(declared: Equivalent, tried_mutant: TriedMutant) -> bool:
    return declared.covers(tried_mutant.answer, tried_mutant.mutant)
