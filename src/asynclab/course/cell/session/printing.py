"""What an answer prints while a check performs it, shown up to a limit; and what libraries log of it, shown once."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from typing import Any

MOST = 100_000  # characters of one run: a notebook keeps what it shows, and an endless loop prints megabytes
CUT = "\n... More was printed, and is left out here.\n"


_LIBRARIES = frozenset({"langgraph", "langchain", "langchain_core", "langsmith", "asyncio"})


class SaidOnce(logging.Filter):
    """Lets what a library logs through once: a check performs an answer several times, and each says the same."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether this was not said yet, or is the student's own."""
        said = record.getMessage()
        if record.name.partition(".")[0] not in _LIBRARIES:
            return True
        new = said not in self._said
        self._said.add(said)
        return new

    def forget(self) -> None:
        """Begin anew, as with another cell."""
        self._said.clear()


class LimitedStream:
    """A stream that passes on so many characters, and then says that it does not any more. In all else it is the stream
    behind it."""

    def __init__(self, stream: Any, most: int = MOST) -> None:
        self._stream = stream
        self._left = most

    def write(self, text: str) -> int:
        """Write what there is room for, and tell that all of it was written."""
        if self._left >= 0:
            self._stream.write(text[: self._left] + (CUT if len(text) > self._left else ""))
            self._left -= len(text)
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """In the block, both of Python's own streams are limited."""
    with (
        contextlib.redirect_stdout(LimitedStream(sys.stdout)),
        contextlib.redirect_stderr(LimitedStream(sys.stderr)),
    ):
        yield
