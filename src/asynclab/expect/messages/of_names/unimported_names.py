"""Names that are not imported: Python's modules, and what they, LangChain and LangGraph are asked for most."""

from __future__ import annotations

import re
import sys

from asynclab.expect.messages.diagnosis import Guess
from asynclab.observe.run import Problem

_MISSING = re.compile(r"^name '(\w+)' is not defined")
_OFFERED = {
    "asyncio": "BoundedSemaphore CancelledError Event Lock Queue QueueEmpty QueueFull QueueShutDown Semaphore "
    "TaskGroup as_completed create_task ensure_future gather get_running_loop run_coroutine_threadsafe shield "
    "to_thread wait_for",
    "collections": "Counter OrderedDict defaultdict deque namedtuple",
    "collections.abc": "AsyncGenerator AsyncIterable AsyncIterator Awaitable Coroutine",
    "concurrent.futures": "ProcessPoolExecutor ThreadPoolExecutor",
    "contextlib": "AsyncExitStack ExitStack aclosing asynccontextmanager contextmanager nullcontext suppress",
    "contextvars": "ContextVar copy_context",
    "dataclasses": "asdict dataclass",
    "functools": "cache lru_cache partial wraps",
    "langchain_core.callbacks": "AsyncCallbackHandler BaseCallbackHandler adispatch_custom_event dispatch_custom_event",
    "langchain_core.messages": "AIMessage AIMessageChunk HumanMessage SystemMessage ToolMessage",
    "langchain_core.output_parsers": "JsonOutputParser StrOutputParser",
    "langchain_core.prompts": "ChatPromptTemplate PromptTemplate",
    "langchain_core.runnables": "RunnableConfig RunnableGenerator RunnableLambda RunnableParallel RunnablePassthrough "
    "RunnableSequence RunnableBranch",
    "langchain_core.tools": "BaseTool StructuredTool ToolException",
    "langgraph.checkpoint.memory": "InMemorySaver MemorySaver",
    "langgraph.config": "get_stream_writer",
    "langgraph.graph": "END START MessagesState StateGraph add_messages",
    "langgraph.prebuilt": "ToolNode create_react_agent",
    "langgraph.types": "Command RetryPolicy Send StreamWriter interrupt",
    "langsmith": "traceable",
    "pydantic": "BaseModel ValidationError",
    "time": "monotonic perf_counter",
    "typing": "Annotated Any Literal NamedTuple Optional Protocol TypedDict Union",
}
_HOME = {name: module for module, names in _OFFERED.items() for name in names.split()}


def how_to_import(name: str) -> str:
    """Return the line that imports a name; "" for one that is none of these."""
    if name in sys.stdlib_module_names and not name.startswith("_"):
        return f"import {name}"
    return f"from {_HOME[name]} import {name}" if name in _HOME else ""


def unimported_name(problem: Problem) -> Guess:
    """Guess of a name that is not defined, where that is a thing to import."""
    found = _MISSING.match(problem.message) if problem.type == "NameError" else None
    line = how_to_import(found[1]) if found is not None else ""
    if not line:
        return Guess()
    return Guess(remedy=f"If Python's or a library's is meant, import it in the cell, above that line: `{line}`.")
