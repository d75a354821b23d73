"""A kernel in which no cell of a chapter has been run yet: there, of a name that the notebook defines, nothing of ours
could tell more than Python's own `NameError`, if it were not told to before the first cell."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

_CHECKS = "asynclab.course.cell.check"  # which the chapter's first cell imports: from then on, checks tell of it


def explain_missing_names() -> None:
    """Tell, in the IPython that runs, to run the cells above, where a cell stops for want of a name that the saved
    notebook defines, and the course has not been imported. Outside of IPython it does nothing."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        shell.set_custom_exc((NameError,), _show)


def _show(
    shell: Any,
    kind: type[NameError],
    error: NameError,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """IPython: show a `NameError` that a cell has raised."""
    told = None if _CHECKS in sys.modules else _not_there_yet(error.name or "")
    if told is None:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
    else:
        shell.showtraceback((type(told), told, None))


def _not_there_yet(name: str) -> Exception | None:
    from asynclab.course.cell.errors import CalmError
    from asynclab.course.cell.session.history.missing_names import not_there_yet
    from asynclab.course.cell.session.history.saved_cells import saved_cells
    from asynclab.course.cell.session.notebook_folder import notebook_folder

    if not saved_cells(notebook_folder()).binds(name):
        return None
    failure = not_there_yet(name).failure
    return CalmError(f"{failure.seen} {failure.remedy}")
