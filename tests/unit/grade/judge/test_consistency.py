"""A run that no recorder wrote is told from those that one did; and never the other way round."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from asynclab.grade.judge.consistency import contradictions
from asynclab.observe.codec import from_json, to_json
from asynclab.observe.run import Blocking, Ending, Item, Mark, Problem, Run, SpanEnd
from asynclab.scenario import (
    call,
    events,
    iterate,
    model,
    perform,
    projection,
    raises,
    read,
    reply,
    sdk,
    sink,
    source,
    tool,
    tool_call,
)

from ....scenarios.catalogue import SCENARIOS

WEB, WIKI = tool("web", takes=3.0), tool("wiki", takes=1.0)
GATHER = call("at_once", [WEB, WIKI])
POET = iterate("tell", model("one two three", first=1.0, every=0.5))
FLAKY = call("again", tool("web", takes=1.0, fails=raises("ConnectionError", "reset"), returns="at last"))


async def at_once(tools):
    return await asyncio.gather(*(source.ainvoke("why") for source in tools))


async def in_turn(tools):
    return [await source.ainvoke("why") for source in tools]


async def tell(llm):
    async with aclosing(llm.astream("why")) as chunks:
        async for chunk in chunks:
            if chunk.content:
                yield chunk.content


async def again(source):
    try:
        return await source.ainvoke("why")
    except ConnectionError:
        return await source.ainvoke("why")


async def relay(items, out):
    async for item in items:
        await out(item)


async def forget(items, out):
    asyncio.get_running_loop().create_task(out(1))
    return 1


async def blocks(client, other):
    task = asyncio.create_task(other.ainvoke("why"))
    await asyncio.sleep(0.5)
    client("why")
    return await task


async def asks(llm):
    return (await llm.ainvoke("why")).content


answer_1 = "b"

HONEST = {
    "tools at once": GATHER,
    "tools in turn": call("in_turn", [WEB, WIKI]),
    "a seed": replace(GATHER, seed=3),
    "tokens": POET,
    "tokens of a sync model": iterate("tell", model("one two", first=1.0, every=0.5, native=False)),
    "a reader who has enough": POET.reading(take=2),
    "a reader who leaves": POET.reading(leave_at=1.75),
    "a reader who gives up": POET.reading(timeout=1.0),
    "a reader who dawdles": POET.reading(pace=5.0),
    "a call that is cancelled": GATHER.reading(leave_at=2.0),
    "a call that is given up": GATHER.reading(timeout=0.5),
    "an error on cue": FLAKY,
    "an error that comes out": call("at_once", [tool("web", fails=raises("KeyError", "x")), WIKI]),
    "items and a sink": call("relay", source([1, "two", [3]], every=1.0, closing=0.5), sink(takes=2.0)),
    "a sink that breaks": call("relay", source("a b c"), sink(fails=raises("BrokenPipeError"), after=1)),
    "a source that breaks": call("relay", source("a b", fails=raises("ConnectionError")), sink()),
    "a source without items": call("relay", source([]), sink()),
    "a sink of a reader's name": iterate("tell", model("x", name="reader")),
    "a task that is left": call("forget", source("a b"), sink(takes=9.0)),
    "a client that blocks": call("blocks", sdk("sdk", takes=4.0), tool("web", takes=1.0)),
    "a model that is awaited": call("asks", model("one two", first=1.0, every=0.5)),
    "a model that asks for tools": iterate("tell", model(reply("let me", tool_call("web", "x")), every=1.0)),
    "a model that fails at the end": iterate("tell", model(reply("a b", fails=raises("TimeoutError")), every=1.0)),
    "a variable": read("answer_1"),
    "no such variable": read("answer_2"),
    "no such function": call("nothing"),
    "times that are no whole ticks": iterate("tell", model("a b c d", first=1 / 3, every=0.1)),
    "two of one name": call("at_once", [tool("web", takes=3.0), tool("web", takes=1.0)]),
}


def performed(scenario):
    """The run as it comes back."""
    return from_json(to_json(perform(scenario, globals())))


@pytest.mark.parametrize("name", HONEST)
def test_what_really_happened_contradicts_nothing(name):
    """However it ended."""
    assert contradictions(HONEST[name], performed(HONEST[name])) == ()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::langchain_core._api.LangChainBetaWarning")
@pytest.mark.filterwarnings("ignore::langchain_core._api.LangChainDeprecationWarning")
def test_nothing_that_langchain_and_langgraph_do_contradicts_anything():
    """Graphs, retries, interrupts, cancellations, threads: every record hangs together."""
    for scenario in SCENARIOS.values():
        _, text = scenario.run()
        assert contradictions(call(scenario.name), from_json(text)) == (), scenario.name


# -- altered ------------------------------------------------------------------------------------------


def spans(run, name, **changes):
    """The run with the spans of that name changed."""
    return replace(run, spans=tuple(replace(s, **changes) if s.name == name else s for s in run.spans))


def call_of(run, name):
    """The call of a tool."""
    (found,) = run.find(name, "call")
    return found


def inside(run, parent):
    """The run with that parent for the call of "web"."""
    found = call_of(run, "web")
    return replace(run, spans=tuple(replace(s, parent=parent) if s is found else s for s in run.spans))


def shifted(run, name, seconds):
    """What a tool did, moved in time; the order of events stays."""
    moved = tuple(
        replace(s, start=s.start + seconds, end=None if s.end is None else s.end + seconds) if s.name == name else s
        for s in run.spans
    )
    return replace(run, spans=moved)


def marks(run, *, drop=0, **changes):
    """The run with its last mark "made" changed, and so many marks at its end left out."""
    made = [mark for mark in run.marks if mark.kind == "made"]
    kept = tuple(replace(m, **changes) if m is made[-1] and changes else m for m in run.marks)
    return replace(run, marks=kept[: len(kept) - drop])


def with_tokens(run, *texts):
    """The run, and in its order of events some more that the model made, at its end."""
    span = run.find("model", "stream")[0]
    last = span.last
    run = replace(run, **{kind: tuple(moved(e, last, len(texts)) for e in getattr(run, kind)) for kind in EVENTS})
    made = next(mark for mark in run.marks if (mark.name, mark.kind) == ("model", "made"))
    more = tuple(
        replace(made, time=span.end, seq=last + number, data={"text": text}) for number, text in enumerate(texts)
    )
    return replace(run, marks=(*run.marks, *more))


EVENTS = ("spans", "marks", "items")


def moved(event, after, by):
    """An event at a later place in the order."""
    names = [name for name in ("first", "last", "seq") if getattr(event, name, None) is not None]
    return replace(event, **{n: getattr(event, n) + by for n in names if getattr(event, n) >= after})


FORGED = {
    "it was quicker": (call("in_turn", [WEB, WIKI]), lambda r: replace(r, elapsed=3.0), "ended at 3 s"),
    "they overlapped": (call("in_turn", [WEB, WIKI]), lambda r: shifted(r, "wiki", -3.0), "time ran backwards"),
    "it took less": (GATHER, lambda r: spans(r, "web", start=1.0), "time ran backwards"),
    "a call ended early": (GATHER, lambda r: spans(r, "wiki", end=0.5), "“wiki” took 0.5 s"),
    "another seed": (replace(GATHER, seed=1), lambda r: replace(r, seed=2), "seed 2"),
    "no seed": (replace(GATHER, seed=1), lambda r: replace(r, seed=None), "seed None"),
    "no error after all": (
        call("at_once", [tool("web", fails=raises("KeyError"))]),
        lambda r: replace(r, ending=Ending.RETURNED),
        "and yet with an error",
    ),
    "an error from nowhere": (GATHER, lambda r: replace(r, ending=Ending.RAISED), "but without an error"),
    "a value of a stream": (POET, lambda r: replace(r, value="one two three"), "gave a value"),
    "a stream that is no stream": (POET, lambda r: replace(r, awaited=False), "nothing was awaited"),
    "items of a call": (GATHER, lambda r: replace(r, items=performed(POET).items), ""),
    "a variable that did things": (read("answer_1"), lambda r: replace(r, elapsed=1.0), "only a variable"),
    "it passed at the second call": (
        FLAKY,
        lambda r: replace(r, spans=tuple(replace(s, how=SpanEnd.DONE, error=None) for s in r.spans)),
        "call 1 of “web” went well",
    ),
    "no token has this text": (POET, lambda r: marks(r, data={"text": " ten"}), "' ten' at 2.5 s"),
    "a token came early": (POET, lambda r: marks(r, time=2.0), "' three' at 2 s"),
    "a token never came": (POET, lambda r: marks(r, drop=1), "stand there twice"),
    "three tokens more": (POET, lambda r: with_tokens(r, "a", "b", "c"), "'c' at 2.5 s"),
    "a token after its stream": (POET, lambda r: marks(r, span=None), "outside of its stream"),
    "tokens of a model that was awaited": (
        call("asks", model("one two")),
        lambda r: replace(r, marks=(replace(performed(POET).marks[0], seq=len(r.spans) * 2, span=1),)),
        "",
    ),
    "a reader who left for nothing": (POET, lambda r: replace(r, left_early=1.0), "had no reason to"),
    "a reader who left before": (
        POET.reading(leave_at=1.75),
        lambda r: replace(r, left_early=1.0),
        "left at 1 s, and had no reason to",
    ),
    "more than the reader takes": (POET.reading(take=1), lambda r: performed(POET), "the reader takes 1"),
    "a reader in a hurry": (POET.reading(pace=5.0), lambda r: performed(POET), "was read at 1.5 s and used at 1.5 s"),
    "an older child": (GATHER, lambda r: spans(r, "web", parent=99), "is inside of what had not begun"),
    "its own parent": (GATHER, lambda r: inside(r, call_of(r, "web").id), "is inside of what had not begun"),
    "two of one id": (GATHER, lambda r: spans(r, "wiki", id=1), "is number 1 where"),
    "the end before the beginning": (GATHER, lambda r: spans(r, "web", last=0), "ended before it began"),
    "open and ended": (GATHER, lambda r: spans(r, "web", how=SpanEnd.OPEN), "is open and has an end"),
    "done and failed": (GATHER, lambda r: spans(r, "web", error=Problem("E", "x")), "is done and has an error"),
    "a mark of nothing": (POET, lambda r: marks(r, span=77), "was marked in what had not begun"),
    "blocking later than the end": (
        GATHER,
        lambda r: replace(r, elapsed=1.0, blocking=(Blocking("sleep", 0.5, None, None),)),
        "it ended at 1 s",
    ),
    "nothing blocked, and all was late": (
        HONEST["a client that blocks"],
        lambda r: replace(r, blocking=()),
        "took 4.5 s",
    ),
    "a source read twice": (
        call("relay", source("a b"), sink()),
        lambda r: replace(
            r, spans=tuple(replace(s, kind="stream", name="source") if s.name == "sink" else s for s in r.spans)
        ),
        "“source” was begun 3 times",
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_cannot_have_happened_is_told(name):
    """A real run, altered by hand; what is said names what gives it away."""
    scenario, forge, says = FORGED[name]
    run = performed(scenario)
    assert contradictions(scenario, run) == ()
    said = contradictions(scenario, forge(run))
    assert said
    assert says in " ".join(said)


def test_the_run_of_another_scenario_is_told():
    """Slow tools do not become quick ones."""
    quick = call("at_once", [tool("web", takes=1.0), tool("wiki", takes=1.0)])
    assert contradictions(quick, performed(GATHER)) == ("“web” took 3 s",)


@pytest.mark.parametrize("ending", [Ending.HUNG, Ending.STOPPED, Ending.REFUSED, Ending.NOT_ATTEMPTED])
def test_a_run_that_earns_nothing_is_not_looked_at(ending):
    """A run that was given up in the middle holds what it holds."""
    assert contradictions(GATHER, replace(performed(POET), ending=ending)) == ()


def test_what_is_left_out_cannot_be_seen():
    """Known, and written down: nothing outside tells of a line that blocked, or of a task that was left."""
    run = performed(HONEST["a task that is left"])
    assert [(left.kind, left.name) for left in run.left] == [("task", "sink")]
    assert contradictions(HONEST["a task that is left"], replace(run, left=())) == ()


def test_an_empty_run_is_plausible_where_nothing_has_to_happen():
    """An answer that returns at once, without a look at its tools, is wrong and real."""
    assert contradictions(GATHER, Run(Ending.RETURNED, value=["ok", "ok"])) == ()


# -- event streaming -----------------------------------------------------------------------------------

TWO = (projection("messages.text", take=1), projection("values", pace=1.0))
FEED = events("feed", version="v3", projections=TWO)


def read_at_once(*items, projections=("messages.text", "values")):
    """A run in which items were read of projections: of each its name, when it came, and when it was used."""
    told, marks = [], []
    for name, came, used in items:
        told.append(Item("x", came, len(told) + len(marks), name))
        marks.append(Mark("reader", "used", used, len(told) + len(marks), data={"projection": name}))
    elapsed = max((used for *_, used in items), default=0.0)
    return Run(Ending.RETURNED, items=tuple(told), marks=tuple(marks), elapsed=elapsed, projections=projections)


def test_each_projection_has_a_reader_of_its_own():
    """Its items, its pace and what it takes are its own."""
    assert contradictions(FEED, read_at_once(("values", 0.0, 1.0), ("messages.text", 1.0, 1.0))) == ()


@pytest.mark.parametrize(
    ("run", "says"),
    [
        (read_at_once(("messages.text", 1.0, 1.0), ("messages.text", 2.0, 2.0)), "2 items were read, and the reader"),
        (read_at_once(("values", 0.0, 0.5)), "item 1 was read at 0 s and used at 0.5 s"),
        (read_at_once(("updates", 0.0, 0.0)), "of a projection that nobody reads"),
        (read_at_once(projections=("values",)), "the projections values were read, and others were asked for"),
    ],
)
def test_what_no_reader_of_projections_does_is_told(run, says):
    """More than it takes, faster than it is, and what was not asked for."""
    assert any(says in each for each in contradictions(FEED, run))
