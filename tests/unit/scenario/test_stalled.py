"""What is scripted says itself whether it held the event loop's thread."""

import asyncio
from functools import partial
from typing import Any

import pytest

from asynclab.expect import never_blocked
from asynclab.observe.run import Run
from asynclab.scenario import Scenario, call, model, sdk, tool

from .notebook import on


def stalled(run: Run, name: str) -> list[tuple[float, str]]:
    """Of each span of this name that was held: for how long, and the text of the line."""
    return [(span.stalled, span.place.text if span.place else "") for span in run.find(name) if span.stalled]


async def invokes(thing: Any) -> Any:
    return thing.invoke("q")


async def streams(thing: Any) -> Any:
    return [part.content for part in thing.stream("q")]


async def calls(thing: Any) -> Any:
    return thing("q")


async def gives(thing: Any) -> Any:
    asyncio.get_running_loop().call_soon(partial(thing, "q"))
    await asyncio.sleep(0)


HELD = [
    (call("invokes", model("two words", first=1, every=0.5)), 2.0, 'return thing.invoke("q")'),
    (
        call("streams", model("two words", first=1, every=0.5)),
        2.0,
        'return [part.content for part in thing.stream("q")]',
    ),
    (call("invokes", tool("web", takes=3, style="sync")), 3.0, 'return thing.invoke("q")'),
    (call("calls", sdk("web", takes=3)), 3.0, 'return thing("q")'),
    (call("gives", sdk("web", takes=3)), 3.0, 'asyncio.get_running_loop().call_soon(partial(thing, "q"))'),
]


@pytest.mark.parametrize(("scenario", "seconds", "line"), HELD)
def test_a_sync_call_in_a_step_of_the_loop_is_written_in_its_span(
    scenario: Scenario, seconds: float, line: str
) -> None:
    """Models, tools and SDKs, called or streamed, with the student's line; and the loop counts as blocked."""
    run = on(scenario, invokes, streams, calls, gives)
    (name,) = {span.name for span in run.spans if span.stalled}
    assert stalled(run, name) == [(seconds, line)]
    assert never_blocked().judge(run) != ()


async def in_threads(thing: Any) -> Any:
    return await asyncio.to_thread(thing, "q")


async def awaited(thing: Any) -> Any:
    return await thing.ainvoke("q")


@pytest.mark.parametrize(
    "scenario",
    [
        call("in_threads", sdk("web", takes=3)),
        call("awaited", tool("web", takes=3, style="sync")),
        call("awaited", model("two words", every=1, native=False)),
    ],
)
def test_what_waits_in_a_thread_holds_nothing(scenario: Scenario) -> None:
    """LangChain runs sync tools and models in a thread of its own."""
    run = on(scenario, in_threads, awaited)
    assert [span for span in run.spans if span.stalled or span.place] == []
    assert never_blocked().judge(run) == ()


def test_it_tells_of_calls_whose_finding_was_taken_away() -> None:
    """An answer that finds the detector's list can empty it; the span is another record of the same."""
    run = on(call("calls", sdk("web", takes=3)), calls)
    (failure,) = never_blocked().judge(Run(run.ending, spans=run.spans, elapsed=run.elapsed))
    assert failure.seen.startswith("`web` (")
    assert failure.seen.endswith("held the event loop's thread for 3 s.")
