"""What killed a mutant, kept between proofs: only what has changed is run again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from asynclab.course.authoring.chapter import Role
from asynclab.course.proof.deciding import digest, engine_digest
from asynclab.course.proof.trial import Trial, needed

from .mutation import Mutant


def digests(trial: Trial, mutants: Iterable[Mutant]) -> tuple[str, ...]:
    """Return for each mutant a hash, in hexadecimal, of all that decides its fate: the engine, the chapter's cells up
    to the task's last graded cell, and the mutant."""
    others = (cell for cell in needed(trial) if cell.role is not Role.SOLUTION or cell.grade_id != trial.owner)
    before = digest(engine_digest(), *(cell.source for cell in others))
    return tuple(digest(before, mutant.source) for mutant in mutants)


def read(file: Path) -> dict[str, str]:
    """Return the fates that are known, by digest; none where there is no such file, or it cannot be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(file: Path, fates: Mapping[str, str]) -> None:
    """Keep these fates, and no others."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(dict(fates), indent=0, sort_keys=True), encoding="utf-8")
