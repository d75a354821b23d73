"""The student's tasks as spans."""

import asyncio
from typing import Any

import anyio
import pytest

from asynclab import observe
from asynclab.expect.query import ancestry
from asynclab.observe import Run, SpanEnd, record
from tests.unit.observe.fakes import graph, tool


async def nap(seconds: float) -> None:
    with observe.open_span("nap", "call"):
        await asyncio.sleep(seconds)


def tasks(run: Run) -> list[tuple[str, float, float | None, str]]:
    return [(s.name, s.start, s.end, s.how.value) for s in run.find(kind="task")]


def test_tasks_are_spans_named_by_their_coroutine_or_by_the_name_they_were_given() -> None:
    """asyncio's own numbering differs between versions; a given name is kept."""

    async def main() -> None:
        a = asyncio.create_task(nap(1))
        b = asyncio.create_task(nap(2), name="watcher")
        await asyncio.wait([a, b])

    run, _ = record(main)
    assert tasks(run) == [("nap", 0.0, 1.0, "done"), ("watcher", 0.0, 2.0, "done")]
    assert [s.task for s in run.find(kind="call")] == ["nap", "watcher"]
    assert [s.parent for s in run.find(kind="call")] == [s.id for s in run.find(kind="task")]


@pytest.mark.parametrize("style", ["gather", "group", "anyio"])
def test_gather_and_task_groups_make_tasks_of_the_students(style: str) -> None:
    """Whoever makes it on the student's behalf, it is the student's task."""

    async def main() -> None:
        if style == "gather":
            await asyncio.gather(nap(1), nap(2))
        elif style == "group":
            async with asyncio.TaskGroup() as group:
                group.create_task(nap(1))
                group.create_task(nap(2))
        else:
            async with anyio.create_task_group() as tg:
                tg.start_soon(nap, 1)
                tg.start_soon(nap, 2)

    run, _ = record(main)
    assert [(start, end, how) for _, start, end, how in tasks(run)] == [(0.0, 1.0, "done"), (0.0, 2.0, "done")]


def test_libraries_tasks_are_left_out_and_count_for_the_task_they_serve() -> None:
    """LangChain's and LangGraph's own tasks differ between versions; what happens in them is the student's."""

    async def node(state: Any) -> dict[str, list[str]]:
        return {"said": [await tool("web", 1.0).ainvoke("q")]}

    async def ask() -> None:
        await graph(node=node).ainvoke({"said": []})

    async def main() -> None:
        await asyncio.create_task(ask())

    run, _ = record(main)
    assert tasks(run) == [("ask", 0.0, 1.0, "done")]
    assert {s.task for s in run.find("web")} == {"ask"}


def test_what_a_task_was_cancelled_or_failed_with_is_how_it_ended() -> None:
    """And looking at it does not silence asyncio's warning about errors nobody retrieved."""

    async def fail() -> None:
        raise ValueError("boom")

    async def main() -> None:
        a, b = asyncio.create_task(nap(5)), asyncio.create_task(fail())
        await asyncio.sleep(1)
        a.cancel()
        await asyncio.wait([a, b])
        assert isinstance(b.exception(), ValueError)

    run, _ = record(main)
    assert [s.how for s in run.find(kind="task")] == [SpanEnd.CANCELLED, SpanEnd.ERROR]
    error = run.find(kind="task")[1].error
    assert error is not None
    assert (error.type, error.message) == ("ValueError", "boom")


def test_wait_for_makes_no_span_in_any_version_of_python() -> None:
    """Python 3.11 makes a task there and 3.12 does not; the record is the same."""

    async def main() -> None:
        await asyncio.wait_for(nap(1), 2)

    run, _ = record(main)
    assert tasks(run) == []


def test_a_task_nests_under_what_it_was_made_in() -> None:
    """A task made in a task, and one made in a span."""

    async def outer() -> None:
        await asyncio.create_task(nap(1))

    async def main() -> None:
        with observe.open_span("group"):
            await asyncio.create_task(outer())

    run, _ = record(main)
    (span,) = run.find("nap", "call")
    assert [s.kind for s in ancestry(run)(span)] == ["task", "task", "user"]
