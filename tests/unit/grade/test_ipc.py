"""The frames between the parent and the processes of the sandbox."""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Iterator

import pytest

from asynclab.grade.ipc import AHEAD, Closed, Frame, Garbled, MessageType, Wire, packed
from asynclab.lab import real_time


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


Ends = tuple[socket.socket, socket.socket]


def test_a_frame_arrives_as_it_was_sent(ends: Ends) -> None:
    """What it is, which cell it is about, and every character of its text."""
    frame = Frame.of(MessageType.SHOWN, 12, "Grüße, and more \U0001f40d")
    Wire(ends[0], 100).send(frame)
    assert Wire(ends[1], 100).receive() == frame


def test_frames_that_come_together_are_told_apart(ends: Ends) -> None:
    """Reading ahead loses nothing."""
    frames = [Frame.of(MessageType.SHOWN, number, "x" * number) for number in range(5)]
    ends[0].sendall(b"".join(map(packed, frames)))
    wire = Wire(ends[1], 100, ahead=AHEAD)
    assert [wire.receive() for _ in frames] == frames


def test_a_descriptor_travels_beside_a_frame(ends: Ends) -> None:
    """And is not handed on to programs that are started later."""
    Wire(ends[0], 100).send_with(Frame(MessageType.BEGIN, body=b"work"), ends[0].fileno())
    frame, fd = Wire(ends[1], 100).receive_with()
    assert frame == Frame(MessageType.BEGIN, body=b"work")
    assert fd is not None
    assert not os.get_inheritable(fd)
    os.close(fd)


def test_a_frame_of_no_known_kind_is_garbled(ends: Ends) -> None:
    """Nothing is made of it."""
    ends[0].sendall(struct.pack("!BII", 99, 1, 0))
    with pytest.raises(Garbled, match="no message"):
        Wire(ends[1], 100).receive()


def test_a_frame_that_is_too_large_is_not_read(ends: Ends) -> None:
    """Not one byte of what it says it has."""
    ends[0].sendall(struct.pack("!BII", MessageType.SHOWN, 1, 4_000_000_000))
    with pytest.raises(Garbled, match="4000000000 bytes"):
        Wire(ends[1], 100).receive()


def test_a_wire_reads_so_much_in_its_life_and_no_more(ends: Ends) -> None:
    """However small each frame is."""
    ends[0].sendall(packed(Frame(MessageType.DONE, 1, b"12345678")) * 10)
    wire = Wire(ends[1], 100, in_all=100)
    for _ in range(5):
        wire.receive()
    with pytest.raises(Garbled, match="more in all"):
        wire.receive()


def test_bytes_that_are_no_text_are_garbled(ends: Ends) -> None:
    """They are found out where the text is asked for."""
    Wire(ends[0], 100).send(Frame(MessageType.SHOWN, 1, b"\xff\xfe"))
    frame = Wire(ends[1], 100).receive()
    with pytest.raises(Garbled, match="no text"):
        _ = frame.text


def test_a_text_that_utf8_has_not_is_sent_with_escapes() -> None:
    """A lone surrogate of a student's does not break the line."""
    assert Frame.of(MessageType.FOUND, 1, "\ud800").text == "\\ud800"


def test_a_value_of_the_parents_is_of_the_kind_that_is_due() -> None:
    """Each side says what it waits for."""
    frame = Frame.pickled(MessageType.BEGIN, ("a", b"b"))
    assert frame.unpickled(tuple) == ("a", b"b")
    with pytest.raises(Garbled, match="it sent a tuple, where a str was due"):
        frame.unpickled(str)


def test_a_wait_that_was_given_up_can_go_on(ends: Ends) -> None:
    """In the middle of a frame: the half that has come is kept."""
    whole = packed(Frame.of(MessageType.SHOWN, 1, "patience"))
    wire = Wire(ends[1], 100)
    ends[0].sendall(whole[:12])
    with real_time(), pytest.raises(TimeoutError):  # after a run of days, a guest's clock is ahead of the wire's
        wire.receive(time.monotonic() + 0.01)
    ends[0].sendall(whole[12:])
    assert wire.receive().text == "patience"


def test_an_end_that_is_gone_is_closed(ends: Ends) -> None:
    """For who reads and for who writes."""
    ends[0].close()
    wire = Wire(ends[1], 100)
    with pytest.raises(Closed):
        wire.receive()
    with pytest.raises(Closed):
        wire.send(Frame(MessageType.DONE))


def test_quiet_tells_whether_anything_waits_to_be_received(ends: Ends) -> None:
    """Something said that nobody asked for, or an end that is gone, is not quiet."""
    wire = Wire(ends[1], 100, ahead=AHEAD)
    assert wire.quiet()
    ends[0].sendall(packed(Frame(MessageType.DONE)) * 2)
    assert not wire.quiet()
    wire.receive()
    assert not wire.quiet()  # the second was read ahead
    wire.receive()
    assert wire.quiet()
    ends[0].close()
    assert not wire.quiet()
