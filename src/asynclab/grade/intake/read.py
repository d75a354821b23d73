"""Reading a submission's notebook from its file, whatever somebody put in its place.

A file that cannot be read is `UnreadableSubmission`, and so is a link or a device: nobody knows what the work is
worth, so it earns neither points nor a zero; its cells are flagged for a person. Only a file that is not there at all
is a submission without that notebook.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from asynclab.grade.intake.parse import NotANotebook, ParsedNotebook, from_json, load

SMALL = 1 << 20  # bytes; read in this process. A notebook without pictures has some ten thousand
LARGEST = 300 << 20  # bytes
_PATIENCE = 120  # real seconds for the process that reads a large one


@dataclass(frozen=True)
class UnreadableSubmission:
    """A file that is no notebook, or none that may be opened. reason: a sentence."""

    reason: str


def read(path: Path) -> ParsedNotebook | UnreadableSubmission | None:
    """Read the notebook at a path; return None where there is nothing. Never raises for what lies there."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return UnreadableSubmission(f"Its file cannot be reached: {_why(error)}.")
    if not stat.S_ISREG(found.st_mode):
        return UnreadableSubmission(f"In place of its file there is {kind(found.st_mode)}, which was not opened.")
    try:
        descriptor = open_regular(path)
    except OSError as error:
        return UnreadableSubmission(f"Its file cannot be opened: {_why(error)}.")
    with os.fdopen(descriptor, "rb") as file:
        return _read(file.fileno(), os.fstat(descriptor).st_size)


def open_regular(path: Path) -> int:
    """Return a descriptor of a regular file, to read from. Follow no link, and wait for nothing that blocks.

    Raise OSError for anything else.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError("it is no regular file")


def kind(mode: int) -> str:
    """Say what lies at a path that does not hold a regular file, in words."""
    kinds = {
        stat.S_IFLNK: "a link",
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "something that is no file")


def _read(descriptor: int, size: int) -> ParsedNotebook | UnreadableSubmission:
    if size > LARGEST:
        return UnreadableSubmission(f"Its file has {size >> 20} MB; more than {LARGEST >> 20} MB are not read.")
    try:
        if size > SMALL:
            return _read_elsewhere(descriptor)
        with os.fdopen(os.dup(descriptor), "rb") as file:
            return load(file.read(SMALL + 1))
    except NotANotebook as problem:
        return UnreadableSubmission(f"Its file could not be read as a notebook: {problem}.")
    except OSError as error:
        return UnreadableSubmission(f"Its file could not be read: {_why(error)}.")


def _read_elsewhere(descriptor: int) -> ParsedNotebook:
    """Read in a process that has limits and is thrown away. Raises NotANotebook."""
    command = [sys.executable, "-I", "-m", "asynclab.grade.intake.parse"]
    done = None
    with subprocess.Popen(command, stdin=descriptor, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            said, problem = process.communicate(timeout=_PATIENCE)
            done = process.returncode
        except subprocess.TimeoutExpired:
            problem = b"reading it takes too long"
        finally:
            if done is None:
                process.kill()
    if done != 0:
        last = problem.decode(errors="replace").strip().splitlines()[-1:] or ["its data is more than can be read"]
        raise NotANotebook(last[0][:200])
    return from_json(said.decode())


def _why(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
