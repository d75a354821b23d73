"""The command `asynclab`, and `python -m asynclab`: the verbs of `asynclab.cli`, on whatever machine and installation.

A verb that needs a package that is not installed says which extra brings it, and a terminal or a log that cannot show a
character shows "?" in its place.
"""

from __future__ import annotations

import errno
import io
import os
import sys

from asynclab.installation import how_to_install

# The extra that brings a package. What is not here comes with asynclab itself.
EXTRAS = {
    "IPython": "student",
    "ipykernel": "student",
    "jupyterlab": "student",
    "jupytext": "course",
    "nbclient": "course",
    "nbconvert": "course",
    "nbformat": "course",
    "nbgrader": "course",
    "traitlets": "course",
    "distributed": "cluster",
    "psycopg2": "postgres",
}


UNWRITTEN = (
    "What this command says could not be written to where it was to go ({}): look whether the disk is full there. What "
    "the command has done is done."
)
_UNWRITTEN = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG})


def main() -> None:
    """Run the command line. Exits with the verb's code, or with 1 where a package is missing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        from asynclab.cli import app  # here, so that Ctrl-C while it loads ends as quietly as later

        try:
            app()
        finally:
            sys.stdout.flush()  # now, while it can still be told that it cannot be written
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno not in _UNWRITTEN or error.filename is not None:  # a file's own trouble is the verb's to tell
            raise
        _leave_stdout()
        sys.exit(UNWRITTEN.format(error.strerror))
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in EXTRAS:
            raise
        sys.exit(sentence(missing))


def _leave_stdout() -> None:
    """Have Python not try again, at its end, to write what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def sentence(missing: str) -> str:
    """Return what to do about a package that is not installed."""
    return f"This needs {missing}, which is not installed. {how_to_install(EXTRAS[missing])}"


if __name__ == "__main__":
    main()
