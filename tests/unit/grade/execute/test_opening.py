"""Cells that are the same for everybody are run once, and nobody can tell: not by outputs, not by runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asynclab.grade.execute import SandboxExecutor
from asynclab.grade.execute.opening import Opening, opening_of, surroundings
from asynclab.grade.job import Companion, Executed, Job

from .jobs import ANSWER, CHECK, SKIP, TIGHT, asserted, containment, job, shown, text_of

pytestmark = pytest.mark.slow

OPENING = (
    "import asyncio, random, uuid\nprint('one')\n2",
    "import contextvars\nchosen = contextvars.ContextVar('chosen')\n_ = chosen.set('in cell 2')\nrandom.random()",
    "from IPython.display import display\nhandle = display('old', display_id=True)\n1 / 0",
    "loop, event = asyncio.get_running_loop(), asyncio.Event()\nawait asyncio.sleep(0)",
    SKIP,
    "from asynclab import call, tool, perform\nasync def ask(tools): return await tools[0].ainvoke('?')",
    "first = perform(call('ask', [tool('web', takes=1.5)]), globals())\nfirst.elapsed",
)
CLASS = {
    "right": (ANSWER, CHECK),
    "what the opening left": ("random.random(), first.elapsed, _, In[1], Out[1], len(In)", ANSWER, CHECK),
    "its loop": ("async def later(): event.set()\ntask = asyncio.create_task(later())\nawait event.wait()", CHECK),
    "the same loop": ("loop is asyncio.get_running_loop(), await asyncio.to_thread(int, '7')", ANSWER, CHECK),
    "a display of the opening's": ("handle.update('new')", "handle.update('newer')", ANSWER, CHECK),
    "low and high": ("import os, sys\nos.system('echo low'); sys.stderr.write('high')", ANSWER, CHECK),
    "files": ("open('mine.txt', 'w').write('x')\nimport os\nsorted(os.listdir())", ANSWER, CHECK),
    "breaks its process": ("import os\nos._exit(1)", "print('after')", ANSWER, CHECK),
    "endless": ("while True: pass", "print('after')", ANSWER, CHECK),
    "replaces": ("import time\ntime.sleep = print", ANSWER, CHECK),
    "a plain test": ("x = 1", asserted("assert x == 1"), ANSWER, CHECK, asserted("assert x == 2")),
    "reaches": ("import gc\nlen(gc.get_objects()) > 0", ANSWER, CHECK),
    "clocks": ("import time, datetime\nask = 1", CHECK, "input()", "%time 1"),
}


@pytest.fixture(scope="module")
def lane() -> Iterator[SandboxExecutor]:
    with SandboxExecutor(containment(), ("langgraph.graph",), 42) as made:
        yield made


def plainly(executed: Executed) -> Executed:
    """What came of a job, but for what it cost; how long a line took is in the output of one cell of these."""
    told = tuple(
        replace(output, outputs="timed") if "Wall time" in output.outputs else output for output in executed.outputs
    )
    return replace(executed, cpu=0.0, outputs=told)


def of(cells: tuple[object, ...], opening: int) -> Job:
    """A student's job behind the opening of this module."""
    return job(*OPENING, *cells, opening=opening, limits=TIGHT)  # type: ignore[arg-type]


def test_a_class_is_graded_to_the_byte_as_if_each_ran_every_cell(lane: SandboxExecutor) -> None:
    """In one lane, one after the other and twice, and between them students for whom nothing is shared."""
    alone = {name: plainly(lane.execute(of(cells, 0))) for name, cells in CLASS.items()}
    for _ in range(2):
        for name, cells in CLASS.items():
            assert plainly(lane.execute(of(cells, len(OPENING)))) == alone[name], name
    assert plainly(lane.execute(of(CLASS["right"], 0))) == alone["right"]


def test_what_is_shared_is_run_once(lane: SandboxExecutor) -> None:
    """It tells so by what cannot be the same twice."""
    opening, own = "import uuid\nonce = uuid.uuid4().hex\nonce", "once"
    first, second = (shown(lane.execute(job(opening, own, opening=1)), 1) for _ in range(2))
    assert first == second
    assert shown(lane.execute(job(opening, own)), 1) != first


@pytest.mark.parametrize(
    "cell",
    [
        "open('left.txt', 'w').write('here')",
        "kept = open('data.txt')",
        "import sqlite3\nkept = sqlite3.connect(':memory:')\nimport socket\nends = socket.socketpair()",
        "import threading\nover = threading.Event()\nthreading.Thread(target=over.wait, daemon=True).start()",
        "import subprocess\nkept = subprocess.Popen(['sleep', '60'])",
        "import asyncio\nkept = asyncio.create_task(asyncio.sleep(60))",
        "import asyncio\nkept = asyncio.get_running_loop().call_later(60, print)",
        "import tempfile\nkept = tempfile.mkdtemp()",
        "import os\nos._exit(0)",
        "while True: pass",
    ],
    ids=["file", "open file", "socket", "thread", "process", "task", "timer", "temporary folder", "end", "endless"],
)
def test_what_no_forked_process_would_have_is_not_shared(lane: SandboxExecutor, cell: str) -> None:
    """Such a chapter's cells run anew for everybody, and it is graded as ever."""
    beside = [Companion("data.txt", b"beside")]
    own = (cell, "type(globals().get('kept')).__name__", ANSWER, CHECK)
    alone = plainly(lane.execute(job(*own, companions=beside, limits=TIGHT)))
    for _ in range(2):
        assert plainly(lane.execute(job(*own, companions=beside, opening=1, limits=TIGHT))) == alone


def test_one_student_leaves_nothing_to_the_next(lane: SandboxExecutor) -> None:
    """Names, files, output and replaced functions of a pass end with it, though both go on from one process."""
    messy = (
        "import os, sys, time\nopen('left.txt', 'w').write('x')\nsecret = 'mine'\ntime.sleep = print\n"
        "os.write(1, b'half a line')\nos._exit(1)"
    )
    look = "import os, time\n'secret' in globals(), os.path.exists('left.txt'), time.sleep.__name__"
    clean = text_of(shown(lane.execute(of((look,), 0)), len(OPENING)))
    lane.execute(of((messy,), len(OPENING)))
    assert text_of(shown(lane.execute(of((look,), len(OPENING))), len(OPENING))) == clean


def test_what_a_class_has_used_is_no_students_whose_cells_are_others(lane: SandboxExecutor) -> None:
    """The process that ran the opening is reaped when somebody comes for whom it is of no use, and it has the time of
    everybody before on its account."""
    busy = "import time\nuntil = time.process_time() + 0.5\nwhile time.process_time() < until: pass"
    first = lane.execute(of((busy, ANSWER, CHECK), len(OPENING)))
    assert lane.execute(of((ANSWER, CHECK), 0)).cpu < first.cpu


def test_what_the_sandbox_shows_in_a_folder_that_is_written_to_is_not_gone_through() -> None:
    """A course below /tmp has all that is installed there: some 60,000 files, that nobody can have changed."""
    shown = {entry.name for entry in os.scandir("/dev") if os.path.ismount(entry.path) and os.listdir(entry.path)}
    files = {name for name, _, _ in surroundings([Path("/dev")]).files}
    assert shown
    assert {f"/dev/{name}" for name in shown} <= files
    assert not any(name.startswith(f"/dev/{each}/") for each in shown for name in files)


def test_an_opening_is_its_texts_its_numbers_and_its_files() -> None:
    """Cells that nobody runs count, and are not among it; a job may have none."""
    beside = (Companion("data.txt", b""),)
    made = opening_of(job("1", SKIP, "  ", "2", "3", opening=4, companions=beside, limits=TIGHT))
    assert made == Opening(((1, "1", ()), (3, "2", ())), beside, TIGHT)
    assert made.last == 3
    assert opening_of(job("1")) is None
    assert opening_of(job(SKIP, "1", opening=1)) is None
