"""Who made a task or a queue: the student's own line, or a library on its own account."""

from __future__ import annotations

from types import FrameType

from asynclab.lab.owners.ownership import Owner, owner_of_frame


def makers(frame: FrameType | None) -> list[FrameType]:
    """Return the frames from this frame outwards, up to the first frame that acts on its own account. That frame is
    neither Python's nor ours, nor of anyio, whose task groups do for a student what asyncio's do.
    """
    found = []
    while frame is not None:
        found.append(frame)
        ours = owner_of_frame(frame) in (Owner.STDLIB, Owner.OWN)
        if not ours and not str(frame.f_globals.get("__name__")).startswith("anyio."):
            break
        frame = frame.f_back
    return found


def made_by_student(through: list[FrameType]) -> bool:
    """Return whether a student's line makes what is made through these frames, and not a library on its own account."""
    return bool(through) and owner_of_frame(through[-1]) is Owner.STUDENT
