"""The public surface is a contract."""

import subprocess
import sys

import pytest

import asynclab
from asynclab import course, expect, report, scenario
from asynclab.public_names import imported_by

ROOMS = {
    room.__name__.rpartition(".")[2]: getattr(room, "__all__", None) or imported_by(room.__name__)
    for room in (course, expect, report, scenario, asynclab.lab)
}
INTERNAL = {"judge", "merged", "from_json", "to_json", "not_attempted", "using"}


def test_the_public_names_are_sorted_and_unique() -> None:
    """`__all__` reads as an index."""
    assert asynclab.__all__ == sorted(set(asynclab.__all__))


@pytest.mark.parametrize("name", asynclab.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each is what its room has under that name."""
    rooms = [getattr(asynclab, room) for room, names in ROOMS.items() if name in names]
    assert len(rooms) == 1
    assert getattr(asynclab, name) is getattr(rooms[0], name)
    assert name in dir(asynclab)


def test_whatever_an_author_writes_is_public() -> None:
    """Every function of the rooms that authors write with is here, but for those that grade."""
    written = {name for room in ("course", "expect", "scenario") for name in ROOMS[room] if name.islower()}
    assert written - INTERNAL <= set(asynclab.__all__)


def test_another_name_is_an_attribute_error() -> None:
    """As from any module."""
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        asynclab.nonsense


@pytest.mark.slow
def test_importing_asynclab_alone_loads_nothing() -> None:
    """Neither LangChain nor one of our own rooms: what reads the list of names is all there is."""
    code = (
        "import sys, asynclab; print([m for m in sys.modules if m.startswith(('asynclab.', 'langchain', 'pydantic'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == (
        "['asynclab.public_names']\n"
    )


@pytest.mark.parametrize("room", [scenario, expect])
def test_a_rooms_names_are_sorted_and_there(room: object) -> None:
    """Each room's `__all__` is true."""
    assert sorted(room.__all__) == room.__all__  # type: ignore[attr-defined]
    assert all(hasattr(room, name) for name in room.__all__)  # type: ignore[attr-defined]
