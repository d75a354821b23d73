"""What a course's folder says of itself: its configuration, its gradebook's address, its assignments."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Sequence
from glob import glob
from json import JSONDecodeError
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, JSONFileConfigLoader, PyFileConfigLoader

from asynclab.grade.errors import BadConfig, NotACourse, WhichAssignment, configured

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory

CONFIG = "nbgrader_config.py"


def configuration(root: Path) -> Config:
    """Return what the `nbgrader_config.py` in a course's folder sets; empty without such a file. Raise BadConfig."""
    return _loaded(PyFileConfigLoader, root / CONFIG)


def check_own() -> None:
    """Raise BadConfig where a file that Jupyter keeps for this account or machine, and nbgrader loads before the
    course's, cannot be read."""
    for folder in map(Path, jupyter_config_path()):
        for file in (folder / "jupyter_config.py", folder / CONFIG):
            _loaded(PyFileConfigLoader, file)
            _loaded(JSONFileConfigLoader, file.with_suffix(".json"))


def _loaded(loader: type[PyFileConfigLoader] | type[JSONFileConfigLoader], file: Path) -> Config:
    try:
        return loader(file.name, path=str(file.parent)).load_config()
    except ConfigFileNotFound:
        return Config()
    except (Exception, SystemExit) as problem:  # Python may fail in any way, and end itself
        raise BadConfig(file, _line(problem, file), problem) from problem


def _line(problem: BaseException, file: Path) -> int:
    """The line of a configuration at which it stopped, or that cannot be read; 0 if it is not in this file."""
    if isinstance(problem, JSONDecodeError) and file.suffix == ".json":
        return problem.lineno
    if isinstance(problem, SyntaxError) and _same(problem.filename, file):
        return problem.lineno or 0
    frames = traceback.extract_tb(problem.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if _same(frame.filename, file)), 0)


def _same(name: str | None, file: Path) -> bool:
    return name is not None and os.path.realpath(name) == os.path.realpath(file)


def database(root: Path) -> str:
    """Return the URL of the gradebook of the course in `root`. Raise BadConfig."""
    return str(configuration(root).CourseDirectory.get("db_url", f"sqlite:///{root / 'gradebook.db'}"))


def directory(root: Path) -> CourseDirectory:
    """Return where the course in `root` keeps its folders, as nbgrader knows it. Raise BadConfig."""
    from nbgrader.coursedir import CourseDirectory

    settings = configuration(root)
    settings.CourseDirectory.setdefault("root", str(root))
    with configured("What c.CourseDirectory sets"):
        return CourseDirectory(config=settings)


def assignments(root: Path) -> tuple[str, ...]:
    """Return the names of a course's assignments: chapters, and folders in source/ and release/ with a notebook.

    Raise NotACourse, BadConfig.
    """
    from asynclab.course.authoring.build import Course

    if not any((root / name).exists() for name in (CONFIG, "notebooks", "source")):
        raise NotACourse(root)
    return tuple(sorted({*Course(root).chapters, *_generated(root)}))


def chosen(root: Path, named: str) -> str:
    """Return the assignment that a command is about: the named one, or the only one if none is named.

    Raise NotACourse, BadConfig, WhichAssignment.
    """
    places = (root / "notebooks" / f"{named}.md", root / "source" / named)
    if named and named == Path(named).name and any(place.exists() for place in places):
        return named  # without the seconds in which nbgrader and the course's configuration are loaded
    return one_of(root, assignments(root), named)


def one_of(root: Path, known: Sequence[str], named: str) -> str:
    """Return the named one of these assignments, or the only one if none is named. Raise WhichAssignment."""
    if named in known:
        return named
    if named or len(known) != 1:
        raise WhichAssignment(root, named, known)
    return known[0]


def _generated(root: Path) -> Iterator[str]:
    folders = directory(root)
    for kind in (folders.source_directory, folders.release_directory):
        pattern = Path(folders.format_path(kind, ".", "*"))
        at = pattern.parts.index("*")
        for found in glob(str(pattern)):
            if any(Path(found).glob("*.ipynb")):
                yield Path(found).parts[at]
