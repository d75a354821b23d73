"""The command `asynclab`, and `python -m asynclab`: the verbs of `asynclab.cli`, on whatever machine and installation.

A verb that needs a package that is not installed says which extra brings it, and a terminal or a log that cannot show a
character shows "?" in its place.
"""

from __future__ import annotations

import io
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


def main() -> None:
    """Run the command line. Exits with the verb's code, or with 1 where a package is missing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        from asynclab.cli import app  # here, so that Ctrl-C while it loads ends as quietly as later

        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in EXTRAS:
            raise
        sys.exit(sentence(missing))


def sentence(missing: str) -> str:
    """Return what to do about a package that is not installed."""
    return f"This needs {missing}, which is not installed. {how_to_install(EXTRAS[missing])}"


if __name__ == "__main__":
    main()
