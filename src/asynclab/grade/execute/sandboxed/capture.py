"""Standard output and error of a student's process: Python's own, and what C code and subprocesses write to 1 and 2.
How much of it is kept is a matter of `display`."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

Heard = Callable[[str, str], None]  # is told "stdout" or "stderr", and a text

_FDS = {"stdout": 1, "stderr": 2}


class Descriptors:
    """Takes over the descriptors 1 and 2: what is written there is kept in memory until it is collected."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self.renew()

    def renew(self) -> None:
        """Begin with empty ones: in a forked process, those it had are its parent's too."""
        self._read = dict.fromkeys(_FDS, 0)  # bytes collected
        for name, fd in _FDS.items():
            memory = os.memfd_create(name)
            os.dup2(memory, fd)
            os.close(memory)

    def collect(self) -> None:
        """Tell what was written since the last time."""
        for name, fd in _FDS.items():
            try:
                self._collect(name, fd)
            except OSError:  # the student has closed it
                continue

    def forget(self) -> None:
        """Collect, and give the memory back. Between cells: a process in the background may write at any time."""
        self.collect()
        for name, fd in _FDS.items():
            try:
                if self._read[name]:
                    os.ftruncate(fd, 0)
                    os.lseek(fd, 0, os.SEEK_SET)
                    self._read[name] = 0
            except OSError:
                continue

    def _collect(self, name: str, fd: int) -> None:
        end, begin = os.fstat(fd).st_size, self._read[name]
        if end <= begin:
            return
        data = os.pread(fd, end - begin, begin)
        self._read[name] = begin + len(data)
        self._heard(name, data.decode("utf-8", "replace"))


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a notebook."""

    def __init__(self, name: str, heard: Heard, descriptors: Descriptors) -> None:
        self._name = name
        self._heard = heard
        self._descriptors = descriptors

    encoding = "UTF-8"
    errors = "replace"

    @property
    def name(self) -> str:
        """As in `sys.stdout.name`."""
        return f"<{self._name}>"

    def fileno(self) -> int:
        """Return the descriptor that a subprocess may write to."""
        return _FDS[self._name]

    def writable(self) -> bool:
        """Return True."""
        return True

    def isatty(self) -> bool:
        """Return False: a notebook's stream is not a terminal."""
        return False

    def write(self, text: str) -> int:
        """Show a text, after what was written to the descriptors before it."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._descriptors.collect()
        self._heard(self._name, text)
        return len(text)

    def flush(self) -> None:
        """Show what was written to the descriptors: nothing else waits here."""
        self._descriptors.collect()

    def close(self) -> None:
        """Do nothing: a notebook's streams stay open."""
