"""Runs trials in processes of their own, each forked from one in which its chapter has run up to the answer's cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from asynclab.course.proof.processes import Forked, LostJob, forked
from asynclab.course.proof.trial import OpenedChapter, Trial, opened

Produced = TypeVar("Produced")

LIMIT = 30.0  # real seconds for one trial
_BATCH = 30  # trials that share one run of their chapter's first cells


@dataclass(frozen=True)
class InBatches(Generic[Produced]):
    """Runs trials, some of one task at a time. warm: modules to load before the first; finish: what runs a trial in the
    chapter that has been opened for it. It must pickle."""

    warm: tuple[str, ...]
    finish: Callable[[OpenedChapter, Trial], Produced]

    def __call__(self, jobs: Iterable[Trial]) -> Iterator[tuple[Trial, Produced | LostJob]]:
        """Yield every trial with its result."""
        performing: Forked[tuple[Trial, ...], tuple[Produced | LostJob, ...]] = Forked(
            limit=LIMIT * (_BATCH + 1), warm=self.warm
        )
        for batch, results in performing(partial(_tried, self.finish), _batches(jobs)):
            each = (results,) * len(batch) if isinstance(results, LostJob) else results
            yield from zip(batch, each, strict=True)


def _batches(jobs: Iterable[Trial]) -> Iterator[tuple[Trial, ...]]:
    owned: dict[str, list[Trial]] = {}
    for trial in jobs:
        owned.setdefault(trial.owner, []).append(trial)
    for trials in owned.values():
        for at in range(0, len(trials), _BATCH):
            yield tuple(trials[at : at + _BATCH])


def _tried(
    finish: Callable[[OpenedChapter, Trial], Produced], batch: tuple[Trial, ...]
) -> tuple[Produced | LostJob, ...]:
    """Open the chapter once, in this process, and finish each trial in one that is forked from it."""
    with opened(batch[0]) as opening:
        return tuple(forked(partial(finish, opening), trial, LIMIT) for trial in batch)
