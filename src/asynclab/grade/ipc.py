"""Frames over a socket: what the parent, the warm process and a student's process say to each other.

A frame is one byte (what it is), four bytes (which cell), four bytes (how long its body is) and the body. What the
parent says in dataclasses is pickled: it is trusted. What comes out of a sandbox is text, JSON mostly, and never
unpickled; who wants the JSON of a run or of outputs reads it by a strict `Codec`, and it is passed on as it came.
"""

from __future__ import annotations

import os
import pickle
import socket
import struct
import time
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

_HEAD = struct.Struct("!BII")
_PART = 1 << 18  # bytes read at once
AHEAD = 1 << 16
LARGEST = 1 << 30  # bytes of a message of the parent's: all files beside a notebook


class MessageType(IntEnum):
    """What a frame is. The first word tells who says it."""

    # the parent to a process that it has started
    LOAD = 24  # the first. text: names of modules to import, one a line; the warm process answers READY
    # the parent to a student's process
    RUN_CELL = 1  # text: source; answered by SHOWN
    RUN_UNSEEN = 2  # text: the names that the cell gives, in a line of their own, then its source; answered by DONE
    LEAVE_OUT = 8  # text: why, in a line of its own, then the source of a cell that is not run; answered by DONE
    PERFORM = 3  # text: a scenario's JSON; answered by PERFORMED, GAVE_UP, NOT_TRIED or FAILED
    PERFORM_BRIEFLY = 7  # the same, within a part of the limits: another scenario of its target did not end
    COMPARE = 4  # the core of what must be intact; answered by FOUND
    COMPARE_ALL = 5  # answered by FOUND
    COMPARE_SHELL = 6  # the core, and what shows the errors of cells; answered by FOUND
    # a student's process to the parent: data, whatever it says
    CONFINED = 10  # the first: no student's code has run yet
    SHOWN = 11  # text: JSON of a list of outputs; also of an earlier cell whose display was updated
    DONE = 12
    PERFORMED = 13  # text: the run's JSON
    GAVE_UP = 14  # the same, of a run that used up its time or memory
    NOT_TRIED = 18  # the same, of an answer that is still a stub: the check's other scenarios would end alike
    FAILED = 15  # text: why there is no run
    FOUND = 16  # text: names of what was replaced, or nothing
    REACHED = 17  # at any time, unasked. text: what a line of the student's did that no answer needs
    # the parent to the warm process
    BEGIN = 20  # a pickled `Beginning`, with the student's end of a socket. A second one has their end of a pipe
    INTERRUPT = 21
    END = 22  # answered by ENDED
    OPEN = 23  # a pickled `Opening`, with the end of a line on which another warm process answers: SHOWN, then READY
    # the warm process to the parent
    READY = 30
    ENDED = 31  # text: JSON of `ChildEnding`
    # the parent to a judge
    EXAMINE = 40  # a pickled `Examination`; answered by ASKS or REFUSES
    JUDGE = 41  # a pickled `ToJudge`; then one each with a run's JSON; answered by JUDGED
    # a judge to the parent
    ASKS = 50  # text: JSON of `Asks`
    REFUSES = 51  # text: JSON of `Refuses`
    JUDGED = 52  # text: JSON of `JudgedCheck`


Value = TypeVar("Value")


@dataclass(frozen=True)
class Frame:
    """One message. number: the execution count of the cell it is about, or 0."""

    what: MessageType
    number: int = 0
    body: bytes = b""

    @classmethod
    def of(cls, what: MessageType, number: int = 0, text: str = "") -> Frame:
        """Make a frame with a text; lone surrogates, which UTF-8 has not, become escapes."""
        return cls(what, number, text.encode("utf-8", "backslashreplace"))

    @classmethod
    def pickled(cls, what: MessageType, value: object) -> Frame:
        """Make a frame with a value. It goes from a process that is trusted to a process that imports the value's class
        too.
        """
        return cls(what, body=pickle.dumps(value))

    def unpickled(self, kind: type[Value]) -> Value:
        """Return the value of a frame that the parent sent. Never use this for what comes out of a sandbox: reading a
        pickle runs code.

        Raises `Garbled` where it is not of this kind.
        """
        value = pickle.loads(self.body)
        if not isinstance(value, kind):
            raise Garbled(f"it sent a {type(value).__name__}, where a {kind.__name__} was due")
        return value

    @property
    def text(self) -> str:
        """The body as text. Raises `Garbled` where it is not UTF-8."""
        try:
            return self.body.decode()
        except UnicodeDecodeError:
            raise Garbled("it sent bytes that are no text") from None


class Garbled(Exception):
    """What came is not a frame, or is too large. The rest of the stream cannot be read."""


class Closed(Exception):
    """The other end is gone."""


class Wire:
    """One end of a connected socket. largest: bytes a frame may have. in_all: bytes that are read in its life.
    ahead: bytes that may be read before they are asked for; none, where descriptors come or somebody polls."""

    def __init__(self, end: socket.socket, largest: int, *, in_all: int = 1 << 62, ahead: int = 0) -> None:
        self.socket = end
        self._largest = largest
        self._ahead = ahead
        self._room = in_all
        self._came = bytearray()  # and was not received yet: a wait may be given up in the middle of a frame

    def close(self) -> None:
        """Close this end."""
        self.socket.close()

    def send(self, frame: Frame, deadline: float | None = None) -> None:
        """Send a frame. deadline: on the monotonic clock. Raises `Closed`, or `TimeoutError` past the deadline."""
        self._patience(deadline)
        try:
            self.socket.sendall(packed(frame))
        except TimeoutError:
            raise
        except OSError:
            raise Closed from None

    def send_with(self, frame: Frame, fd: int) -> None:
        """Send a frame and, beside it, a file descriptor. Raises `Closed`."""
        self.socket.settimeout(None)
        try:
            socket.send_fds(self.socket, [packed(frame)[: _HEAD.size]], [fd])
            self.socket.sendall(frame.body)
        except OSError:
            raise Closed from None

    def receive(self, deadline: float | None = None) -> Frame:
        """Receive the next frame. Raises `Closed`, `Garbled`, or `TimeoutError` past the deadline. After `TimeoutError`
        you may go on.
        """
        self._fill(_HEAD.size, deadline)
        what, number, size = _HEAD.unpack_from(self._came)
        if what not in _KNOWN:
            raise Garbled("it sent what is no message")
        if size > self._largest:
            raise Garbled(f"it sent a message of {size} bytes, and {self._largest} are read")
        self._fill(_HEAD.size + size, deadline)
        body = bytes(self._came[_HEAD.size : _HEAD.size + size])
        del self._came[: _HEAD.size + size]
        return Frame(MessageType(what), number, body)

    def receive_with(self) -> tuple[Frame, int | None]:
        """Receive the next frame, and the file descriptor that came beside it, if there was a descriptor. Raises
        `Closed`, `Garbled`.
        """
        self.socket.settimeout(None)
        try:
            head, fds, _, _ = socket.recv_fds(self.socket, _HEAD.size, 1)
        except OSError:
            raise Closed from None
        if not head:
            raise Closed
        for fd in fds:
            os.set_inheritable(fd, False)
        self._came += head
        return self.receive(), fds[0] if fds else None

    def quiet(self) -> bool:
        """Return whether the other end is there and has said nothing that is still to be received."""
        if self._came:
            return False
        self.socket.settimeout(None)
        try:
            self.socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def _fill(self, size: int, deadline: float | None) -> None:
        while len(self._came) < size:
            self._patience(deadline)
            try:
                part = self.socket.recv(min(max(size - len(self._came), self._ahead), _PART))
            except TimeoutError:
                raise
            except OSError:
                raise Closed from None
            if not part:
                raise Closed
            self._room -= len(part)
            if self._room < 0:
                raise Garbled("it sent more in all than is read")
            self._came += part

    def _patience(self, deadline: float | None) -> None:
        if deadline is None:
            self.socket.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.socket.settimeout(left)


_KNOWN = frozenset(MessageType)


def packed(frame: Frame) -> bytes:
    """Return a frame as it goes over the wire."""
    return _HEAD.pack(frame.what, frame.number, len(frame.body)) + frame.body
