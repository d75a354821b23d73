"""Code that talks to the real world from inside a run, and so gets real threads, locks and clocks."""

from __future__ import annotations

import sys
from functools import cache
from types import FrameType
from typing import Any

from asynclab.lab.owners.ownership import MACHINERY, Owner, frames_outwards, owner_of, owner_of_frame, with_slashes

# Top-level packages and modules whose threads and locks stay real in a run.
INFRA = (
    "IPython", "_pytest", "comm", "debugpy", "importlib", "ipykernel", "jupyter_client", "langsmith", "logging",
    "multiprocessing", "nbclient", "pluggy", "pydevd", "tornado", "zmq", "concurrent.futures.process",
)  # fmt: skip

_INFRA_PATHS = tuple(f"/{name.replace('.', '/')}{end}" for name in INFRA for end in ("/", ".py"))


@cache
def _is_between(filename: str) -> bool:
    """Modules that make locks on behalf of their caller."""
    return owner_of(filename) is Owner.OWN or with_slashes(filename).endswith(MACHINERY)


@cache
def is_infra(filename: str) -> bool:
    """Return whether a file belongs to code that talks to the real world from inside a run."""
    if filename.startswith("<frozen"):
        return True
    return owner_of(filename) is not Owner.STUDENT and any(p in with_slashes(filename) for p in _INFRA_PATHS)


def is_guest(frame: FrameType) -> bool:
    """Return whether a frame is the student's, or of a library that is at home in a run."""
    return owner_of_frame(frame) in (Owner.STUDENT, Owner.LIBRARY) and not is_infra(frame.f_code.co_filename)


def _asker(frame: FrameType) -> FrameType | None:
    return next((outer for outer in frames_outwards(frame) if not _is_between(outer.f_code.co_filename)), None)


def asked_by_infra() -> bool:
    """Return whether code that talks to the real world is what called into `threading`, `queue` or a pool."""
    asker = _asker(sys._getframe(1))
    return is_infra(asker.f_code.co_filename if asker else "")


def is_infra_thread(thread: Any) -> bool:
    """Return whether a `threading.Thread` runs code that talks to the real world. This is known by its class, its
    target or who starts it.
    """
    target = getattr(thread, "_target", None)
    modules = (getattr(target, "__module__", None) or "", type(thread).__module__ or "")
    return any(module == name or module.startswith(name + ".") for module in modules for name in INFRA) or (
        asked_by_infra()
    )
