"""What a student's text reaches for that no answer needs, told by reading it."""

from pathlib import Path

import nbformat
import pytest

from asynclab.grade.reaching import modules_imported, nests_loops, patches_threads, reaches

ROOT = Path(__file__).resolve().parents[3]


def found(source):
    """What is found, without the lines."""
    return [reach.what for reach in reaches(source)]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import sys\nsys._getframe().f_back", ["_getframe", "f_back"]),
        ("from sys import _getframe as here", ["_getframe"]),
        ("import inspect\ninspect.currentframe()", ["currentframe"]),
        ("task.get_coro().cr_frame.f_locals", ["cr_frame", "f_locals"]),
        ("tool.coroutine.__closure__[0].cell_contents", ["__closure__", "cell_contents"]),
        ("inspect.getclosurevars(tool.coroutine).nonlocals['scene']", ["getclosurevars"]),
        ("model._script.line()\nmodel._scene.mark('model')", ["_script", "_scene"]),
        ("getattr(model, '_sc' + 'ene')", ["_scene"]),
        ("loop.clock.wait(loop._owner, 2)", ["_owner", "clock"]),
        ("asyncio.get_running_loop().clock.now", ["clock"]),
        ("ask.__code__ = other.__code__", ["__code__"]),
        ("import gc\ngc.get_objects()", ["get_objects"]),
        ("getattr(gc, 'get_' + 'referrers')()", ["get_referrers"]),
        ("object.__subclasses__()", ["__subclasses__"]),
        ("import ctypes", ["ctypes"]),
        ("from ctypes import pythonapi", ["ctypes"]),
        ("__import__('sys').settrace(print)", ["settrace"]),
        ("open('/proc/self/mem')", ["/proc/self/mem"]),
        ("from asynclab.observe import current", ["asynclab.observe"]),
        ("from asynclab import lab", ["asynclab.lab"]),
        ("import asynclab\nasynclab.observe.current()", ["asynclab.observe"]),
        ("import asynclab.scenario.live as live", ["asynclab.scenario.live"]),
        ("import sys\nsys.modules['asynclab.observe.run']", ["asynclab.observe"]),
        ("open('sealed.json')", ["sealed.json"]),
        ("exec('import gc\\ngc.get_objects()')", ["get_objects"]),
        ("%%time\nimport gc\ngc.get_objects()", ["get_objects"]),
        ("%time gc.get_objects()", ["get_objects"]),
        ("!echo\nimport gc\ngc.get_referents()", ["get_referents"]),
    ],
)
def test_what_leads_to_the_record_of_a_run_is_found(source, what):
    """By frames, closures, code, other people's objects, memory, tracing or our own modules, in any spelling that
    stands there."""
    assert found(source) == what


@pytest.mark.parametrize(
    "source",
    [
        "from asynclab import NotAttempted, check, task\nfrom asynclab.scenario import call, perform\n"
        "from asynclab.expect import took",
        "import gc\ngc.collect()",
        "import inspect\ninspect.signature(ask)",
        "import functools\n@functools.wraps(ask)\nasync def loud(*args): ...",
        "# f_locals and gc.get_objects() are never needed\nprint('what is a closure?')",
        "type(model).__name__, ask.__doc__, ask.__wrapped__, vars(tool), tool.__dict__",
        "object.__setattr__(self, 'depth', 1)",
        "class Play:\n    def __init__(self):\n        self._script, self._scene = [], 1\n",
        "clock = asyncio.get_running_loop().time\nself.clock = clock\nwatch.clock()",
        "half a thought(",
        "",
    ],
)
def test_what_answers_do_is_left_alone(source):
    """Also what does not even parse: it does not run."""
    assert found(source) == []


def test_each_is_told_once_with_its_first_line():
    """In the order of the lines."""
    source = "x = 1\nx.f_back\nx.f_back\nx.__closure__"
    assert [str(reach) for reach in reaches(source)] == ["`f_back` (line 2)", "`__closure__` (line 4)"]


def test_what_the_chapter_imports_a_student_may_import():
    """A chapter on the clock itself would."""
    source = "from asynclab.lab import simulate"
    assert modules_imported(source) == {"asynclab.lab"}
    assert reaches(source, modules_imported(source)) == ()


def test_a_patch_that_nests_loops_is_known():
    """By its import, under any name."""
    assert nests_loops("import nest_asyncio2 as nest\nnest.apply()") == "nest_asyncio2"
    assert nests_loops("from nest_asyncio import apply") == "nest_asyncio"
    assert nests_loops("import asyncio") == ""


def test_a_patch_of_threads_and_sockets_is_known():
    """By its import, and only where something is patched."""
    assert patches_threads("from gevent import monkey\nmonkey.patch_all()") == "gevent"
    assert patches_threads("import gevent.monkey as g; g.patch_all()") == "gevent"
    assert patches_threads("import eventlet\neventlet.monkey_patch()") == "eventlet"
    assert patches_threads("import gevent") == ""
    assert patches_threads("from unittest.mock import patch") == ""


def answers():
    """Every answer that the chapters are proven with, right and wrong."""
    return sorted((ROOT / "tests" / "answers").rglob("*.py"))


def test_no_answer_of_any_chapter_reaches_too_far():
    """Right or wrong, none of them is suspected, but for tests that look into the frames of what they test; nor is a
    cell of a chapter."""
    assert len(answers()) > 100
    suspected = [path.name for path in answers() if reaches(path.read_text(encoding="utf-8"))]
    assert suspected == ["knows_its_names.py", "reads_the_code.py"]
    for path in sorted((ROOT / "source").glob("*/*.ipynb")):
        cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        assert [cell for cell in cells if reaches(cell)] == []


def test_no_honest_submission_reaches_too_far():
    """The accidents among the submissions."""
    texts = sorted((ROOT / "tests" / "submissions").glob("honest-*/**/*.py"))
    assert len(texts) > 20
    assert [path for path in texts if reaches(path.read_text(encoding="utf-8"))] == []
