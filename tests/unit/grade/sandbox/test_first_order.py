"""What a process of ours does while it waits to be told what it is for."""

import socket
import sys

import pytest

from asynclab.grade.ipc import LARGEST, Closed, Frame, MessageType, Wire
from asynclab.grade.sandbox.process import first_order


@pytest.fixture
def line():
    """Both ends of a line."""
    ends = [Wire(end, LARGEST) for end in socket.socketpair()]
    yield ends
    for end in ends:
        end.close()


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """A folder whose modules can be imported, and are forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "modules", sys.modules | {})
    return tmp_path


def test_what_it_will_need_is_imported_before_its_order_comes(line, beside):
    """In the order it is told; a module that is not there, or that fails, is left for later, when it can be told."""
    ours, its = line
    (beside / "first_of_all.py").write_text("import sys\nassert 'second_of_all' not in sys.modules\n")
    (beside / "second_of_all.py").write_text("")
    (beside / "fails_at_once.py").write_text("1 / 0")
    ours.send(Frame.of(MessageType.IMPORT, text="first_of_all\nnot_there_at_all\nfails_at_once"))
    ours.send(Frame.of(MessageType.IMPORT, text="second_of_all"))
    ours.send(Frame.of(MessageType.LOAD, text="first_of_all"))
    assert first_order(its) == Frame.of(MessageType.LOAD, text="first_of_all")
    assert {"first_of_all", "second_of_all"} <= sys.modules.keys()
    assert "fails_at_once" not in sys.modules


def test_a_module_that_comes_later_is_found_then(line, beside):
    """A chapter's own module is not there yet when it is looked for first."""
    ours, its = line
    ours.send(Frame.of(MessageType.IMPORT, text="chapters_own"))
    ours.send(Frame(MessageType.END))
    first_order(its)
    (beside / "chapters_own.py").write_text("here = 1")
    import chapters_own

    assert chapters_own.here == 1


def test_nothing_to_do_is_told_as_that(line):
    """Whoever started it has gone, with or without a word of what it might need."""
    ours, its = line
    ours.send(Frame.of(MessageType.IMPORT, text="json"))
    ours.close()
    with pytest.raises(Closed):
        first_order(its)
