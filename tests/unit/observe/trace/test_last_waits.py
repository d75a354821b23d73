"""A call that begins late knows the student's line at which its code has waited until then."""

import asyncio
import contextlib
import operator
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, TypedDict

import pytest
from langgraph.graph import END, START, StateGraph

from asynclab.observe.run import Place
from asynclab.scenario import call, perform, tool


async def one_after_another(archive, news, web):
    await archive.ainvoke("?")  # first
    await news.ainvoke("?")  # second
    await web.ainvoke("?")


async def in_a_loop(archive, news, web):
    for each in (archive, news, web):
        await each.ainvoke("?")  # first and second


async def side_by_side_after_one(archive, news, web):
    await archive.ainvoke("?")  # first
    await asyncio.gather(news.ainvoke("?"), web.ainvoke("?"))


async def a_gather_after_a_gather(archive, news, web):
    await asyncio.gather(archive.ainvoke("?"))  # first
    await asyncio.gather(news.ainvoke("?"), web.ainvoke("?"))


async def a_task_that_was_made_before(archive, news, web):
    begun = asyncio.create_task(archive.ainvoke("?"))
    await asyncio.sleep(0)
    await begun  # first
    await news.ainvoke("?")


async def groups(archive, news, web):
    async with asyncio.TaskGroup() as group:  # first
        group.create_task(archive.ainvoke("?"))
    async with asyncio.TaskGroup() as group:
        group.create_task(news.ainvoke("?"))


async def one_at_a_time(archive, news, web):
    gate = asyncio.Semaphore(1)

    async def ask(each):
        async with gate:  # first and second
            return await each.ainvoke("?")

    await asyncio.gather(*(ask(each) for each in (archive, news, web)))


async def as_they_come(archive, news, web):
    for done in asyncio.as_completed([archive.ainvoke("?")]):
        await done  # first
        await news.ainvoke("?")


async def the_first_that_ends(archive, news, web):
    tasks = [asyncio.create_task(each.ainvoke("?")) for each in (archive, web)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)  # first
    await news.ainvoke("?")


async def with_a_limit(archive, news, web):
    async with asyncio.timeout(9):
        await asyncio.wait_for(archive.ainvoke("?"), 9)  # first
    await asyncio.wait_for(news.ainvoke("?"), 9)


async def after_a_pause(archive, news, web):
    await asyncio.sleep(1)  # first
    await news.ainvoke("?")
    await asyncio.sleep(1)  # second
    await web.ainvoke("?")


async def what_a_generator_waits_for(archive, news, web):
    async def answers():
        for each in (archive, news):
            yield await each.ainvoke("?")  # first and second

    async for _ in answers():
        await web.ainvoke("?")  # second


async def from_a_queue(archive, news, web):
    asked = asyncio.Queue(1)

    async def work():
        while (each := await asked.get()) is not None:  # first
            await each.ainvoke("?")

    worker = asyncio.create_task(work())
    await asyncio.sleep(2)
    await asked.put(news)
    await asked.put(None)
    await worker


class State(TypedDict):
    """What is handed from node to node."""

    said: Annotated[list[str], operator.add]


def graph(archive, news, web, edges):
    async def look(state: State) -> dict[str, list[str]]:
        return {"said": [await archive.ainvoke("?")]}  # first

    async def read(state: State) -> dict[str, list[str]]:
        return {"said": [await news.ainvoke("?")]}  # second

    async def ask(state: State) -> dict[str, list[str]]:
        return {"said": [await web.ainvoke("?")]}  # third

    made = StateGraph(State).add_node(look).add_node(read).add_node(ask)
    for begin, end in edges:
        made.add_edge(begin, end)
    return made.compile()


IN_TURN = [(START, "look"), ("look", "read"), ("read", "ask"), ("ask", END)]
SIDE_BY_SIDE = [(START, "look"), (START, "read"), (["look", "read"], "ask"), ("ask", END)]


async def a_graph_in_turn(archive, news, web):
    await graph(archive, news, web, IN_TURN).ainvoke({"said": []})
    await news.ainvoke("?")


async def a_graph_side_by_side(archive, news, web):
    await graph(archive, news, web, SIDE_BY_SIDE).ainvoke({"said": []})


def performed(main, style="async"):
    """The run of an answer that is given three tools."""
    seconds = {"archive": 3.0, "news": 1.0, "web": 2.0}
    return perform(call("main", *(tool(name, takes=s, style=style) for name, s in seconds.items())), {"main": main})


def after(main, style="async"):
    """The lines, by the calls in the order they began."""
    run = performed(main, style)
    return [(span.name, span.after.place.text if span.after else "") for span in run.find(kind="call")]


@pytest.mark.parametrize(
    ("main", "told"),
    [
        (one_after_another, [("archive", ""), ("news", "first"), ("web", "second")]),
        (in_a_loop, [("archive", ""), ("news", "first and second"), ("web", "first and second")]),
        (side_by_side_after_one, [("archive", ""), ("news", "first"), ("web", "first")]),
        (a_gather_after_a_gather, [("archive", ""), ("news", "first"), ("web", "first")]),
        (a_task_that_was_made_before, [("archive", ""), ("news", "first")]),
        (groups, [("archive", ""), ("news", "first")]),
        (one_at_a_time, [("archive", ""), ("news", "first and second"), ("web", "first and second")]),
        (as_they_come, [("archive", ""), ("news", "first")]),
        (the_first_that_ends, [("archive", ""), ("web", ""), ("news", "first")]),
        (with_a_limit, [("archive", ""), ("news", "first")]),
        (after_a_pause, [("news", "first"), ("web", "second")]),
        (
            what_a_generator_waits_for,
            [("archive", ""), ("web", "first and second"), ("news", "second"), ("web", "first and second")],
        ),
        (from_a_queue, [("news", "first")]),
        (a_graph_in_turn, [("archive", ""), ("news", "first"), ("web", "second"), ("news", "third")]),
        (a_graph_side_by_side, [("archive", ""), ("news", ""), ("web", "first")]),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_a_late_call_names_the_line_at_which_its_code_has_waited(main, told):
    """However the calls before it were waited for: in turn, side by side, in tasks, behind a limit, in a graph,
    after one, where the node that was last says more than that the graph was waited for."""
    assert [(name, line.partition("# ")[2]) for name, line in after(main)] == told


async def asked(tool):
    answer = await tool.ainvoke("?")  # in here
    return answer


async def asked_twice(tool):
    await tool.ainvoke("?")  # in here, once
    await tool.ainvoke("?")


async def helpers_in_a_loop(archive, news, web):
    for each in (archive, news, web):
        await asked(each)  # awaits one by one


async def helpers_in_a_list(archive, news, web):
    return [await asked(each) for each in (archive, news, web)]  # awaits one by one


async def helpers_of_helpers(archive, news, web):
    async def all_of(tools):
        for each in tools:
            await asked(each)  # awaits one by one

    await all_of([archive, news, web])


async def helpers_in_a_task(archive, news, web):
    async def work():
        await asked(archive)  # awaits first
        await asked(news)  # awaits second
        await web.ainvoke("?")

    await asyncio.create_task(work())


async def a_helper_that_goes_on(archive, news, web):
    await asked_twice(archive)  # awaits both
    await asked(news)


async def a_helper_that_is_kept(archive, news, web):
    kept = [asked(archive), asked(news)]
    await kept[0]  # awaits first
    await kept[1]


async def a_helper_before_a_task(archive, news, web):
    await asked(archive)  # awaits first
    await asyncio.gather(asked(news), asked(web))


async def a_generator_that_is_over(archive, news, web):
    async def answers():
        yield await archive.ainvoke("?")

    async for _ in answers():  # awaits first
        pass
    await news.ainvoke("?")


async def a_manager_that_lets_in_late(archive, news, web):
    @contextlib.asynccontextmanager
    async def asked_before():
        await archive.ainvoke("?")  # before it lets in
        yield

    async with asked_before():
        await news.ainvoke("?")


@pytest.mark.parametrize(
    ("main", "told"),
    [
        (helpers_in_a_loop, ["", "awaits one by one", "awaits one by one"]),
        (helpers_in_a_list, ["", "awaits one by one", "awaits one by one"]),
        (helpers_of_helpers, ["", "awaits one by one", "awaits one by one"]),
        (helpers_in_a_task, ["", "awaits first", "awaits second"]),
        (a_helper_that_goes_on, ["", "in here, once", "awaits both"]),
        (a_helper_that_is_kept, ["", "awaits first"]),
        (a_helper_before_a_task, ["", "awaits first", "awaits first"]),
        (a_generator_that_is_over, ["", "awaits first"]),
        (a_manager_that_lets_in_late, ["", "before it lets in"]),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_a_helper_that_has_ended_is_not_what_keeps_the_next_call_of_it(main, told):
    """The line that awaits one helper after the other is told, of those that go on the innermost."""
    assert [line.partition("# ")[2] for _, line in after(main)] == told


def test_a_wait_that_took_no_time_is_none():
    """Nothing was late because of it, and what was waited for before it is told."""

    async def main(archive, news, web):
        await archive.ainvoke("?")
        await asyncio.sleep(0)
        await news.ainvoke("?")

    assert after(main) == [("archive", ""), ("news", 'await archive.ainvoke("?")')]


def test_what_came_after_a_blocking_call_waited_nowhere():
    """The code did not wait, it held the event loop."""

    async def main(archive, news, web):
        await archive.ainvoke("?")
        time.sleep(1)
        await news.ainvoke("?")

    assert after(main) == [("archive", ""), ("news", "")]


async def in_threads(archive, news, web):
    await asyncio.to_thread(archive.invoke, "?")  # first
    await asyncio.get_running_loop().run_in_executor(None, news.invoke, "?")  # second
    await web.ainvoke("?")


async def in_one_thread(archive, news, web):
    def work():
        archive.invoke("?")
        news.invoke("?")

    await asyncio.to_thread(work)  # first
    await asyncio.to_thread(web.invoke, "?")


async def behind_a_full_pool(archive, news, web):
    with ThreadPoolExecutor(1) as pool:
        loop = asyncio.get_running_loop()
        asked = [loop.run_in_executor(pool, each.invoke, "?") for each in (archive, news)]  # first
        await asyncio.gather(*asked)


async def plain_tools(archive, news, web):
    await archive.ainvoke("?")  # first
    await asyncio.gather(news.ainvoke("?"), web.ainvoke("?"))


async def plain_nodes(archive, news, web):
    def look(state: State):
        return {"said": [archive.invoke("?")]}

    def read(state: State):
        return {"said": [news.invoke("?")]}

    made = StateGraph(State).add_node(look).add_node(read)
    made.add_edge(START, "look").add_edge("look", "read").add_edge("read", END)
    await made.compile().ainvoke({"said": []})  # first


@pytest.mark.parametrize(
    ("main", "told"),
    [
        (in_threads, [("archive", ""), ("news", "first"), ("web", "second")]),
        (in_one_thread, [("archive", ""), ("news", "first"), ("web", "first")]),
        (behind_a_full_pool, [("archive", ""), ("news", "first")]),
        (plain_tools, [("archive", ""), ("news", "first"), ("web", "first")]),
        (plain_nodes, [("archive", ""), ("news", "first")]),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_a_late_call_in_a_thread_names_the_line_that_waits_for_it(main, told):
    """A thread has no `await` to stand at: what it was given to do came after what its giver has waited for."""
    assert [(name, line.partition("# ")[2]) for name, line in after(main, style="sync")] == told


def test_a_task_that_has_not_begun_has_waited_nowhere():
    """Its first line is no place to wait at: the loop was blocked."""

    async def main(archive, news, web):
        async def left():
            archive.invoke("?")

        async def right():
            await news.ainvoke("?")

        await asyncio.gather(left(), right())

    assert after(main, style="sync") == [("archive", ""), ("news", "")]


async def two_chains(archive, news, web):
    async def left():
        await web.ainvoke("?")
        await news.ainvoke("left")

    async def right():
        await asyncio.sleep(1)
        await web.ainvoke("?")
        await news.ainvoke("right")

    await asyncio.gather(right(), left(), archive.ainvoke("?"))


async def the_first_and_the_others_are_cancelled(archive, news, web):
    tasks = [asyncio.create_task(each.ainvoke("?")) for each in (news, archive)]
    _, late = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    await web.ainvoke("?")


async def a_pause_that_ends_with_another_call(archive, news, web):
    beside = asyncio.create_task(archive.ainvoke("?"))
    await asyncio.sleep(3)
    await web.ainvoke("?")
    await beside


async def a_task_that_another_call_ends_with(archive, news, web):
    async def both():
        await news.ainvoke("?")
        await web.ainvoke("?")

    beside = asyncio.create_task(archive.ainvoke("?"))
    await asyncio.create_task(both())
    await news.ainvoke("?")
    await beside


async def what_a_reader_ahead_has_read(archive, news, web):
    asked = asyncio.create_task(archive.ainvoke("?"))
    while asked is not None:
        await asked
        asked = None
        await web.ainvoke("?")


@pytest.mark.parametrize(
    ("main", "told"),
    [
        (two_chains, "4 s = waiting 1 + web 2 + news 1"),
        (the_first_and_the_others_are_cancelled, "3 s = news 1 + web 2: they wait in turn"),
        (a_pause_that_ends_with_another_call, "5 s = waiting 3 + web 2"),
        (a_task_that_another_call_ends_with, "4 s = news 1 + web 2 + news 1: they wait in turn"),
        (what_a_reader_ahead_has_read, "5 s = archive 3 + web 2: they wait in turn"),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_the_critical_path_goes_by_what_was_waited_for(main, told):
    """Not by what else happened to end at that instant."""
    assert str(performed(main).critical_path()) == told


def test_a_librarys_own_limit_is_waited_for_at_the_line_that_called_it():
    """LangChain runs the calls in tasks of its own, none of which stands at a line of the student's."""

    async def main(archive, news, web):
        await archive.abatch(["?", "!"], {"max_concurrency": 1})

    assert after(main) == [("archive", ""), ("archive", 'await archive.abatch(["?", "!"], {"max_concurrency": 1})')]


def test_a_place_is_as_a_student_knows_it():
    """A file, a line, a function and the text of the line."""
    run = performed(one_after_another)
    line = one_after_another.__code__.co_firstlineno + 1
    assert run.find("news")[-1].after.place == Place(
        "test_last_waits.py", line, "one_after_another", 'await archive.ainvoke("?")  # first'
    )
