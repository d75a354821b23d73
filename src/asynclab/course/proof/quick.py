"""The part of a proof that is tried where time is scarce: of what has to fail enough that each graded cell is seen to
fail; of what has to pass all, or the reference and one answer more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asynclab.course.proof.trial import AnswerKind, Trial


def without_repetition(planned: Iterable[Trial]) -> tuple[Trial, ...]:
    """Return every trial of a stub, a reference or a right answer, and each wrong answer that loses a graded cell, or
    shows a mistake of the curriculum, which none before it does."""
    return tuple(_without_repetition(planned))


def _without_repetition(planned: Iterable[Trial]) -> Iterator[Trial]:
    seen: set[str | int | None] = {None}
    for trial in planned:
        new = {trial.mistake, *(loss.check for loss in trial.loses)} - seen
        seen |= new
        if new or trial.kind is not AnswerKind.WRONG:
            yield trial


def sampled(planned: Iterable[Trial]) -> tuple[Trial, ...]:
    """Return what `without_repetition` does, but of the right answers to a task the first alone."""
    return tuple(_sampled(without_repetition(planned)))


def _sampled(planned: Iterable[Trial]) -> Iterator[Trial]:
    answered: set[str] = set()
    for trial in planned:
        if trial.kind is not AnswerKind.RIGHT:
            yield trial
        elif trial.owner not in answered:
            answered.add(trial.owner)
            yield trial
