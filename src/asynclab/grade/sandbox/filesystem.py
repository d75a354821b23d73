"""What a sandboxed process finds around itself: which folders of this machine it may read, and its environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import asynclab

HOME = Path("/home/student")
TMP = Path("/tmp")
SHARED_MEMORY = Path("/dev/shm")
SCRATCH = Path("/scratch")
PRIVATE = (TMP, HOME, SHARED_MEMORY)  # beside the scratch: bubblewrap makes each, `sweep` empties each

SYSTEM = tuple(map(Path, ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")))
SETTINGS = tuple(map(Path, ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives")))

# Of a Python installation only these: where someone made the environment in the course's own folder, or in their home,
# what else lies there stays hidden.
_PARTS = ("bin", "lib", "lib32", "lib64", "libexec", "share", "pyvenv.cfg")

MOST_LINKS = 40  # the kernel follows no more of them in one path


def within(scratch: Path) -> tuple[Path, Path]:
    """Return a home and a folder for temporary files, where nothing but the scratch can be written to."""
    return scratch / "home", scratch / "tmp"


def python() -> tuple[Path, ...]:
    """Return what the running Python is made of: environment, base, asynclab. Each is there by the names it uses and by
    the real names.
    """
    prefixes = (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix)
    parts = [Path(prefix) / part for prefix in prefixes for part in _PARTS]
    return outermost([*parts, *_links(Path(sys.executable)), Path(asynclab.__file__).parent])


def _links(path: Path) -> Iterator[Path]:
    """A path, and what it leads to from link to link: an environment's interpreter is often a link to a link."""
    for _ in range(MOST_LINKS):
        yield path
        if not path.is_symlink():
            return
        path = Path(os.path.abspath(path.parent / os.readlink(path)))


def outermost(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return those paths that exist, each also by its real name. What lies in another of them or in the system's is
    left out.
    """
    names = dict.fromkeys(
        name for path in paths if path.exists() for name in (Path(os.path.abspath(path)), path.resolve())
    )
    covered = {*names, *SYSTEM}
    return tuple(name for name in names if name not in SYSTEM and not covered.intersection(name.parents))


def ancestors(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the folders above these paths, outer folders first, each once."""
    yield from dict.fromkeys(folder for path in paths for folder in reversed(path.parents[:-1]))


def environment(home: Path, tmp: Path) -> Mapping[str, str]:
    """Return all that a sandboxed process finds in its environment. Nothing is taken over from the person who
    grades.
    """
    return {
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "USER": "student",
        "TMPDIR": str(tmp),
        "PYTHONHASHSEED": "0",  # sets have one order, every time
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONSAFEPATH": "1",  # a file beside the notebook does not take the place of a module
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "NBGRADER_EXECUTION": "autograde",
    }
