"""Jobs executed in real processes, inside the sandbox that this machine has."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from asynclab.grade.execute import SandboxExecutor
from asynclab.grade.job import Companion, Executed, Limits
from asynclab.observe.run import Ending

from .jobs import (
    ANSWER,
    CHECK,
    SKIP,
    TIGHT,
    asserted,
    code,
    containment,
    job,
    outputs_of,
    run_of,
    shown,
    text_of,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lane() -> Iterator[SandboxExecutor]:
    with SandboxExecutor(containment(), ("langgraph.graph", "no.such.module"), 40) as made:
        yield made


def test_a_notebook_is_executed_and_its_checks_are_performed(lane: SandboxExecutor) -> None:
    """Outputs of a pass without tests, runs as JSON, and what the student's processes used."""
    executed = lane.execute(job(ANSWER, "print('one')\n2", CHECK, "3"))
    assert [output.count for output in executed.outputs] == [1, 2, 3, 4]
    assert [output["output_type"] for output in shown(executed, 1)] == ["stream", "execute_result"]
    assert shown(executed, 3)[0]["execution_count"] == 4
    assert run_of(executed).value == ["ok"]
    assert run_of(executed).elapsed == 2.0
    assert executed.checks[0].check == "cell-2"
    assert (executed.checks[0].broke, executed.checks[0].tampered, executed.lost, executed.notes) == ("", "", "", ())
    assert executed.cpu > 0


def test_the_same_job_gives_the_same_result(lane: SandboxExecutor) -> None:
    """To the byte, also of tracebacks and of cells that roll dice; only the processor time differs."""
    same = job(ANSWER, "import random\nrandom.random()", "object()", "{'a', 'b', 'c'}", "1 / 0", CHECK)
    first, second = (replace(lane.execute(same), cpu=0.0) for _ in range(2))
    assert first == second
    assert "0x" not in text_of(shown(first, 2))


def test_jobs_and_results_travel(lane: SandboxExecutor) -> None:
    """To a worker of a cluster and back."""
    executed = lane.execute(pickle.loads(pickle.dumps(job("1"))))
    assert pickle.loads(pickle.dumps(executed)) == executed


def test_cells_see_a_notebook(lane: SandboxExecutor) -> None:
    """Top-level await, a running loop, magics, displays, the files beside it; nobody to ask; earlier names."""
    executed = lane.execute(
        job(
            "import asyncio\nawait asyncio.sleep(0)\nasyncio.get_running_loop().is_running()",
            "!echo from a shell",
            "from IPython.display import display\nhandle = display('old', display_id=True)",
            "handle.update('new')",
            "open('data.txt').read()",
            "input()",
            "import os, sys\nos.system('echo low'); sys.stderr.write('high')",
            "%time 1",
            companions=[Companion("data.txt", b"beside"), Companion("deep/er/more.txt", b"")],
        )
    )
    told = [text_of(shown(executed, index)) for index in range(7)]
    expected = ["True", "from a shell", "'new'", "", "'beside'", "StdinNotImplementedError", "low"]
    assert [part for part, text in zip(expected, told, strict=True) if part not in text] == []
    assert "'old'" not in told[2]
    assert "high" in told[6]


def test_an_error_is_told_as_in_a_notebook(lane: SandboxExecutor) -> None:
    """With the cell's number of a Run-All, and no folder of this machine."""
    (error,) = shown(lane.execute(job("1", SKIP, CHECK, "import json\njson.loads('{')")), 3)
    assert error["ename"] == "JSONDecodeError"
    assert "In[4]" in text_of([error])
    assert "json/__init__.py" in text_of([error])
    assert "/lib/python" not in text_of([error])


def test_places_in_runs_are_those_of_a_notebook(lane: SandboxExecutor) -> None:
    """Graded cells before it count, although they are not run."""
    executed = lane.execute(job("1", CHECK, "async def ask(tools):\n    raise ValueError('here')", CHECK))
    run = run_of(executed, 1)
    assert run.problem is not None
    assert run.problem.place is not None
    assert (run.problem.place.file, run.problem.place.line) == ("cell In[3]", 2)


def test_each_pass_starts_afresh(lane: SandboxExecutor) -> None:
    """Nothing that the first pass wrote is there in the second, nor in the next job."""
    cell = "import os\nprint(os.path.exists('mine'))\nopen('mine', 'w').close()"
    executed = lane.execute(job(cell, asserted("print(os.listdir('.'))")))
    assert "False" in text_of(shown(executed, 0))
    assert "mine" in executed.tests[0].outputs
    assert "False" in text_of(shown(lane.execute(job(cell)), 0))


def test_a_test_cell_runs_with_all_that_stands_before_it(lane: SandboxExecutor) -> None:
    """Only in the second pass; what it shows is kept apart from what a student sees."""
    executed = lane.execute(job("x = 1", asserted("assert x == 1\nprint('passed')"), asserted("assert x == 2")))
    assert [output.outputs for output in executed.outputs] == ["[]"] * 3
    passed, failed = map(outputs_of, executed.tests)
    assert passed[0]["text"] == "passed\n"
    assert failed[0]["ename"] == "AssertionError"


UNFIT = "import asynclab.lab.simulation\nasynclab.lab.simulation.kill_after = None"  # what performs is broken


@pytest.mark.parametrize(("opening", "ours"), [(1, True), (0, False)], ids=["chapter", "student"])
def test_what_cannot_be_performed_without_an_answer_is_no_answers_fault(lane, opening, ours):
    """As on a machine whose packages do not fit: nobody loses a point by it. What a student's cell broke is theirs."""
    before, after = lane.execute(job(UNFIT, ANSWER, CHECK, CHECK, opening=opening)).checks
    assert (before.runs, before.ours) == ((), ours)
    assert before.broke == "The scenario cannot be performed here: TypeError: 'NoneType' object is not callable."
    assert (after.broke, after.ours) == (before.broke, ours)
    assert run_of(lane.execute(job(ANSWER, CHECK))).value == ["ok"]


HIDES = {
    "no tracebacks": "get_ipython()._showtraceback = lambda *told: None",
    "no tracebacks of anybody's": "type(get_ipython()).showtraceback = lambda *told, **more: None",
    "no assertions": "import ast\nclass Blind(ast.NodeTransformer):\n    def visit_Assert(self, node):\n"
    "        return ast.Pass()\nget_ipython().ast_transformers.append(Blind())",
    "other text": "get_ipython().input_transformers_post.append(lambda lines: [])",
    "all is handled": "get_ipython().set_custom_exc((Exception,), lambda *told, **more: None)",
}


@pytest.mark.parametrize("source", HIDES.values(), ids=HIDES)
def test_a_test_cell_counts_for_nothing_once_the_shell_was_changed(lane: SandboxExecutor, source: str) -> None:
    """Else a failed assertion could be made to leave no trace."""
    test = lane.execute(job(source, asserted("assert False"))).tests[0]
    assert "replaced" in test.broke
    assert outputs_of(test) == []


BREAKS = {
    "exit": "import os\nos._exit(0)",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "kill": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "closed descriptors": "import os\nos.closerange(3, 1000)",
    "other messages": "import os\nfor fd in range(3, 40):\n    try:\n        os.write(fd, b'x' * 99)\n"
    "    except OSError:\n        pass",
    "a thread that ends it": "import os, threading\none = threading.Thread(target=os._exit, args=(1,))\n"
    "one.start()\none.join()",
}


@pytest.mark.parametrize("source", BREAKS.values(), ids=BREAKS)
def test_a_cell_that_breaks_its_process_costs_only_itself(lane: SandboxExecutor, source: str) -> None:
    """It is left out, which is told in its place, and all the rest is executed as if it were not there."""
    executed = lane.execute(job(ANSWER, source, CHECK, "'after'", asserted("print(ask)")))
    broken = executed.outputs[1]
    assert broken.broke
    assert outputs_of(broken) == []
    assert run_of(executed).ending is Ending.RETURNED
    assert "after" in text_of(shown(executed, 3))
    assert not executed.tests[0].broke
    assert len(executed.notes) == 1


ENDURED = {
    "exit()": "exit()",
    "interrupt": "raise KeyboardInterrupt",
    "system exit": "import sys\nsys.exit(3)",
    "reset": "%reset -f",
    "loop": "import asyncio\nasyncio.get_running_loop().stop()",
    "no folder": "import os\nos.mkdir('gone')\nos.chdir('gone')\nos.rmdir('../gone')",
    "fork": "import os\nos.fork()",
    "fork that stays": "import os, time\nif os.fork() == 0:\n    time.sleep(1000)",
    "thread that stays": "import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()",
    "closed output": "import os\nos.close(1)\nos.close(2)\nprint('x')",
    "no output": "import sys\nsys.stdout = sys.stderr = None",
    "no syntax": "x = (",
    "atexit": "import atexit, time\natexit.register(time.sleep, 1000)",
    "deep folders": "import os\nfor _ in range(300):\n    os.mkdir('deep')\n    os.chdir('deep')",
}


@pytest.mark.parametrize("source", ENDURED.values(), ids=ENDURED)
def test_what_a_cell_does_to_itself_is_endured(lane: SandboxExecutor, source: str) -> None:
    """The pass goes on in the same process, and nothing waits for what was left behind."""
    executed = lane.execute(job(source, ANSWER, CHECK, "x = 'after'"))
    assert executed.notes == ()
    assert run_of(executed).ending is Ending.RETURNED
    assert [output.broke for output in executed.outputs] == [""] * 4


def test_an_endless_cell_is_interrupted_at_its_line(lane: SandboxExecutor) -> None:
    """Whether it computes or waits; what stands after it is run."""
    executed = lane.execute(
        job("while True:\n    pass", "import asyncio\nawait asyncio.sleep(1000)", "'after'", limits=TIGHT)
    )
    spinning, waiting = (shown(executed, index)[-1] for index in (0, 1))
    assert (spinning["ename"], waiting["ename"]) == ("KeyboardInterrupt", "CancelledError")
    assert "time limit of 1 s" in spinning["evalue"]
    assert "time limit of 1 s" in waiting["evalue"]
    assert "after" in text_of(shown(executed, 2))
    assert executed.notes == ("Cell In[1] was interrupted after 1 s.", "Cell In[2] was interrupted after 1 s.")


def test_an_endless_run_is_given_up_and_stands_for_its_check(lane: SandboxExecutor) -> None:
    """The other scenarios of the check are not performed; the next check is."""
    endless = "async def ask(tools):\n    while True:\n        pass"
    two = job(endless, CHECK, ANSWER, CHECK, limits=TIGHT, scenarios=job(CHECK).cells[0].scenarios * 2)
    executed = lane.execute(two)
    assert [run_of(executed, check).ending for check in (0, 1)] == [Ending.STOPPED, Ending.RETURNED]
    assert [len(check.runs) for check in executed.checks] == [1, 2]


@pytest.mark.parametrize("line", ["sum(iter(int, 1))", "__import__('re').match('(a+)+$', 'a' * 60 + 'b')"])
def test_a_call_into_c_without_an_end_is_late_and_costs_only_its_checks(lane: SandboxExecutor, line: str) -> None:
    """Nothing in Python can end it, so the kernel does; its second check is waited for more shortly."""
    endless = f"async def ask(tools):\n    {line}"
    executed = lane.execute(job(endless, CHECK, CHECK, ANSWER, CHECK, limits=Limits(run_cpu=0.5)))
    assert [(check.late, "processor time" in check.broke) for check in executed.checks] == [(True, True)] * 2 + [
        (False, False)
    ]
    assert run_of(executed, 2).ending is Ending.RETURNED


def test_a_stub_is_performed_once_a_check(lane: SandboxExecutor) -> None:
    """Its other scenarios would end alike; the process goes on, and so does the next check."""
    stub = "from asynclab import NotAttempted\nasync def ask(tools):\n    raise NotAttempted('ask')"
    three = job(CHECK).cells[0].scenarios * 3
    executed = lane.execute(job(stub, CHECK, CHECK, ANSWER, CHECK, scenarios=three))
    assert [len(check.runs) for check in executed.checks] == [1, 1, 3]
    assert [run_of(executed, check).ending for check in (0, 2)] == [Ending.NOT_ATTEMPTED, Ending.RETURNED]


def test_a_run_that_fills_the_memory_is_given_up_and_stands_for_its_check(lane: SandboxExecutor) -> None:
    """As an endless one: its other scenarios would take as long, and the notebook's time with them."""
    hungry = "async def ask(tools):\n    kept = []\n    while True:\n        kept.append(bytearray(50_000_000))"
    limits = Limits(memory=1 << 30)
    several = job(hungry, CHECK, CHECK, "ask = 1", limits=limits, scenarios=job(CHECK).cells[0].scenarios * 3)
    executed = lane.execute(several)
    assert [check.broke for check in executed.checks] == ["", ""]
    assert [len(check.runs) for check in executed.checks] == [1, 1]
    assert all(run_of(executed, check).spent for check in (0, 1))


@pytest.mark.parametrize("grows", ["[]", "ValueError()", "asyncio.sleep(1)"])
def test_a_run_that_makes_objects_without_end_is_stopped_however_long_they_take_to_throw_away(
    lane: SandboxExecutor, grows: str
) -> None:
    """Which is longer than it took to make them, and no call into C that nothing in Python can interrupt."""
    endless = f"import asyncio\nasync def ask(tools):\n    kept = []\n    while True:\n        kept.append({grows})"
    executed = lane.execute(job(endless, CHECK, CHECK))
    assert [(len(check.runs), check.broke) for check in executed.checks] == [(1, ""), (1, "")]
    assert [run_of(executed, check).ending for check in (0, 1)] == [Ending.STOPPED] * 2


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (
            ["x = 1 / 0\ndef helper():\n    return 1", "async def ask(tools):\n    return helper()"],
            "`helper` is not there: cell In[1], which was to define it, stopped with `ZeroDivisionError`: division by "
            "zero. Mend that cell first.",
        ),
        (
            ["def helper(:\n    return 1", "async def ask(tools):\n    return helper()"],
            "`helper` is not there: cell In[1], which was to define it, stopped with `SyntaxError`: invalid syntax "
            "(line 1: `def helper(:`). Mend that cell first.",
        ),
        (
            ["import os\nos._exit(0)\nasync def ask(tools):\n    return 1"],
            "`ask` is not there: cell In[1], which was to define it, ended the Python process it ran in. Mend that "
            "cell first.",
        ),
        (
            ["async def ask_them(tools):\n    return 1"],
            "There is no `ask` in this notebook. There is a `ask_them` in cell In[1]: is that the one?",
        ),
        (["from operator import add as bask"], "There is no `ask` in this notebook: no cell defines it."),
    ],
)
def test_what_is_missing_is_told_with_the_cell_that_was_to_define_it(
    lane: SandboxExecutor, cells: list[str], said: str
) -> None:
    """Of an answer and of what it calls: whether its cell stopped, ended the process or defines another name."""
    run = run_of(lane.execute(job(*cells, CHECK)))
    assert run.ending is Ending.REFUSED
    assert run.problem is not None
    assert run.problem.message == said


def test_an_answer_that_ends_its_process_is_named_and_no_check_is_a_cell_that_was_left_out(
    lane: SandboxExecutor,
) -> None:
    """A student has no cell of that number."""
    executed = lane.execute(job("import os\nasync def ask(tools):\n    os._exit(0)", CHECK))
    assert executed.checks[0].broke == "`ask` ended the Python process it ran in."
    assert executed.notes == ()
    executed = lane.execute(job("import os\nos._exit(0)", ANSWER, CHECK))
    assert executed.notes == ("Cell In[1] was left out: it ended the Python process it ran in.",)


def test_a_check_that_breaks_its_process_costs_only_itself(lane: SandboxExecutor) -> None:
    """It is not performed again; the next one is, in a process of its own."""
    executed = lane.execute(job("import os\nasync def ask(tools):\n    os._exit(0)", CHECK, ANSWER, CHECK))
    first, second = executed.checks
    assert (first.runs, bool(first.broke), first.late) == ((), True, False)
    assert (len(second.runs), second.broke) == (1, "")


def test_what_was_compared_is_not_asked_again_after_a_broken_check(lane: SandboxExecutor) -> None:
    """The second time that an answer breaks its process, what was asked before it has been compared, and stays."""
    tells = "import os\nasync def ask(tools):\n    return os.getpid()"
    breaks = "async def ask(tools):\n    os._exit(0)"
    executed = lane.execute(job(tells, CHECK, breaks, CHECK, CHECK, tells, CHECK))
    assert [bool(check.broke) for check in executed.checks] == [False, True, True, False]
    assert run_of(executed, 0).value != run_of(executed, 3).value  # in the second process, and in the third


def test_what_was_replaced_is_told_with_the_check(lane: SandboxExecutor) -> None:
    """By name."""
    executed = lane.execute(job(ANSWER, "import time\ntime.sleep = print", CHECK))
    assert executed.checks[0].tampered == "time.sleep"


def test_too_many_broken_cells_leave_the_rest_unrun(lane: SandboxExecutor) -> None:
    """Each of them says so."""
    breaks = "import os\nos._exit(0)"
    executed = lane.execute(job("'first'", *[breaks] * 3, "'last'", CHECK, limits=Limits(replays=1)))
    assert "first" in text_of(shown(executed, 0))
    assert all(output.broke for output in executed.outputs[1:])
    assert "too many" in executed.outputs[4].broke
    assert executed.checks[0].runs == ()
    assert executed.checks[0].broke


def test_output_beyond_the_limit_is_cut(lane: SandboxExecutor) -> None:
    """Of Python's own streams and of what other programs write."""
    executed = lane.execute(job("print('x' * 9999)", "!yes | head -c 99999", limits=Limits(output=1000)))
    for index in (0, 1):
        assert len(text_of(shown(executed, index))) < 5000
        assert "more than 1000 characters" in text_of(shown(executed, index))


def test_a_warm_process_that_died_is_replaced(lane: SandboxExecutor) -> None:
    """The job is executed all the same, and nobody is blamed."""
    lane.execute(job("1"))
    assert lane.pid is not None
    before = lane.pid
    os.kill(before, signal.SIGKILL)
    executed = lane.execute(job("'well'"))
    assert lane.pid != before
    assert "well" in text_of(shown(executed, 0))
    assert (executed.lost, executed.notes) == ("", ())


def test_a_sandbox_that_fails_twice_loses_the_job_and_says_why(lane: SandboxExecutor) -> None:
    """For a person to look at: it is nobody's zero."""
    executed = lane.execute(job("1", companions=[Companion("../../evil", b"")]))
    assert executed == Executed("key", lost=executed.lost)
    assert "no path inside a folder" in executed.lost


def test_a_lane_works_in_a_process_that_has_threads(lane: SandboxExecutor) -> None:
    """A Jupyter server, for one: it never forks the process it is in."""
    over = threading.Event()
    beside = threading.Thread(target=over.wait)
    beside.start()
    try:
        assert "2" in text_of(shown(lane.execute(job("1 + 1")), 0))
    finally:
        over.set()
        beside.join()


def test_code_alone_needs_no_second_pass(lane: SandboxExecutor) -> None:
    """There is nothing to grade."""
    before = lane._warm().passes
    lane.execute(job(code("1")))
    assert lane._warm().passes == before + 1


@pytest.mark.parametrize(
    ("cell", "reached"),
    [
        ("import gc\nlen(gc.get_objects())", ("gc.get_objects",)),
        ("import gc\ngetattr(gc, 'get_' + chr(111) + 'bjects')()", ("gc.get_objects",)),
        ("import ctypes\nctypes.CDLL(None)", ("ctypes.dlopen",)),
        ("import sys\nsys.settrace(None)", ("sys.settrace",)),
        ("def one(): ...\none.__code__", ("__code__",)),
        ("def one(): ...\nsetattr(one, '__' + 'code__', one.__code__)", ("__code__",)),
        ("text = 'import gc\\ngc.get_ref' + chr(101) + 'rrers()'\nexec(text)", ("get_referrers", "gc.get_referrers")),
        ("import json\nexec(compile('1', json.__file__, 'exec'))", ("compile under the name of __init__.py",)),
    ],
)
def test_what_a_students_line_reaches_for_is_heard(lane: SandboxExecutor, cell: str, reached: tuple[str, ...]) -> None:
    """At the moment it happens, however it was spelt; and the run is what it is."""
    executed = lane.execute(job(ANSWER, cell, CHECK))
    assert executed.reached == reached
    assert run_of(executed).value == ["ok"]


def test_what_libraries_reach_for_is_theirs(lane: SandboxExecutor) -> None:
    """IPython, dataclasses, inspect and LangChain look into frames and code in the course of things."""
    cells = (
        "import dataclasses, inspect, collections, logging, asyncio\n"
        "@dataclasses.dataclass\nclass Point:\n    x: int = 0\n"
        "Pair = collections.namedtuple('Pair', 'a b')\nlogging.warning('%s', inspect.signature(Point))",
        "%%time\nexec('a = 1')\neval('a + 1')",
        "from langchain_core.tools import tool\n@tool\ndef ask(query: str) -> str:\n    'Ask.'\n    return query",
        "1 / 0",
    )
    executed = lane.execute(job(ANSWER, *cells, CHECK))
    assert executed.reached == ()


def test_a_thread_that_is_heard_between_two_cells_breaks_nothing(lane: SandboxExecutor) -> None:
    """It is told unasked, while the parent waits or before it asks."""
    busy = (
        "import gc, threading, time\n"
        "def looks():\n    time.sleep(0.3)\n    gc.get_referrers(looks)\n"
        "threading.Thread(target=looks).start()"
    )
    executed = lane.execute(job(ANSWER, busy, CHECK, "import time\ntime.sleep(0.5)", CHECK))
    assert executed.reached == ("gc.get_referrers",)
    assert [check.broke for check in executed.checks] == ["", ""]


def test_nest_asyncio_is_taken_out_for_checks(lane: SandboxExecutor) -> None:
    """The notebook has nested loops before and after, and nothing counts as replaced."""
    applied = "import asyncio, nest_asyncio2\nnest_asyncio2.apply()\nasync def one():\n    return 1\nasyncio.run(one())"
    executed = lane.execute(job(ANSWER, applied, CHECK, "asyncio.run(one())", CHECK))
    assert [check.tampered for check in executed.checks] == ["", ""]
    assert [run_of(executed, check).elapsed for check in (0, 1)] == [2.0, 2.0]
    assert shown(executed, 3)[0]["data"] == {"text/plain": "1"}


THEIRS = "async def ask(tools):\n    return ['theirs']"


@pytest.mark.parametrize("opening", [0, 1], ids=["alone", "shared"])
@pytest.mark.parametrize(
    "cell",
    [
        THEIRS,
        "del ask",
        f"def later(*_):\n    exec({THEIRS!r}, globals())\n"
        "for name in ('pre_execute', 'post_execute', 'pre_run_cell', 'post_run_cell'):\n"
        "    get_ipython().events.register(name, later)",
        f"import threading\nthreading.Thread(target=exec, args=({THEIRS!r}, globals())).start()",
    ],
    ids=["defined anew", "deleted", "by an event", "by a thread"],
)
def test_what_the_chapter_gives_is_the_chapters_in_every_scenario(
    lane: SandboxExecutor, cell: str, opening: int
) -> None:
    """Whatever a student's cell makes of it: a helper of the chapter's is what judges an answer."""
    given = lane.execute(job(ANSWER, cell, CHECK, "x = 1", CHECK, gives=("ask",), opening=opening))
    assert [run_of(given, check).value for check in (0, 1)] == [["ok"], ["ok"]]
    assert given.reached == ()
    if cell == THEIRS:
        assert run_of(lane.execute(job(ANSWER, cell, CHECK, opening=opening))).value == ["theirs"]
