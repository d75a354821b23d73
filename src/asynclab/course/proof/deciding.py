"""What decides how a trial ends, as a hash: of two with the same one, the second need not be run."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import asynclab

_DECIDING = (
    *("lab", "observe", "scenario", "expect", "course/cell", "run_limits.py"),
    *("course/needs.py", "course/proof/notebook.py", "course/proof/trial.py", "course/proof/critical_path_check.py"),
    "course/proof/mutants/execution.py",
)


def digest(*texts: str) -> str:
    """Return the hash of texts, in hexadecimal."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


@cache
def engine_digest() -> str:
    """Return the hash of what runs answers and judges them: this package's source, Python, and what is installed."""
    package = Path(asynclab.__file__).parent
    places = (package / name for name in _DECIDING)
    sources = (path for place in places for path in (sorted(place.rglob("*.py")) if place.is_dir() else [place]))
    installed = sorted({f"{found.name} {found.version}" for found in distributions()})  # an answer may import any
    return digest(
        platform.python_version(), *installed, *(digest(path.read_text(encoding="utf-8")) for path in sources)
    )
