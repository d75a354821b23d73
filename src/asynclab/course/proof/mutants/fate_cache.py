"""What killed a mutant, kept between proofs: only what has changed is run again."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import asynclab
from asynclab.course.authoring.chapter import Role
from asynclab.course.proof.trial import Trial, needed

from .mutation import Mutant

_DECIDING = (
    *("lab", "observe", "scenario", "expect", "course/cell", "run_limits.py"),
    *("course/proof/notebook.py", "course/proof/trial.py", "course/proof/mutants/execution.py"),
)


def digests(trial: Trial, mutants: Iterable[Mutant]) -> tuple[str, ...]:
    """Return for each mutant a hash, in hexadecimal, of all that decides its fate: the engine, the chapter's cells up
    to the task's last graded cell, and the mutant."""
    others = (cell for cell in needed(trial) if cell.role is not Role.SOLUTION or cell.grade_id != trial.owner)
    before = _hash("\n".join([_engine(), *(cell.source for cell in others)]))
    return tuple(_hash(f"{before}\n{mutant.source}") for mutant in mutants)


@cache
def _engine() -> str:
    package = Path(asynclab.__file__).parent
    places = (package / name for name in _DECIDING)
    sources = (path for place in places for path in (sorted(place.rglob("*.py")) if place.is_dir() else [place]))
    installed = sorted({f"{found.name} {found.version}" for found in distributions()})  # an answer may import any
    return _hash(
        "\n".join(
            [platform.python_version(), *installed, *(_hash(path.read_text(encoding="utf-8")) for path in sources)]
        )
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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
