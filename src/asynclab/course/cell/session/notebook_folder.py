"""Where a notebook lies: the folder that its kernel works in, or began in, if a cell has changed that since."""

from __future__ import annotations

import os
from pathlib import Path

from asynclab.course.cell.sealed import NAME


def _working() -> Path | None:
    try:
        return Path(os.getcwd())
    except OSError:  # it was deleted
        return None


_BEGAN = _working()


def notebook_folder(holding: str = NAME) -> Path:
    """Return the folder of the notebook around this: the working folder, if it is the one that holds a file, by default
    the chapter's; else the one in which the kernel worked when the course was imported, if that holds it. A student's
    `os.chdir` or `%cd`, to read a file of their own, does not move the notebook."""
    here = Path()
    if _BEGAN is None or (here / holding).is_file() or not (_BEGAN / holding).is_file():
        return here
    return _BEGAN
