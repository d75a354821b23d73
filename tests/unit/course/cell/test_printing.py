"""What an answer prints is shown up to a limit, which is said once."""

import contextlib
import io
import logging

from asynclab.course.cell.session.printing import CUT, MOST, LimitedStream, SaidOnce, limited


def test_so_much_is_shown_and_then_no_more():
    """Whether it comes in one text or in many; nothing is said where nothing was cut."""
    behind = io.StringIO()
    stream = LimitedStream(behind, 5)
    for text in ("ab", "cde"):
        assert stream.write(text) == len(text)
    assert behind.getvalue() == "abcde"
    assert [stream.write("fgh"), stream.write("ijk")] == [3, 3]
    assert behind.getvalue() == f"abcde{CUT}"


def test_both_streams_are_limited_for_as_long_as_a_run_lasts():
    """What is printed afterwards is shown as ever."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        with limited():
            print("x" * (MOST + 1))
        print("after")
    assert out.getvalue() == "x" * MOST + CUT + "after\n"
    assert err.getvalue() == ""


def test_it_is_the_stream_behind_it_in_all_else():
    """A library may ask for its encoding, or flush it."""
    behind = io.StringIO()
    LimitedStream(behind).flush()
    assert LimitedStream(behind).getvalue() == ""


def test_what_a_library_logs_is_said_once_a_cell():
    """However often a check performs an answer; what the student logs is theirs."""
    once, lines = SaidOnce(), [("langgraph.pregel", "wrote to x")] * 3 + [("mine", "again")] * 2
    records = [logging.LogRecord(name, logging.WARNING, "", 1, text, (), None) for name, text in lines]
    assert [once.filter(record) for record in records] == [True, False, False, True, True]
    once.forget()
    assert once.filter(records[0])
