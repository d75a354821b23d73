"""A whole recording: how it ends, what it leaves, and that it is the same each time."""

import asyncio
import gc
import os
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import START, StateGraph
from langgraph.types import Command, interrupt

from asynclab import lab, observe
from asynclab.observe import Ending, from_json, record, to_json
from asynclab.observe.observer_group import ObserverGroup
from asynclab.observe.timeline.model import picture
from asynclab.observe.trace.never_awaited import NeverAwaitedCoroutines
from asynclab.observe.trace.unawaited_in_errors import makers_in_value

from . import desk


async def never() -> None:
    await asyncio.get_running_loop().create_future()


async def boom() -> None:
    await asyncio.sleep(1)
    raise ValueError("boom")


async def endless() -> None:
    while True:
        sum(range(1000))


@pytest.mark.parametrize(
    ("main", "ending", "problem", "elapsed"),
    [
        (lambda: asyncio.sleep(1, "value"), Ending.RETURNED, None, 1.0),
        (boom, Ending.RAISED, "ValueError", 1.0),
        (never, Ending.HUNG, "Hang", 0.0),
    ],
)
def test_endings_are_told_apart(main: Any, ending: Ending, problem: str | None, elapsed: float) -> None:
    """Returned, raised and hung, with the virtual time it took."""
    run, _ = record(main)
    assert (run.ending, run.problem and run.problem.type, run.elapsed) == (ending, problem, elapsed)


async def polls() -> None:
    while True:
        await asyncio.sleep(0)


@pytest.mark.parametrize(("main", "spent"), [(boom, False), (never, False), (polls, True)])
def test_what_polls_until_it_is_ended_has_used_up_its_time(main: Any, spent: bool) -> None:
    """It is not waited for again; what only waits for ever costs nothing, and each of its runs may say more."""
    run, _ = record(main)
    assert run.spent is spent


def test_an_endless_loop_is_stopped_at_the_real_time_limit() -> None:
    """And says so."""
    run, _ = record(endless, real_limit=0.5)
    assert run.ending is Ending.STOPPED
    assert run.problem is not None
    assert run.problem.type == "RealTimeLimit"


def test_the_value_comes_plain_in_the_run_and_as_it_is_beside_it() -> None:
    """The driver in the same process may need the object; nothing alive is in the run."""
    value = object()

    async def main() -> object:
        return value

    run, raw = record(main)
    assert raw is value
    assert run.value == {"$": "object"}


def test_a_function_without_a_loop_is_recorded_too() -> None:
    """Sync code runs on the same clock."""

    def main() -> str:
        with observe.open_span("nap", "call"):
            time.sleep(2)
        return "done"

    run, value = record(main)
    assert (run.ending, value, run.elapsed) == (Ending.RETURNED, "done", 2.0)
    assert [(s.name, s.start, s.end) for s in run.spans] == [("nap", 0.0, 2.0)]


def test_what_is_left_alive_is_listed() -> None:
    """Tasks and threads that outlive the answer."""

    async def poll() -> None:
        while True:
            await asyncio.sleep(1)

    async def main() -> None:
        asyncio.create_task(poll(), name="poller")
        threading.Thread(target=time.sleep, args=(100,), name="worker").start()
        await asyncio.sleep(2.5)

    run, _ = record(main)
    assert {(left.kind, left.name) for left in run.left} == {("task", "poller"), ("thread", "worker")}
    assert run.elapsed == 2.5


def test_a_librarys_own_waiter_is_not_the_students_to_end() -> None:
    """LangGraph 0.2 leaves a task behind that waits at its queue; the student neither made it nor can end it."""
    library = Path(sysconfig.get_paths()["purelib"], "somegraph", "queue.py")
    names: dict[str, Any] = {"asyncio": asyncio}
    exec(compile("async def wait(): await asyncio.sleep(9)", library, "exec"), names)
    exec(compile("def start(it): return asyncio.create_task(it())", library, "exec"), names)

    async def theirs() -> None:
        names["start"](names["wait"])
        await asyncio.sleep(1)

    async def mine() -> None:
        asyncio.create_task(names["wait"]())
        await asyncio.sleep(1)

    assert record(theirs)[0].left == ()
    assert [left.kind for left in record(mine)[0].left] == ["task"]


def test_blocking_is_found() -> None:
    """The detector watches every recorded run."""

    async def main() -> None:
        time.sleep(1.5)

    run, _ = record(main)
    (finding,) = run.blocking
    assert (finding.stall, finding.mine) == (1.5, True)
    assert finding.place is not None
    assert finding.place.text == "time.sleep(1.5)"


def test_a_run_does_not_leak_into_the_next() -> None:
    """Nothing is recorded outside, and the next record starts empty."""
    first, _ = record(desk.answer)
    with pytest.raises(RuntimeError):
        observe.current()
    second, _ = record(lambda: asyncio.sleep(0))
    assert first.spans
    assert (second.spans, second.marks, second.traced) == ((), (), ())


def test_it_works_beside_a_running_loop() -> None:
    """As in a notebook, whose own loop runs while a cell records."""

    async def cell() -> float:
        return record(desk.answer)[0].elapsed

    assert asyncio.run(cell()) == record(desk.answer)[0].elapsed


def test_repeated_runs_are_equal_and_survive_json() -> None:
    """One outcome, whatever ids were drawn; and the same on the other side of the wall."""
    runs = [record(desk.answer)[0] for _ in range(5)]
    assert all(run == runs[0] for run in runs)
    assert from_json(to_json(runs[0])) == runs[0]


@pytest.mark.slow
def test_hash_seeds_change_nothing() -> None:
    """Sets and dicts are ordered by chance in another process; the run is not."""
    code = f"import sys; sys.path = {sys.path!r}; from {__package__} import desk; print(desk.fingerprint())"
    seen = set()
    for seed in ("0", "1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        seen.add(done.stdout)
    assert seen == {desk.fingerprint() + "\n"}


@pytest.mark.slow
def test_messages_have_their_shape_in_a_process_that_has_only_recorded() -> None:
    """Whatever else was imported: the judge and the student's process write the same message in the same way."""
    code = (
        "from langchain_core.messages import AIMessage; from asynclab.observe import record\n"
        "async def main(): return AIMessage('hi')\n"
        "print(record(main)[0].value)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{'$': 'AIMessage', 'content': 'hi'}\n"


def test_observers_together_get_what_each_of_them_takes() -> None:
    """What nobody takes stays unobserved, and only one may hand out tokens."""
    heard: list[tuple[str, object]] = []

    class A(lab.observer.Observer):
        def task_ended(self, task: Any) -> None:
            heard.append(("A", task))

    class B(A):
        def task_ended(self, task: Any) -> None:
            heard.append(("B", task))

        def wait_started(self, thread: Any, call: str, detail: str, frame: Any) -> object:
            return 1

    both = ObserverGroup(A(), B())
    both.task_ended("t")  # type: ignore[arg-type]
    assert heard == [("A", "t"), ("B", "t")]
    assert both.task_started.__func__ is lab.observer.Observer.task_started  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="Only one observer can take wait_started: it is answered"):
        ObserverGroup(B(), B())


@pytest.mark.slow
def test_reading_runs_loads_neither_langchain_nor_the_lab() -> None:
    """The judge has no use for them; what records is loaded when it is first used."""
    code = (
        "import sys; from asynclab.observe import Run, from_json, plain; assert plain((1,)) == [1]; "
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'langchain_core', 'langgraph', 'langsmith'}), "
        "'asynclab.lab' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] False\n"


def test_every_public_name_is_there_and_no_other() -> None:
    """`__all__` is sorted and true."""
    assert observe.__all__ == sorted(observe.__all__)
    assert all(hasattr(observe, name) for name in observe.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        observe.nothing


def test_what_was_started_and_handed_on_has_the_line_that_started_it() -> None:
    """Of a task, of a `gather`, of a pool's work; also deep in a value. What a library starts has none."""

    async def main() -> dict[str, Any]:
        task = asyncio.create_task(asyncio.sleep(1))
        several = asyncio.gather(asyncio.sleep(1))
        work = asyncio.get_running_loop().run_in_executor(None, int)
        return {"task": task, "others": [several, (work,)], "plain": 1}

    run, _ = record(main)
    assert [place.text.partition(" = ")[0] for place in run.handed_on] == ["task", "several", "work"]
    assert record(lambda: asyncio.sleep(1, 5))[0].handed_on == ()


def test_an_error_about_what_nobody_awaited_has_the_line_that_made_that() -> None:
    """A coroutine or a `gather` that a function gave back in place of its result, where it is used, also deep in a
    state; not another one that stands beside it, and none of an error that is about something else."""

    async def asks() -> list[Any]:
        return [asyncio.sleep(each, "told") for each in (1, 2)]

    async def reads(missing: str) -> Any:
        beside = asyncio.create_task(asyncio.sleep(1))
        told = await asks()
        return [getattr(one, missing) for one in told], beside

    async def gathers() -> Any:
        both = asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))
        return both.upper()  # type: ignore[attr-defined]

    async def divides() -> Any:
        both = asyncio.gather(asyncio.sleep(1))
        return 1 / 0, both

    async def joins() -> Any:
        state, beside = {"cooked": [asyncio.sleep(1)]}, asyncio.sleep(2)
        return "".join(state["cooked"]), beside  # type: ignore[arg-type]

    async def uses_at_once() -> Any:
        beside = asyncio.sleep(2)
        told = asyncio.sleep(1).upper()  # type: ignore[attr-defined]
        return told, await beside

    def made(main: Callable[[], Any]) -> list[str]:
        with NeverAwaitedCoroutines():  # what Python would warn of
            texts = [place.text for place in record(main)[0].handed_on]
            gc.collect()
        return texts

    assert made(lambda: reads("upper")) == ['return [asyncio.sleep(each, "told") for each in (1, 2)]']
    assert made(gathers) == ["both = asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))"]
    assert made(joins) == ['state, beside = {"cooked": [asyncio.sleep(1)]}, asyncio.sleep(2)']
    assert made(uses_at_once) == made(divides) == []


def test_what_is_left_has_the_line_that_made_it() -> None:
    """A task that waits at no line of the student's, as one of a scripted call."""

    async def main() -> None:
        asyncio.create_task(asyncio.sleep(9))

    (left,) = record(main)[0].left
    assert left.place is None
    assert left.made is not None
    assert left.made.text.startswith("asyncio.create_task(asyncio.sleep(9))")


class Meddling(list[object]):
    """A list whose code runs for ever."""

    def __iter__(self) -> Iterator[Any]:
        return iter(int, 1)

    def __getattribute__(self, name: str) -> Any:
        while True:
            pass


def test_no_code_of_a_value_runs_when_its_tasks_are_looked_for() -> None:
    """Nor is more than a part of a large value looked at: the run is over, and nothing would end that."""
    wide = list(range(2000))
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep] * 50
    for value in (Meddling([1]), [Meddling([1])], [wide] * 2000, deep):
        assert makers_in_value(value) == ()


def test_an_error_of_a_task_that_nobody_has_looked_at_is_in_the_run() -> None:
    """Whether the task is kept, thrown away, or cancelled when it had failed; not one that was awaited, gathered, or
    asked for its exception."""

    async def main(look: str) -> None:
        task = asyncio.create_task(boom())
        await asyncio.sleep(2)
        if look == "await":
            with pytest.raises(ValueError, match="boom"):
                await task
        elif look == "gather":
            await asyncio.gather(task, return_exceptions=True)
        elif look == "exception":
            task.exception()
        elif look == "cancel":
            task.cancel()
        elif look == "drop":
            del task
            await asyncio.sleep(1)

    for look in ("await", "gather", "exception"):
        assert record(partial(main, look))[0].unseen == ()
    for look in ("keep", "drop", "cancel"):
        run, _ = record(partial(main, look))
        assert [(error.type, error.message) for error in run.unseen] == [("ValueError", "boom")]
        assert from_json(to_json(run)) == run


def test_a_node_at_its_interrupt_has_not_failed() -> None:
    """It asks a person, and is run again with the answer; one that raises an error of its own has failed."""

    def asks(state: dict[str, str]) -> dict[str, str]:
        return {"word": interrupt("go?")}

    def fails(state: dict[str, str]) -> dict[str, str]:
        raise ValueError(state["word"])

    async def main() -> None:
        graph = (
            StateGraph(dict).add_sequence([asks, fails]).add_edge(START, "asks").compile(checkpointer=InMemorySaver())
        )
        config = RunnableConfig(configurable={"thread_id": "1"})
        await graph.ainvoke({"word": ""}, config)
        with pytest.raises(ValueError, match="go"):
            await graph.ainvoke(Command(resume="go"), config)

    run, _ = record(main)
    ends = [
        (span.name, span.how.value, span.error is None) for span in run.find("*", "chain") if span.name != "LangGraph"
    ]
    assert ends == [("asks", "interrupted", True), ("asks", "done", True), ("fails", "error", False)]
    assert from_json(to_json(run)) == run
    rows = {lane.label: lane.note for lane in picture(run).lanes}
    assert rows == {"asks": "2 calls, 1 interrupted", "fails": "at 0 s failed"}
