"""Whether what lies in submitted/ is what was graded: told by its content, since a file that is put there by hand has
no new timestamp, or none at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable
from glob import escape
from pathlib import Path

from asynclab.grade.gradebook.autograded_notebook import KEY
from asynclab.grade.intake.files import gather
from asynclab.grade.intake.read import open_regular

HANDED_IN = "handed_in"  # in the metadata of an autograded notebook, under KEY: the digest of what was graded


def content_digests(
    folder: Path, notebooks: Iterable[str], stamp: bytes | None, *, known: Collection[str], ignore: Collection[str] = ()
) -> dict[str, str]:
    """Return a digest for each notebook: of its bytes, of the files that lie beside it, and of the timestamp.

    stamp: the bytes of the timestamp. known: the notebooks of the assignment, none of which is a file beside another.
    ignore: patterns of names that the course ignores. Never raises for what lies in a student's folder.
    """
    beside = gather(None, folder, ignore=[*ignore, *(escape(f"{name}.ipynb") for name in known)])
    common = hashlib.sha256(repr(stamp).encode())
    for file in beside.companions:
        common.update(b"\n%s %s" % (hashlib.sha256(file.data).digest(), os.fsencode(file.path)))
    return {name: _with_file(common.copy(), folder / f"{name}.ipynb") for name in notebooks}


def graded_digest(path: Path) -> str | None:
    """Return the digest of what an autograded notebook was made of; None where another engine has made it."""
    try:
        digest = json.loads(path.read_bytes())["metadata"][KEY][HANDED_IN]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return digest if isinstance(digest, str) else None


def _with_file(digest: hashlib._Hash, path: Path) -> str:
    try:
        with os.fdopen(open_regular(path), "rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    except (OSError, ValueError):
        digest.update(b"unreadable")
    return digest.hexdigest()
