"""A pipe on which a student's process tells what a run records, at the moment it happens.

Nothing that was told can be taken back. The child only writes, the parent reads when a scenario has been performed. A
pipe that is full takes no more: then what was told of the run is not what the run says.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from posix import write  # as it is: `os.write` is watched, as a call that blocks

from asynclab.observe import witness

ROOM = 1 << 20  # bytes: what Linux lets anybody have


class Telling:
    """The parent's end of a pipe. `theirs`: the child's end, to be passed on and closed."""

    def __init__(self) -> None:
        self._ours, self.theirs = os.pipe()
        for end in (self._ours, self.theirs):
            os.set_blocking(end, False)
        with suppress(OSError):  # some containers allow less
            fcntl.fcntl(self.theirs, fcntl.F_SETPIPE_SZ, ROOM)

    def passed_on(self) -> None:
        """Close the child's end, here."""
        if self.theirs >= 0:
            os.close(self.theirs)
            self.theirs = -1

    def close(self) -> None:
        """Close what is open."""
        self.passed_on()
        os.close(self._ours)

    def told(self) -> str:
        """Return what has been told since this was last asked, in short (see `witness.told`)."""
        came = bytearray()
        with suppress(BlockingIOError):
            while len(came) <= ROOM and (part := os.read(self._ours, ROOM)):
                came += part
        return witness.told(came.decode("ascii", "replace").splitlines(keepends=True))


def into(end: int) -> Callable[[str], None]:
    """Return a function that tells a line on the child's end."""
    put = write

    def tell(line: str) -> None:
        with suppress(OSError):  # full, or closed by a student's code
            put(end, line.encode("ascii", "replace"))

    return tell
