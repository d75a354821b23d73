"""`astream_events`: one feed of everything that happens, in every version there is."""

import asyncio
import inspect

from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnableParallel

from asynclab.scenario.constructors import tool
from asynclab.scenario.live import live

from .models import chat
from .trace import MODERN_CORE, Trace, scenario

HAS_V3 = MODERN_CORE and "v3" in inspect.getsource(BaseChatModel.astream_events)


async def feed(trace: Trace, events, *kinds: str) -> None:
    async for event in events:
        if not kinds or event["event"] in kinds:
            trace(event["event"].removeprefix("on_"), event["name"])


@scenario(
    """
    0 chain_start RunnableSequence
    0 prompt_start ChatPromptTemplate
    0 prompt_end ChatPromptTemplate
    0 chat_model_start model
    1.1 chat_model_stream model
    1.1 parser_start StrOutputParser
    1.1 parser_stream StrOutputParser
    1.1 chain_stream RunnableSequence
    1.2 chat_model_stream model
    1.2 parser_stream StrOutputParser
    1.2 chain_stream RunnableSequence
    1.2 chat_model_end model
    1.2 parser_end StrOutputParser
    1.2 chain_end RunnableSequence
    """
)
async def events_of_a_chain(trace: Trace) -> None:
    """Tokens at 1 + 0.1 and 0.1 later; each passes through parser and chain at its instant."""
    chain = ChatPromptTemplate.from_template("{q}") | chat("a b", first=1, every=0.1) | StrOutputParser()
    await feed(trace, chain.astream_events({"q": "?"}, version="v2"))


@scenario(
    """
    0.1 chat_model_stream A
    0.15 chat_model_stream B
    0.2 chat_model_stream A
    0.3 chat_model_stream B
    0.3 chat_model_stream A
    0.3 chat_model_end A
    0.3 chat_model_end B
    """
)
async def events_of_parallel_models(trace: Trace) -> None:
    """A's tokens at 0.1, 0.2, 0.3, B's from a thread at 0.15, 0.3; of the tie at 0.3, the first to have
    begun its wait (B, at 0.15) is the first to be served."""
    branches = RunnableParallel(
        a=chat("a1 a2 a3", every=0.1, name="A"), b=chat("b1 b2", every=0.15, native=False, name="B")
    )
    await feed(trace, branches.astream_events("q", version="v2"), "on_chat_model_stream", "on_chat_model_end")


@scenario(
    """
    0 chat_model_start loud
    1 chat_model_stream loud
    1 chat_model_end loud
    """
)
async def events_filtered_by_tag(trace: Trace) -> None:
    """The feed of one model out of two, by its tag; its token comes after 1."""
    loud = chat("x", first=1, name="loud").with_config(tags=["show"])
    quiet = chat("y", first=0.5, name="quiet")
    feeds = RunnableParallel(loud=loud, quiet=quiet).astream_events("q", version="v2", include_tags=["show"])
    await feed(trace, feeds)


@scenario(
    """
    0 tool_start web
    1 tool_end web
    1 tool_start wiki
    3 tool_end wiki
    """
)
async def events_of_tools(trace: Trace) -> None:
    """An async tool of 1 and a sync one of 2, one after the other."""
    web, wiki = live(tool("web", takes=1)), live(tool("wiki", takes=2, style="sync"))

    async def ask(question: str) -> None:
        await web.ainvoke(question)
        await wiki.ainvoke(question)

    await feed(trace, RunnableLambda(ask).astream_events("q", version="v2"), "on_tool_start", "on_tool_end")


@scenario(
    """
    1 chat_model_stream model
    1 left
    """
)
async def events_left_early(trace: Trace) -> None:
    """Leaving the feed at its first token, at 1, ends what runs behind it: nothing is left alive."""
    events = chat("a b c", every=1).astream_events("q", version="v2")
    async for event in events:
        if event["event"] == "on_chat_model_stream":
            trace("chat_model_stream", event["name"])
            break
    await events.aclose()
    trace("left")
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


@scenario(
    """
    1.1 hello
    1.2  world
    1.2 hello world
    """,
    when=HAS_V3,
)
async def events_v3_of_a_model(trace: Trace) -> None:
    """The typed stream of version 3: the text as it grows, and the text as a whole."""
    stream = await chat("hello world", first=1, every=0.1).astream_events("q", version="v3")
    async for text in stream.text:
        trace(text)
    trace(await stream.text)


@scenario(
    """
    0.1 a
    0.2  b
    """,
    when=MODERN_CORE,
)
async def events_v1_still_work(trace: Trace) -> None:
    """The deprecated version 1 streams at the same times."""
    async for event in chat("a b", every=0.1).astream_events("q", version="v1"):
        if event["event"] == "on_chat_model_stream" and event["data"]["chunk"].content:
            trace(event["data"]["chunk"].content)
