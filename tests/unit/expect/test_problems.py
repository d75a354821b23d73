"""The slip behind an error, where it is known."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypedDict

import pytest
from langchain_core.tools import StructuredTool
from langgraph.graph import START, StateGraph

from asynclab import lab
from asynclab.expect import judge, returned, took
from asynclab.expect.messages.slips import is_of_a_line, likely
from asynclab.observe import problem_of, record
from asynclab.observe.run import Ending, Place, Problem, Run
from asynclab.scenario import call, perform

UNPACKED = {2: "too many values to unpack (expected 2)", 3: "not enough values to unpack (expected 3, got 2)"}


@pytest.mark.parametrize("message", UNPACKED.values())
def test_triples_and_pairs_of_a_graphs_stream_are_explained(message: str) -> None:
    """`subgraphs=True` with several modes gives three parts, which a line for two cannot take."""
    assert "`(namespace, mode, chunk)`" in likely(Problem("ValueError", message)).remedy


class State(TypedDict):
    said: str


async def _waiter(state: State) -> State:
    return {"said": "soup"}


HOUSE = StateGraph(State).add_node("waiter", _waiter).add_edge(START, "waiter").compile()


async def in_the_line() -> None:
    async for message, about in HOUSE.astream({"said": ""}):
        raise ValueError(message, about)


async def by_its_place() -> None:
    async for item in HOUSE.astream({"said": ""}):
        assert item[1]


async def of_several_modes() -> None:
    async for item in HOUSE.astream({"said": ""}, stream_mode=["updates"]):
        assert item["langgraph_node"]  # type: ignore[index]


@pytest.mark.parametrize("reads", [in_the_line, by_its_place, of_several_modes])
def test_whoever_reads_a_graph_in_another_mode_is_told_the_mode(reads: Callable[[], Awaitable[None]]) -> None:
    """Without `stream_mode` it is the updates, and what was wanted has another name."""
    run, _ = record(reads)
    (failure,) = judge(run, [took(0.0)]).failures
    assert 'names no `stream_mode`, the mode is `"updates"`' in failure.remedy
    assert '`stream_mode="messages"` gives pairs' in failure.remedy


def test_something_bound_to_an_earlier_loop_is_explained() -> None:
    """Asyncio says "bound to" or "attached to", by what it is; the advice is the same kind."""
    event = asyncio.Semaphore(0)

    async def waits() -> None:
        await asyncio.wait_for(event.acquire(), 0.001)

    messages = []
    for _ in range(2):
        try:
            asyncio.run(waits())
        except (RuntimeError, TimeoutError) as error:
            messages.append(str(error))
    assert "Make it inside the function" in likely(Problem("RuntimeError", messages[-1])).remedy


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="it is there")
def test_a_name_of_a_later_python_says_so() -> None:
    """Which Python this is, and since when the name exists."""
    with pytest.raises(AttributeError) as caught:
        asyncio.Queue().shutdown()  # type: ignore[attr-defined]
    guess = likely(Problem("AttributeError", str(caught.value)))
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert guess.cause == f"`shutdown` is new in Python 3.13, and this is Python {here}."


def test_a_name_that_never_was_is_no_such_slip() -> None:
    """Only what is known is said."""
    assert likely(Problem("AttributeError", "'Queue' object has no attribute 'pop'")).cause == ""


@pytest.mark.parametrize(
    "message",
    [
        "'coroutine' object is not iterable",
        "unsupported operand type(s) for +: 'coroutine' and 'str'",
        "Input should be a valid dictionary [type=model_type, input_value=<coroutine object write>]",
    ],
)
def test_a_forgotten_await_is_told_wherever_its_coroutine_went(message: str) -> None:
    """Used, added, given to a tool."""
    assert likely(Problem("TypeError", message)).remedy == (
        "Put `await` before the call. Where it stands in a plain `def`, make that an `async def`."
    )


@pytest.mark.parametrize(
    ("message", "line", "cause"),
    [
        ("'str' object is not callable", "await asyncio.to_thread(search(query))", "the result of a call"),
        (
            "'NoneType' object is not callable",
            "await loop.run_in_executor(pool, search(query))",
            "the result of a call",
        ),
        ("'coroutine' object is not callable", "await asyncio.to_thread(search(query))", "handed to a thread"),
        ("'StructuredTool' object is not callable", "plot = await locate(address)", "is no function"),
        ("unhashable type: 'list'", "return await asyncio.gather([one(each) for each in checks])", "one by one"),
        ("An asyncio.Future, a coroutine or an awaitable is required", "await asyncio.gather(calls)", "one by one"),
        (
            "An asyncio.Future, a coroutine or an awaitable is required",
            "await gather(*[a.run for a in b])",
            "not called",
        ),
        (
            "Task got bad yield: <coroutine object ask>",
            "await asyncio.gather(one(each) for each in checks)",
            "one thing",
        ),
        ("The tool's name is <function ask at 0x7f>: give a text.", "@tool", "is no decorator"),
        ("Passing coroutines is forbidden, use tasks explicitly.", "await asyncio.wait([ask()])", "takes tasks"),
        ("object method can't be used in 'await' expression", "return await run.output", "was not called"),
        ("object async_generator can't be used in 'await' expression", "await graph.astream({})", "and that is read"),
        (
            "'async_generator' object does not support the asynchronous context manager protocol",
            "async with graph.astream({}) as items:",
            "no context manager by itself",
        ),
        ("'TaskGroup' object does not support the context manager protocol", "with TaskGroup():", "`async with`"),
        ("'StateGraph' object has no attribute 'ainvoke'", "await graph.ainvoke({})", "compiled"),
        ("unsupported operand type(s) for +: 'dict' and 'dict'", "await graph.ainvoke({})", "joins no dicts"),
        ("Expected dict, got storm", "await graph.ainvoke(scene)", "takes a dict there"),
        ("Found edge starting at unknown node 'START'", "graph.compile()", "names of nodes"),
        (
            "StateGraph.compile() got an unexpected keyword argument 'max_concurrency'",
            "graph.compile(max_concurrency=2)",
            "into a config",
        ),
        ("'dict' object has no attribute 'event'", "kind = event.event", "its keys are no attributes"),
        ("'AIMessageChunk' object is not subscriptable", 'chunk["content"]', "its parts are attributes"),
        ("'function' object has no attribute 'write'", "await house.write(text)", "a function that is not called"),
        (
            "cannot access local variable 'time' where it is not associated with a value",
            "time = time.time()",
            "it has none",
        ),
        ("object str can't be used in 'await' expression", "return await search(query)", "a plain function"),
        ("object list can't be used in 'await' expression", "return await [one(), two()]", "each has to be awaited"),
        ("a coroutine was expected, got [<coroutine object one>]", "asyncio.create_task(calls)", "was given several"),
        ("a coroutine was expected, got <_GatheringFuture pending>", "create_task(gather())", "started already"),
        ("a coroutine was expected, got 'odd'", "create_task(await one())", "is a result"),
        ("a coroutine was expected, got <function one at 0x7f>", "create_task(one)", "the call of an `async def`"),
        ("'_GatheringFuture' object has no attribute 'content'", "told[0].content", "as if it were its result"),
        ("'_asyncio.Task' object is not iterable", "list(job)", "as if it were its result"),
        ("sequence item 0: expected str instance, Task found", '", ".join(cooked)', "as if it were its result"),
        ("object Future can't be used in 'await' expression", "await pool.submit(search)", "a future of its own kind"),
        ("'>' not supported between instances of 'Future' and 'int'", "pool.submit(f) > 3", "as if it were its result"),
        ("Can't pickle <function search>: it's not found", "run_in_executor(pool, search)", "pool of processes"),
    ],
)
def test_a_slip_is_told_by_its_message_and_its_line(message: str, line: str, cause: str) -> None:
    """What was called and should have been handed over, what was handed over and should have been called, and what is
    awaited already: the same message says another thing at another line."""
    place = Place("cell In[3]", 4, "ask", line)
    assert cause in likely(Problem("TypeError", message, place=place)).cause


def test_a_slip_of_one_line_is_not_told_at_another() -> None:
    """A list that is no key, and a text that is called, have nothing to do with `gather` or threads."""
    place = Place("cell In[3]", 4, "ask", "return kept[names]")
    assert "gather" not in likely(Problem("TypeError", "unhashable type: 'list'", place=place)).remedy
    assert "Hand over" not in likely(Problem("TypeError", "'str' object is not callable", place=place)).remedy


def test_an_endless_loop_has_its_cause_and_advice_apart() -> None:
    """What was seen is not mixed with what it may come of, whatever the words are, and the line stands for itself."""
    place = lab.Location("<cell In[3]>", 2, "ask", "while True: pass")
    problem = problem_of(lab.RealTimeLimit(2.0, place, "task 'ask'"))
    (failure,) = judge(Run(Ending.STOPPED, problem=problem), [returned(1)]).failures
    assert (failure.seen, failure.cause, failure.remedy) == (
        "No end in the time that one run has: the virtual clock stood still at 2 s, and task 'ask' was running.",
        "Likely an endless loop, or one that never awaits; or more to compute than there is time for.",
        "Check the loop's condition; and if it would end, compute less.",
    )
    assert failure.place == Place("cell In[3]", 2, "ask", "while True: pass")


@pytest.mark.parametrize(("kind", "catch"), [("AttributeError", False), ("ConnectionError", True)])
def test_a_typing_error_in_a_group_is_not_to_be_caught(kind: str, catch: bool) -> None:
    """That advice is for failures that a task is about."""
    guess = likely(Problem("ExceptionGroup", "unhandled errors", inner=(Problem(kind, "no"),)))
    assert guess.cause == "What fails in a `TaskGroup`, in one of its tasks or in its block, ends the whole group."
    assert ("catch it inside the task" in guess.remedy) is catch


async def as_the_plain_function_of_a_tool() -> object:
    async def late(query: str) -> str:
        """Answer."""
        return query

    return await StructuredTool.from_function(func=late).ainvoke({"query": "q"})  # type: ignore[arg-type]


async def as_a_pools_future() -> object:
    with ThreadPoolExecutor(1) as pool:
        return [pool.submit(str, 1)]


@pytest.mark.parametrize(
    ("answer", "seen", "remedy"),
    [
        (as_the_plain_function_of_a_tool, "`late(...)` was called in a thread and never awaited", "`coroutine=`"),
        (as_a_pools_future, "holds 1 pool future in place of results", "await asyncio.wrap_future(future)"),
    ],
)
def test_what_no_await_before_the_call_would_mend_is_told_with_what_does(
    answer: Callable[[], Awaitable[object]], seen: str, remedy: str
) -> None:
    """A tool that was given an `async def` as its plain function, and what a pool gives for a call."""
    run = perform(call("answer"), {"answer": answer})
    first = judge(run, [returned("an answer")]).failures[0]
    assert seen in first.seen
    assert remedy in first.remedy
    assert "before the call" not in first.remedy


def test_a_key_that_is_not_there_is_told_as_that() -> None:
    """With what to look at; of a call that failed so, nothing is guessed of the line."""
    place = Place("cell In[3]", 4, "desk", 'took = began[event["run_id"]]')
    problem = Problem("KeyError", "'took'", ("KeyError", "LookupError", "Exception"), place=place)
    (failure,) = judge(Run(Ending.RAISED, problem=problem), [returned(1)]).failures
    assert failure.cause == "What is read there has no key 'took'."
    assert "`print` its keys" in failure.remedy


@pytest.mark.parametrize(
    ("message", "remedy"),
    [
        ("No checkpointer set", "compile(checkpointer=...)"),
        ("Branch did not return a valid destination", "`END` on every way"),
        ("Cannot invoke a coroutine function synchronously.Use `ainvoke` instead.", "afunc="),
        ("Expected dict, got ['a']", "Give it one"),
    ],
)
def test_an_error_of_what_was_built_is_not_one_of_the_line_that_uses_it(message: str, remedy: str) -> None:
    """That line may be one of a cell that is given: what the advice is about stands elsewhere."""
    guess = likely(Problem("ValueError", message, place=Place("cell In[3]", 4, "moved", "await graph.ainvoke(x)")))
    assert remedy in guess.remedy
    assert not is_of_a_line(guess.cause)
