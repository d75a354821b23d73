"""Whether what lies in submitted/ is what was graded: told by its content, since a file that is put there by hand has
no new timestamp, or none at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable
from glob import escape
from pathlib import Path

from nbformat import NotebookNode

from asynclab.grade.gradebook.autograded_notebook import KEY
from asynclab.grade.intake.files import gather
from asynclab.grade.intake.read import open_regular

# In the metadata of an autograded notebook, under KEY
HANDED_IN = "handed_in"  # the digest of what was graded
WRITTEN = "written"  # the digest of what came of it, see `written_digest`


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


def written_digest(notebook: NotebookNode) -> str:
    """Return the digest, in hexadecimal, of a graded notebook's cells and of what is noted about them. Where it is not
    the one that is noted, somebody has changed the notebook since: cleared its outputs, say."""
    about = {name: said for name, said in notebook.metadata.get(KEY, {}).items() if name not in (HANDED_IN, WRITTEN)}
    text = json.dumps([notebook.cells, about], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _with_file(digest: hashlib._Hash, path: Path) -> str:
    try:
        with os.fdopen(open_regular(path), "rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    except (OSError, ValueError):
        digest.update(b"unreadable")
    return digest.hexdigest()
