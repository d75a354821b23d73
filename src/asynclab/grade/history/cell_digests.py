"""Which tests an assignment had: a short digest of each graded cell, so that a change of one of them is seen. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from asynclab.grade.graded_cells import GradedCell


def cell_digests(notebooks: Mapping[str, Mapping[str, GradedCell]]) -> dict[str, str]:
    """Return the digest of each graded cell, by "notebook/cell". notebooks: their graded cells, by name."""
    return {f"{name}/{cell}": digest(graded) for name, cells in notebooks.items() for cell, graded in cells.items()}


def digest(graded: GradedCell) -> str:
    """Return a digest, in hexadecimal, of a graded cell's text and of what it is worth."""
    return hashlib.sha256(f"{graded.points:g}\n{graded.source}".encode()).hexdigest()[:16]
