"""How full queues got."""

import asyncio

from asynclab.observe import record


def test_the_most_a_queue_held_its_bound_and_its_place_are_kept() -> None:
    """Named after the variable on the line that made it."""

    async def main() -> None:
        bounded: asyncio.Queue[int] = asyncio.Queue(maxsize=2)
        free = asyncio.Queue[int]()

        async def fill() -> None:
            for n in range(5):
                free.put_nowait(n)
                await bounded.put(n)

        async def drain() -> None:
            for _ in range(5):
                await bounded.get()
                await asyncio.sleep(1)

        await asyncio.gather(fill(), drain())

    run, _ = record(main)
    assert [(q.name, q.bound, q.most) for q in run.queues] == [("bounded", 2, 2), ("free", 0, 5)]
    assert run.queues[0].place is not None
    assert "asyncio.Queue(maxsize=2)" in run.queues[0].place.text


def test_queues_of_libraries_are_not_the_students() -> None:
    """asyncio's and LangGraph's own are left out."""
    from tests.unit.observe.fakes import graph, tool

    async def node(state: object) -> dict[str, list[str]]:
        return {"said": [await tool("web", 1.0).ainvoke("q")]}

    async def main() -> None:
        async for _ in graph(node=node).astream({"said": []}, stream_mode=["messages", "custom"]):
            pass

    run, _ = record(main)
    assert run.queues == ()
