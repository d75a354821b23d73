"""What came of trials, kept between proofs: only what has changed is tried again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from asynclab.course.cell import sealed
from asynclab.course.proof.deciding import digest, engine_digest
from asynclab.course.proof.processes import LostJob
from asynclab.course.proof.prove import Map
from asynclab.course.proof.trial import Trial, Tried, needed
from asynclab.expect import Outcome
from asynclab.observe.codec import Codec, DecodeError


@dataclass(frozen=True)
class Kept:
    """The results that are known, by the digest of all that decides them."""

    tried: Mapping[str, Tried]


KEPT = Codec(Kept)


class KeptTrials:
    """A `Map` that has another one run the trials of which nothing is known. file: where their results are kept, and no
    others. also: where other trials of the chapter have theirs. `fresh`: how many were run the last time."""

    def __init__(self, run: Map, file: Path, also: Path | None = None) -> None:
        self._run = run
        self._file = file
        self._also = also
        self.fresh = 0

    def __call__(self, jobs: Iterable[Trial]) -> Iterator[tuple[Trial, Tried | LostJob]]:
        """See `Map`."""
        planned = {trial: trial_digest(trial) for trial in jobs}
        known = read(self._file) | (read(self._also) if self._also else {})
        kept = {mark: known[mark] for mark in planned.values() if mark in known}
        yield from ((trial, kept[mark]) for trial, mark in planned.items() if mark in kept)
        fresh = tuple(trial for trial, mark in planned.items() if mark not in kept)
        self.fresh = len(fresh)
        for trial, result in self._run(fresh):
            if isinstance(result, Tried) and lasting(result):
                kept[planned[trial]] = result
            yield trial, result
        write(self._file, kept)


def trial_digest(trial: Trial) -> str:
    """Return the hash of all that decides what comes of a trial: the engine, the chapter's cells up to the task's last
    graded cell, its sealed hints, and the answer's file.
    """
    cells = (cell.source for cell in needed(trial) if cell.grade_id != trial.owner)
    file = trial.folder / sealed.NAME
    hints = file.read_text(encoding="utf-8") if file.is_file() else ""
    return digest(
        engine_digest(), trial.owner, trial.kind.value, trial.name, *trial.checks, *cells, hints, trial.source
    )


def lasting(result: Tried) -> bool:
    """Return whether a busy machine cannot have changed it."""
    cut_short = (Outcome.TIMED_OUT, Outcome.UNGRADED)
    return not result.troubles and not any(mark.outcome in cut_short for mark in result.marks)


def read(file: Path) -> dict[str, Tried]:
    """Return what is known, by digest: nothing where there is no such file, or it cannot be read."""
    try:
        return dict(KEPT.from_json(file.read_text(encoding="utf-8")).tried)
    except (OSError, UnicodeDecodeError, DecodeError):
        return {}


def write(file: Path, kept: Mapping[str, Tried]) -> None:
    """Keep these, and no others."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(KEPT.to_json(Kept(dict(kept))), encoding="utf-8")
