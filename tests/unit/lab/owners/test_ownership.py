"""From frames to places, and whose they are."""

from __future__ import annotations

import asyncio
import json
import linecache
import sys
import threading
from types import CodeType

import langchain_core
import pytest

from asynclab import lab
from asynclab.lab.owners import ownership
from asynclab.lab.owners.ownership import Owner, location_at, owner_of


@pytest.mark.parametrize(
    ("filename", "owner"),
    [
        (__file__, Owner.STUDENT),
        ("/tmp/ipykernel_4711/123456.py", Owner.STUDENT),
        ("<ipython-input-3-abc>", Owner.STUDENT),
        ("<cell 3>", Owner.STUDENT),
        ("<answer ask>", Owner.STUDENT),
        ("/home/ada/logging/desk.py", Owner.STUDENT),
        (asyncio.__file__, Owner.STDLIB),
        (json.__file__, Owner.STDLIB),
        ("<frozen importlib._bootstrap>", Owner.STDLIB),
        (langchain_core.__file__, Owner.LIBRARY),
        (pytest.__file__, Owner.LIBRARY),
        ("<string>", Owner.LIBRARY),
        (lab.__file__, Owner.OWN),
    ],
)
def test_whose_code_a_file_is(filename: str, owner: Owner) -> None:
    """Cells and files outside of everything installed are the student's."""
    assert owner_of(filename) is owner


def test_the_innermost_line_of_the_students_is_found() -> None:
    """Through the standard library's frames around it, from a frame and from a traceback."""
    seen: list[lab.Location | None] = []

    class Spy(json.JSONEncoder):
        def default(self, o: object) -> object:
            seen.append(lab.student_location(sys._getframe()))
            raise ValueError

    with pytest.raises(ValueError) as caught:  # noqa: PT011 - it is our own
        json.dumps(object(), cls=Spy)
    assert seen[0] is not None
    assert (seen[0].function, seen[0].text) == ("default", "seen.append(lab.student_location(sys._getframe()))")
    place = lab.student_location(caught.value.__traceback__)
    assert place is not None
    assert (place.text, place.is_async, place.file) == ("raise ValueError", False, __file__)


def test_there_may_be_no_line_of_the_students() -> None:
    """A library's own thread, or nothing at all."""
    assert lab.student_location(None) is None


def test_a_location_reads_like_a_place_in_a_file() -> None:
    """File, line, function, text; and it knows whether it is in an `async def`."""

    async def here() -> lab.Location | None:
        return lab.student_location(sys._getframe())

    place = asyncio.run(here())
    assert place is not None
    assert place.is_async
    line = here.__code__.co_firstlineno + 1
    assert str(place) == f"test_ownership.py, line {line}, in here: return lab.student_location(sys._getframe())"


def test_a_chain_of_awaits_is_followed_inwards() -> None:
    """The deepest line of the student's own at which a task waits."""

    async def inner() -> None:
        await asyncio.sleep(1)

    async def outer() -> None:
        await asyncio.wait_for(inner(), 9)

    async def main() -> lab.Location | None:
        task = asyncio.create_task(outer())
        await asyncio.sleep(0.5)
        return ownership.awaiting_location(task.get_coro())

    place = lab.simulate(main).value
    assert place is not None
    assert place.text in ("await asyncio.sleep(1)", "await asyncio.wait_for(inner(), 9)")  # 3.11 makes a task of inner


def test_a_name_is_given_as_its_caller_knows_it() -> None:
    """Machinery that calls machinery counts as the outermost of it."""
    found: list[str] = []

    class Spy(threading.Event):
        def __init__(self) -> None:
            super().__init__()
            self._cond = SpyCondition()

    class SpyCondition(threading.Condition):
        pass

    def note(*_: object) -> bool:
        found.append(ownership.call_site(sys._getframe(1), "Lock.acquire")[0])
        return True

    event = Spy()
    event._cond.wait = note  # type: ignore[method-assign]
    event.wait()
    assert found == ["Event.wait"]


def test_the_machinery_is_known_by_windows_names_too():
    """`threading` and `queue` are looked past to find who waits, whatever stands between a path's folders."""
    for name in ("threading.py", "queue.py", "concurrent\\futures\\thread.py"):
        assert ownership.with_slashes(f"C:\\Python311\\Lib\\{name}").endswith(ownership.MACHINERY)
    assert not ownership.with_slashes("C:\\Users\\ada\\my_threading.py").endswith(ownership.MACHINERY)


def test_text_for_eval_has_no_line_of_the_command_that_began_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.13 keeps what stands behind `-c` under "<string>", which is the name of all that `eval` is given."""
    command = "import this_one\nworks = lambda: 1\n"
    lines = [f"{line}\n" for line in command.splitlines()]
    monkeypatch.setitem(linecache.cache, "<string>", (len(command), None, lines, "<string>"))
    whole = compile(command, "<string>", "exec", dont_inherit=True)
    (own,) = (each for each in whole.co_consts if isinstance(each, CodeType))
    assert location_at(own, 2).text == "works = lambda: 1"
    assert location_at(eval("lambda: 2").__code__, 1).text == ""
