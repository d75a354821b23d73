"""Chat models: streaming, threads under sync-only ones, batches, fallbacks, and leaving early."""

import asyncio

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.rate_limiters import InMemoryRateLimiter

from asynclab import lab
from asynclab.scenario.constructors import model, raises, reply, tool_call
from asynclab.scenario.live import live

from .trace import Trace, scenario, short


def chat(*replies, **latencies):
    return live(model(*replies, **latencies))


async def read(trace: Trace, stream) -> None:
    async for chunk in stream:
        trace(short(chunk))


@scenario(
    """
    1.1 'hello'
    1.2 ' big'
    1.3 ' world'
    """
)
async def model_astream(trace: Trace) -> None:
    """The first token after 1 + 0.1, and one each 0.1 from then on."""
    await read(trace, chat("hello big world", first=1, every=0.1).astream("q"))


@scenario(
    """
    1.1 'hello'
    1.2 ' big'
    1.3 ' world'
    """
)
async def model_astream_sync_only(trace: Trace) -> None:
    """A provider without async methods streams from a thread, at the same times."""
    await read(trace, chat("hello big world", first=1, every=0.1, native=False).astream("q"))


@scenario(
    """
    0 'hello'
    0 ' '
    0 'world'
    """
)
async def langchains_fake_model_astream(trace: Trace) -> None:
    """LangChain's own fake takes no time."""
    await read(trace, GenericFakeChatModel(messages=iter([AIMessage("hello world")])).astream("q"))


@scenario(
    """
    1.3 'hello big world'
    2.6 'hello big world'
    """
)
async def model_ainvoke_native_and_sync_only(trace: Trace) -> None:
    """A whole answer takes first + tokens * every = 1.3, natively and in a thread."""
    for native in (True, False):
        trace(short(await chat("hello big world", first=1, every=0.1, native=native).ainvoke("q")))


@scenario("3 ['a', 'a', 'a', 'a', 'a']")
async def model_abatch_with_max_concurrency(trace: Trace) -> None:
    """Five answers of a second each, two at a time: three rounds."""
    trace(short(await chat("a", first=1).abatch(["q"] * 5, {"max_concurrency": 2})))


@scenario(
    """
    1.5 'one'
    1.5 upstream was closed
    """
)
async def model_astream_left_early(trace: Trace) -> None:
    """Closing the stream after its first token closes the model's at once."""
    stream = chat("one two three", first=1, every=0.5).astream("q")
    trace(short(await anext(stream)))
    await stream.aclose()
    trace("upstream was closed")


@scenario(
    """
    1.5 'one'
    2 gave up
    """
)
async def model_astream_with_a_timeout(trace: Trace) -> None:
    """Tokens at 1.5, 2.5, ...: a deadline at 2 lets one through and cuts the wait for the second."""
    try:
        async with asyncio.timeout(2):
            await read(trace, chat("one two", first=0.5, every=1).astream("q"))
    except TimeoutError:
        trace("gave up")


@scenario(
    """
    0.5 0 'x'
    1 1 'x'
    1.5 2 'x'
    2 3 'x'
    """
)
async def rate_limiter(trace: Trace) -> None:
    """Two requests a second, looked at each 0.1: the bucket is empty at first, gains 0.2 a look, and has one at 0.5."""
    limiter = InMemoryRateLimiter(requests_per_second=2, check_every_n_seconds=0.1, max_bucket_size=1)
    limited = GenericFakeChatModel(messages=iter([AIMessage("x")] * 4), rate_limiter=limiter)

    async def ask(number: int) -> None:
        trace(number, short(await limited.ainvoke("q")))

    await asyncio.gather(*map(ask, range(4)))


@scenario("3 'backup'")
async def model_with_fallbacks(trace: Trace) -> None:
    """The first fails after 1, its fallback after 1, the next answers in 1."""
    failing = [chat(raises("ConnectionError"), first=1), chat(raises("ValueError"), first=1)]
    trace(short(await failing[0].with_fallbacks([failing[1], chat("backup", first=1)]).ainvoke("q")))


@scenario(
    """
    2.5 'back'
    3 ' up'
    """
)
async def model_with_fallbacks_streamed(trace: Trace) -> None:
    """A model that fails before its first token (at 1) is replaced by one whose tokens come 1 + 0.5 later."""
    broken = chat(raises("ConnectionError"), first=1)
    await read(trace, broken.with_fallbacks([chat("back up", first=1, every=0.5)]).astream("q"))


@scenario(
    """
    1 'so'
    1 ConnectionError: reset
    """
)
async def model_that_breaks_off(trace: Trace) -> None:
    """The token comes after 1, and the error at once after it."""
    try:
        await read(trace, chat(reply("so", fails=raises("ConnectionError", "reset")), every=1).astream("q"))
    except ConnectionError as error:
        trace("ConnectionError:", error)


@scenario(
    """
    0.5 ''
    1 'found it'
    """
)
async def model_that_calls_a_tool(trace: Trace) -> None:
    """One chunk holds all tool calls; the next reply is the answer."""
    asking = chat(tool_call("web", "cats"), reply(["found it"]), every=0.5)
    async for chunk in asking.astream("q"):
        trace(repr(chunk.content))
        assert chunk.tool_calls[0]["args"] == {"query": "cats"}
    trace(short(await asking.ainvoke("q")))


@scenario(
    """
    0.2 one
    0.4 two
    0.6 three
    """
)
async def chain_of_prompt_model_parser(trace: Trace) -> None:
    """A chain streams what its model streams, at the model's times."""
    chain = ChatPromptTemplate.from_template("{q}") | chat("one two three", every=0.2) | StrOutputParser()
    async for text in chain.astream({"q": "?"}):
        trace(text.strip())


class Listener(BaseCallbackHandler):
    """A handler with sync methods, that LangChain calls in a thread."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    def on_llm_new_token(self, token: str, **kwargs: object) -> None:
        self.trace("token", token)

    def on_llm_end(self, *args: object, **kwargs: object) -> None:
        self.trace("end")

    def on_chat_model_start(self, *args: object, **kwargs: object) -> None:
        self.trace("start")


@scenario(
    """
    0 start
    0.1 token a
    0.1 'a'
    0.2 token  b
    0.2 ' b'
    0.2 end
    """
)
async def sync_callback_handler_in_a_thread(trace: Trace) -> None:
    """Each token is told before it is given."""
    async for chunk in chat("a b", every=0.1).astream("q", {"callbacks": [Listener(trace)]}):
        if chunk.content:
            trace(short(chunk))
    assert lab.in_run()
