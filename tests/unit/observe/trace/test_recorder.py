"""What a run records: spans, marks and items, on the virtual clock."""

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from langchain_core.callbacks import adispatch_custom_event
from langchain_core.language_models.fake import FakeStreamingListLLM
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnableParallel

from asynclab import observe
from asynclab.expect.query import ancestry, marks
from asynclab.observe import Ending, Run, Span, SpanEnd, record
from tests.unit.observe.fakes import Talker, graph, tool


def timed(run: Run, kind: str) -> list[tuple[str, float, float | None, str]]:
    return [(s.name, s.start, s.end, s.how.value) for s in run.find(kind=kind)]


def one(run: Run, name: str, kind: str | None = None) -> Span:
    (span,) = run.find(name, kind)
    return span


def parent(run: Run, span: Span) -> str | None:
    return next((p.name for p in ancestry(run)(span)), None)


def test_spans_and_marks_by_hand_share_one_order_and_nest() -> None:
    """Positions order what happens at the same instant; a mark belongs to the innermost span."""

    async def main() -> None:
        recorder = observe.current()
        recorder.mark("before")
        with recorder.span("outer", size=1):
            with recorder.span("inner", "call"):
                await asyncio.sleep(1)
                recorder.mark("inside", "used", n=(1, 2))
            recorder.mark("after")
        recorder.item(("updates", {"a": 1}))

    run, _ = record(main)
    outer, inner = run.spans
    assert (outer.start, outer.first, outer.end, outer.last, outer.data) == (0.0, 1, 1.0, 6, {"size": 1})
    assert (inner.start, inner.first, inner.end, inner.last, inner.parent) == (0.0, 2, 1.0, 4, outer.id)
    assert [(m.name, m.kind, m.time, m.seq, m.span, m.data) for m in run.marks] == [
        ("before", "user", 0.0, 0, None, {}),
        ("inside", "used", 1.0, 3, inner.id, {"n": [1, 2]}),
        ("after", "user", 1.0, 5, outer.id, {}),
    ]
    assert [(i.value, i.time, i.seq) for i in run.items] == [(["updates", {"a": 1}], 1.0, 7)]


def test_how_a_span_was_left_is_how_it_ended() -> None:
    """Done, error, cancelled, closed and still open are told apart."""

    async def cancelled() -> None:
        with observe.open_span("cancelled"):
            await asyncio.sleep(10)

    async def numbers(name: str) -> AsyncIterator[int]:
        with observe.open_span(name, "stream"):
            yield 1
            await asyncio.sleep(10)

    async def main() -> None:
        with observe.open_span("done"):
            await asyncio.sleep(1)
        with pytest.raises(ValueError, match="boom"), observe.open_span("error"):
            raise ValueError("boom")
        task = asyncio.create_task(cancelled())
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.wait([task])
        stream = numbers("closed")
        await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]
        await anext(numbers("open"))

    run, _ = record(main)
    spans = {s.name: (s.start, s.end, s.how) for s in run.spans if s.kind != "task"}
    assert spans == {
        "done": (0.0, 1.0, SpanEnd.DONE),
        "error": (1.0, 1.0, SpanEnd.ERROR),
        "cancelled": (1.0, 2.0, SpanEnd.CANCELLED),
        "closed": (2.0, 2.0, SpanEnd.CLOSED),
        "open": (2.0, None, SpanEnd.OPEN),
    }
    error = one(run, "error").error
    assert error is not None
    assert (error.type, error.message) == ("ValueError", "boom")


def test_a_stream_is_not_around_what_its_reader_does() -> None:
    """An async generator shares its reader's context; what the reader does between items is not inside of it."""

    async def numbers() -> AsyncIterator[int]:
        with observe.open_span("numbers", "stream"):
            observe.mark("made")
            yield 1
            yield 2

    async def main() -> None:
        async for _ in numbers():
            with observe.open_span("reading", "call"):
                observe.mark("used")

    run, _ = record(main)
    assert [s.parent for s in run.find("reading")] == [None, None]


def test_outside_a_run_helpers_do_nothing_and_current_says_why() -> None:
    """Scripted models work in real time too; who needs a recorder is told how to get one."""
    with observe.open_span("nothing"):
        observe.mark("nothing")
    with pytest.raises(RuntimeError, match="No run is being recorded here"):
        observe.current()


def test_langchain_runs_are_recorded_without_callbacks_being_passed() -> None:
    """Names, kinds, parents, tags, metadata and times of a whole chain."""
    chain = (
        RunnableLambda(lambda x: x).with_config(run_name="first")
        | RunnableParallel(a=Talker(words=["a ", "b"]), b=tool("web", 3.0)).with_config(run_name="both")
    ).with_config(run_name="root", tags=["t"], metadata={"user": "u1"})

    async def main() -> Any:
        return await chain.ainvoke("q")

    run, value = record(main)
    assert value["b"] == "web: q"
    assert run.elapsed == 3.0
    assert timed(run, "chain") == [("root", 0.0, 3.0, "done"), ("first", 0.0, 0.0, "done"), ("both", 0.0, 3.0, "done")]
    assert timed(run, "model") == [("talker", 0.0, 1.0, "done")]
    assert timed(run, "tool") == [("web", 0.0, 3.0, "done")]
    web = one(run, "web", "tool")
    assert [s.name for s in ancestry(run)(web)] == ["both", "root"]
    assert set(web.tags) == {"t", "map:key:b"}
    assert web.metadata == {"user": "u1"}
    assert web.data == {"input": "q"}
    assert parent(run, one(run, "web", "call")) == "web"


def test_tokens_are_marks_with_their_text_and_the_empty_last_chunk_is_none() -> None:
    """Each chunk of a streamed answer, at the instant it came, under the model's name."""

    async def main() -> list[str]:
        return [str(chunk.content) async for chunk in Talker(words=["one ", "two"]).astream("q")]

    run, value = record(main)
    assert "".join(value) == "one two"
    model = one(run, "talker", "model")
    assert [(m.name, m.time, m.data, m.span) for m in marks(run, "*", "token")] == [
        ("talker", 0.5, {"text": "one "}, model.id),
        ("talker", 1.0, {"text": "two"}, model.id),
    ]


def test_a_stream_that_is_closed_early_is_closed_in_the_record() -> None:
    """The model's run and whatever is upstream of it end when the reader leaves."""

    async def main() -> None:
        stream = Talker(words=["a", "b", "c"]).astream("q")
        await anext(stream)
        await asyncio.sleep(0.25)
        await stream.aclose()  # type: ignore[attr-defined]

    run, _ = record(main)
    assert timed(run, "model") == [("talker", 0.0, 0.75, "closed")]
    assert timed(run, "stream") == [("talker", 0.0, 0.75, "closed")]


@pytest.mark.parametrize("how", ["task", "timeout", "wait_for"])
@pytest.mark.parametrize("kind", ["tool", "model"])
def test_cancelled_calls_end_when_they_are_cancelled(how: str, kind: str) -> None:
    """LangChain itself never tells the end of a cancelled tool or model call."""

    async def call() -> None:
        await (tool("slow", 10.0).ainvoke("q") if kind == "tool" else Talker(words=["a"], every=10.0).ainvoke("q"))

    async def main() -> None:
        if how == "task":
            task = asyncio.create_task(call())
            await asyncio.sleep(1.5)
            task.cancel()
            await asyncio.wait([task])
        elif how == "timeout":
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1.5):
                    await call()
        else:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(call(), 1.5)
        await asyncio.sleep(1)

    run, _ = record(main)
    assert [(s.start, s.end, s.how) for s in run.find(kind=kind)] == [(0.0, 1.5, SpanEnd.CANCELLED)]
    assert run.elapsed == 2.5


def test_cancelling_a_tool_leaves_what_it_started_on_its_own_alone() -> None:
    """A call that outlives the tool it was made in is still running."""
    keep = []

    async def outer(query: str) -> str:
        keep.append(asyncio.create_task(tool("inner", 2.0).ainvoke("q")))
        await asyncio.sleep(10)
        return ""

    async def main() -> None:
        from langchain_core.tools import StructuredTool

        slow = StructuredTool.from_function(coroutine=outer, name="outer", description="outer")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(slow.ainvoke("q"), 1)
        await asyncio.wait(keep)

    run, _ = record(main)
    assert timed(run, "tool") == [("outer", 0.0, 1.0, "cancelled"), ("inner", 0.0, 2.0, "done")]


def test_errors_are_kept_with_the_span_they_ended() -> None:
    """A failing tool's span holds the exception as data."""

    async def main() -> None:
        with pytest.raises(ValueError, match="no such page"):
            await tool("web", 1.0, ValueError("no such page")).ainvoke("q")

    run, _ = record(main)
    web = one(run, "web", "tool")
    assert (web.end, web.how) == (1.0, SpanEnd.ERROR)
    assert web.error is not None
    assert (web.error.type, web.error.message) == ("ValueError", "no such page")


def test_retries_are_spans_of_their_own_and_marks() -> None:
    """Each attempt after the first is marked with its number."""
    failures = iter([ValueError("1"), ValueError("2"), None])

    async def flaky(x: int) -> int:
        failure = next(failures)
        if failure:
            raise failure
        return x

    chain = RunnableLambda(flaky).with_config(run_name="flaky").with_retry(wait_exponential_jitter=False)

    async def main() -> int:
        return await chain.ainvoke(1)

    run, _ = record(main)
    seen = [(m.name, m.data) for m in marks(run, "*", "attempt")]
    assert seen == [("flaky", {"number": 2}), ("flaky", {"number": 3})]


def test_custom_events_are_marks_of_the_run_they_were_sent_from() -> None:
    """Progress that a node dispatches is seen when it is sent."""

    async def work(x: int) -> int:
        await asyncio.sleep(1)
        await adispatch_custom_event("progress", {"done": 0.5})
        return x

    async def main() -> int:
        return await RunnableLambda(work).with_config(run_name="work").ainvoke(1)

    run, _ = record(main)
    (mark,) = marks(run, "*", "event")
    assert (mark.name, mark.time, mark.data) == ("progress", 1.0, {"data": {"done": 0.5}})
    assert mark.span == one(run, "work").id


class Shelf(BaseRetriever):
    def _get_relevant_documents(self, query: str, *, run_manager: Any) -> list[Any]:
        return []

    async def _aget_relevant_documents(self, query: str, *, run_manager: Any) -> list[Any]:
        await asyncio.sleep(1)
        return []


def test_retrievers_and_text_models_are_recorded_too() -> None:
    """Not only chat models and tools."""

    async def main() -> None:
        await Shelf().ainvoke("q")
        await FakeStreamingListLLM(responses=["hi"]).ainvoke("q")

    run, _ = record(main)
    assert timed(run, "retriever") == [("Shelf", 0.0, 1.0, "done")]
    assert timed(run, "model") == [("FakeStreamingListLLM", 1.0, 1.0, "done")]


def test_graph_nodes_nest_and_say_which_node_they_are() -> None:
    """Of LangGraph's metadata the node is kept."""
    model = Talker(words=["a", "b"])

    async def ask(state: Any) -> dict[str, list[str]]:
        return {"said": [str((await model.ainvoke("q")).content)]}

    def listen(state: Any) -> dict[str, list[str]]:
        return {"said": ["heard"]}

    async def main() -> Any:
        return await graph(ask=ask, listen=listen).ainvoke({"said": []})

    run, value = record(main)
    assert value == {"said": ["ab", "heard"]}
    talker = one(run, "talker", "model")
    assert [s.name for s in ancestry(run)(talker)] == ["ask", "desk"]
    assert talker.metadata == {"langgraph_node": "ask"}
    assert (talker.start, talker.end) == (0.0, 1.0)
    assert one(run, "listen").metadata == {"langgraph_node": "listen"}


def test_work_in_langchains_threads_is_recorded_in_its_place() -> None:
    """A sync function runs in a pool; its spans and marks nest all the same."""

    def work(x: int) -> int:
        observe.mark("working")
        return x

    async def main() -> int:
        return await RunnableLambda(work).with_config(run_name="work").ainvoke(1)

    run, _ = record(main)
    (mark,) = marks(run, "working")
    assert mark.span == one(run, "work").id


def test_a_lost_config_shows_as_a_run_without_parent() -> None:
    """A thread of the student's own carries no context: the trace breaks there, and that is what is recorded."""

    def work(x: int) -> int:
        thread = threading.Thread(target=RunnableLambda(lambda y: y).with_config(run_name="lost").invoke, args=(x,))
        thread.start()
        thread.join()
        return x

    async def main() -> int:
        chain = RunnableLambda(work).with_config(run_name="root", tags=["t"], metadata={"user": "u"})
        return await chain.ainvoke(1)

    run, _ = record(main)
    lost = one(run, "lost")
    assert (lost.parent, lost.tags, lost.metadata) == (None, (), {})
    assert [t.parent for t in run.traced if t.name == "lost"] == [None]


def test_run_ids_are_numbers_in_order_of_appearance_and_the_same_in_langsmith() -> None:
    """A span and its LangSmith run can be matched; uuids would differ each time."""

    async def main() -> None:
        await tool("web", 1.0).ainvoke("q")
        await tool("wiki", 1.0).ainvoke("q")

    run, _ = record(main)
    assert [(s.name, s.run_id) for s in run.find(kind="tool")] == [("web", 1), ("wiki", 2)]
    assert [(t.name, t.id) for t in run.traced] == [("web", 1), ("wiki", 2)]


def test_what_happens_after_the_end_is_not_recorded() -> None:
    """A run ends with its answer: that the lab then cancels what was left is no clean-up of the student's."""

    async def forgotten() -> None:
        with observe.open_span("forgotten", "call"):
            await asyncio.sleep(100)

    async def main() -> None:
        asyncio.create_task(forgotten())
        await asyncio.sleep(1)

    run, _ = record(main)
    assert run.elapsed == 1.0
    assert {(s.kind, s.end, s.how) for s in run.spans} == {("call", None, SpanEnd.OPEN), ("task", None, SpanEnd.OPEN)}
    assert [(left.kind, left.name) for left in run.left] == [("task", run.find(kind="task")[0].name)]


@pytest.mark.parametrize("kind", ["async", "sync"])
def test_what_a_hang_interrupts_stays_open(kind: str) -> None:
    """The lab's clearing up is not the student's: nothing was cancelled or failed by itself."""

    async def waits() -> None:
        with observe.open_span("waits", "call"):
            await asyncio.Event().wait()

    def locks() -> None:
        lock = threading.Lock()
        with observe.open_span("waits", "call"), lock, lock:
            pass

    run, _ = record(waits if kind == "async" else locks)
    assert run.ending is Ending.HUNG
    assert [(s.name, s.end, s.how) for s in run.spans] == [("waits", None, SpanEnd.OPEN)]


def test_a_thread_of_the_students_own_has_the_recorder() -> None:
    """It carries no context, and is recorded all the same."""

    async def main() -> None:
        thread = threading.Thread(target=lambda: observe.current().mark("here"))
        thread.start()
        thread.join()

    run, _ = record(main)
    assert [(m.name, m.span) for m in run.marks] == [("here", None)]


def test_a_context_without_langchains_config_loses_the_parent_only() -> None:
    """`run_in_executor` copies no context: the run is recorded, without parent and tags."""

    async def work(x: int) -> int:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, RunnableLambda(lambda y: y).with_config(run_name="lost").invoke, x)

    async def main() -> int:
        return await RunnableLambda(work).with_config(run_name="root", tags=["t"]).ainvoke(1)

    run, value = record(main)
    assert value == 1
    assert (one(run, "lost").parent, one(run, "lost").tags) == (None, ())
