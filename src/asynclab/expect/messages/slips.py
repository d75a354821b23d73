"""The slip of the pen behind an error: what its message, and the line it was raised at, give away."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from asynclab.expect.messages.crashes import leaves
from asynclab.expect.messages.diagnosis import WRAPPED, Guess
from asynclab.observe.error_kinds import PROGRAMMING
from asynclab.observe.run import Problem


@dataclass(frozen=True)
class Slip:
    """A slip with its cause and remedy. message, line: patterns, which the error's message and the student's line
    hold; of a slip without `line`, any line does."""

    message: str
    cause: str
    remedy: str
    line: str = ""

    def fits(self, problem: Problem) -> bool:
        """Return whether an error is of this slip."""
        text = problem.place.text if problem.place is not None else ""
        return bool(re.search(self.message, problem.message)) and bool(re.search(self.line, text))


COROUTINE_USED = "A coroutine was used as if it were its result."
AWAIT_TAKES_ALL = "The `await` there takes all of it, what stands behind the call's brackets as well."
NOT_AWAITED = Guess(
    COROUTINE_USED,
    "Put `await` before the call. Where it stands in a plain `def`, make that an `async def`.",
)
_CLOSED_IN_A_GROUP = Guess(
    "It was closed while it stood at a `yield` inside of a `TaskGroup`, which takes that for a failure of its block.",
    "Leave no `TaskGroup` around a `yield`: keep what `create_task` returns, and cancel it in a `finally`.",
)
_OF_A_GRAPH = (
    'Of a graph that names no `stream_mode`, the mode is `"updates"`: each item is a dict, the node and what it wrote. '
    '`stream_mode="messages"` gives pairs, the message and its metadata; a list of modes `(mode, chunk)`, '
    "and with `subgraphs=True` as well `(namespace, mode, chunk)`."
)
_NO_OTHER_LOOP = (
    "In an `async def`, `await` the call instead. In a plain `def` nothing can be awaited: let it be an `async def`, "
    "if who calls it awaits it, as a graph does with its nodes; else call the sync method, `invoke` for `ainvoke`."
)
_HANDED = r"\b(run_in_executor|to_thread|submit|Thread|call_soon|call_later)\("

# The first that fits speaks.
_SLIPS = (
    Slip(
        "'coroutine' object is not callable",
        "An `async def` was called, and its coroutine handed to a thread.",
        "It needs no thread: await it.",
        _HANDED,
    ),
    Slip(
        "object is not callable",
        "What is handed over there is the result of a call: the function had run already, right there in the loop, "
        "and held it for as long as it took.",
        "Hand over the function itself, and its arguments after it: `to_thread(search, query)`, and not "
        "`to_thread(search(query))`.",
        _HANDED,
    ),
    Slip(
        r"'\w*(Tool|Runnable|Lambda|Sequence|Parallel|Graph|Model)\w*' object is not callable",
        "A tool, a model or a graph is no function.",
        "Ask it with its method: `await tool.ainvoke(...)`.",
    ),
    Slip(
        "unhashable type: '(list|set|dict)'|Task got bad yield: <coroutine",
        "`gather` takes what it is to await one by one, and was given all of it as one thing.",
        "Put a star before it: `await asyncio.gather(*calls)`.",
        r"\bgather\((?!\*)",
    ),
    Slip(
        "a coroutine or an awaitable is required",
        "`gather` takes what it is to await one by one, and something that it was given is no awaitable.",
        "Several calls in one collection want a star before it, `gather(*calls)`; a function wants its brackets, as in "
        "`tool.ainvoke(query)`; a result needs no `gather`.",
        r"\bgather\((?!\*)",
    ),
    Slip(
        "a coroutine or an awaitable is required",
        "Something that `gather` was given is no awaitable: a function that was not called, or a result.",
        "Call the function, as in `gather(*[tool.ainvoke(query) for tool in tools])`; a result needs no `gather`.",
        r"\bgather\(\*",
    ),
    Slip(
        "Passing coroutines is forbidden, use tasks explicitly",
        "`asyncio.wait` takes tasks, and makes none of what it is given.",
        "Make one of each call: `[asyncio.create_task(each) for each in calls]`.",
    ),
    Slip(
        r"object (method|function|builtin_function_or_method) can't be used in 'await' expression",
        "What is awaited there is a function that was not called.",
        "Give it its brackets: `await function(...)`.",
    ),
    Slip(
        r"object async_generator can't be used in 'await' expression",
        "What is awaited there is an async generator, and that is read.",
        "Take the `await` away, and read it with `async for`.",
    ),
    Slip(
        r"'async_generator' object does not support the asynchronous context manager protocol",
        "An async generator is no context manager by itself: something has to close it.",
        "Put `contextlib.aclosing(...)` around it: `async with aclosing(stream) as items`.",
    ),
    Slip(
        r"'(TaskGroup|\w*Semaphore|Lock|Condition|Timeout|aclosing|AsyncExitStack|_Async\w*ContextManager)' object "
        "does not support the context manager protocol",
        "It is entered with `async with`, and `with` alone does not await.",
        "Write `async with`, in an `async def`.",
    ),
    Slip(
        r"object (list|tuple|set|dict|generator) can't be used in 'await' expression",
        "A collection is no awaitable: of calls, each has to be awaited; a result is there already.",
        "Of calls: `await asyncio.gather(*calls)`; before a result, take the `await` away.",
    ),
    Slip(
        r"object (str|int|float|bool|bytes|NoneType|\w*Message) can't be used in 'await' expression",
        "What is called there is a plain function: it has given its result already, and there is no awaitable.",
        "Take the `await` away; or, if it blocks, give it a thread: `await asyncio.to_thread(function, ...)`.",
    ),
    Slip(
        r"a coroutine was expected, got [\[({]",
        "`create_task` makes one task of one coroutine, and was given several.",
        "Make one of each: `[asyncio.create_task(each) for each in calls]`.",
    ),
    Slip(
        "a coroutine was expected, got <(_Gathering)?Future",
        "What is given to `create_task` there has been started already.",
        "Await it as it is.",
    ),
    Slip(
        "a coroutine was expected, got (?!<)",
        "What is given to `create_task` there is a result: it was awaited before, or a plain function gave it.",
        "Give it the call of an `async def`, without an `await`.",
    ),
    Slip(
        "object Future can't be used in 'await' expression",
        "What a pool's `submit` gives is a future of its own kind: threads wait for it, and no `await` does.",
        WRAPPED,
    ),
    Slip(
        "can't be used in 'await' expression",
        "What is awaited there is no awaitable.",
        "Await a coroutine or a task; an async generator is read with `async for`.",
    ),
    Slip(
        "'async for' requires an object with __aiter__ method, got generator",
        "`async for` reads an async generator, and this is a plain one: its every step blocks the event loop.",
        "Take the async twin of the call (`astream` for `stream`), or write `async def` where it is defined.",
    ),
    Slip(
        "'async for' requires an object with __aiter__ method, got coroutine",
        "What is looped over there is a call that was not awaited.",
        "Await it first; or, if it is a function of yours that should be a stream, `yield` in it.",
    ),
    Slip(
        "'async for' requires an object with __aiter__",
        "What is looped over there is not a stream.",
        "If it comes from a function of yours, make that an async generator: `async def`, and `yield` each item.",
    ),
    Slip(
        "async generator ignored GeneratorExit",
        "It went on to `yield` after its reader had left: in a `finally`, or behind an `except` around a `yield`.",
        "Do not yield there: clean up, and let the exit pass.",
    ),
    Slip(
        "async generator raised StopAsyncIteration",
        "`anext` came to the end of what it reads, and that error may not leave a generator.",
        "Read with `async for`, which ends there by itself, or give `anext` a second argument.",
    ),
    Slip(
        "only supports sync methods",
        "A plain function was given where an async one is awaited.",
        "Write `async def` where it is defined.",
    ),
    Slip(
        "'async_generator' object is not iterable",
        "An async generator is read with `async for`.",
        "Write `async for`, or `[x async for x in ...]`.",
    ),
    Slip(
        "' is not defined",
        "",
        "Look how it is spelt; or define it in a cell above this one, and run that cell.",
    ),
    Slip(
        "'coroutine' object has no attribute",
        AWAIT_TAKES_ALL,
        "Put brackets around the call and its `await`, as in `(await model.ainvoke(x)).content`.",
        r"\bawait [\w.]+\((?:[^()]|\([^()]*\))*\)\.\w+",
    ),
    Slip(
        "'coroutine'|<coroutine object |coroutine found",
        COROUTINE_USED,
        "Look where the value comes from: a call there lacks its `await`.",
        r"\bawait\b",
    ),
    Slip("'coroutine'|<coroutine object |coroutine found", NOT_AWAITED.cause, NOT_AWAITED.remedy),
    Slip(
        r"'(_asyncio\.)?Future'",
        "A future was used as if it were its result.",
        f"Put `await` before it. Of a pool's `submit`: {WRAPPED[0].lower()}{WRAPPED[1:]}",
    ),
    Slip(
        r"'(_GatheringFuture|(_asyncio\.)?Task)'|expected \w+ instance, (_GatheringFuture|Task|Future) found",
        "A task or a future was used as if it were its result.",
        "Put `await` before it, or `await asyncio.gather(...)` around several.",
    ),
    Slip(
        "Can't pickle|cannot pickle",
        "A pool of processes is sent what it is to run as text, and this cannot be written so.",
        "Take a pool of threads: `ThreadPoolExecutor`.",
        r"\brun_in_executor\(|\bsubmit\(",
    ),
    Slip(
        "a coroutine was expected",
        "`create_task` wants a coroutine, that is the call of an `async def`.",
        "Call the function: `create_task(work())`, not `create_task(work)`.",
    ),
    Slip(
        r"unsupported operand type\(s\) for \+: 'dict' and 'dict'",
        "`+`, and so `operator.add`, joins no dicts.",
        "`|` does, and `operator.or_`: there the later value of a key wins. Where both values count, write a function "
        "that joins them.",
    ),
    Slip(
        r"'StateGraph' object has no attribute '(a?invoke|a?stream\w*|a?batch\w*|get_\w+|with_\w+|name)'",
        "A graph has to be compiled before it can be run.",
        "Call its `compile()`: what that gives has `ainvoke`, `astream` and the rest.",
    ),
    Slip(
        "unknown node [`'\"](START|END)[`'\"]",
        "`START` and `END` are names of langgraph's, and in quotation marks they are names of nodes.",
        "Write them without quotation marks.",
    ),
    Slip(
        r"compile\(\) got an unexpected keyword argument 'max_concurrency'",
        "`max_concurrency` belongs into a config.",
        "Write `graph.compile().with_config(max_concurrency=...)`.",
    ),
    Slip(
        "'dict' object has no attribute",
        "What stands before the dot there is a dict, and its keys are no attributes.",
        'Read a key of it in brackets, as in `event["name"]`.',
    ),
    Slip(
        "'str' object has no attribute '(content|text|tool_calls|usage_metadata)'",
        "What stands before the dot there is a text: a tool that is asked with its arguments gives its bare answer.",
        "Take what stands behind the dot away. A model gives a message; and so does a tool that is asked with a whole "
        "tool call.",
    ),
    Slip(
        r"get_stream_writer\(\) takes 0 positional arguments",
        "What is called there is `get_stream_writer` itself.",
        "Call it first, without anything, and then what it gives: `say = get_stream_writer()`, `say(...)`.",
    ),
    Slip(
        r"\(\) (missing \d+ required|takes \d+) positional argument",
        "What is to be handed over there was called: its brackets run it.",
        "Hand over the function itself, without brackets.",
        r"\b(from_function|RunnableLambda|add_node)\(.*\w\(\)",
    ),
    Slip(
        "unknown node",
        "An edge begins or ends at a node that the graph does not have.",
        "Write the name as `add_node` has it: without one of its own, a node is called like its function.",
    ),
    Slip(
        r"'\w*Message(Chunk)?' object is not subscriptable",
        "What stands before the bracket there is a message, and its parts are attributes.",
        "Write `message.content`.",
    ),
    Slip(
        "'function' object has no attribute",
        "What stands before the dot there is a function that is not called.",
        "Call it, with brackets, or call it by itself: it has no such method.",
    ),
    Slip(
        "cannot access local variable '",
        "A function that gives a name a value, anywhere in it, has that name for itself, and at that line it has none: "
        "one outside of the function does not count, and that of an `except ... as` is gone after its block.",
        "Give it its value before that line, under a name that stays; or, if the one outside is meant, take another "
        "name for your own.",
    ),
    Slip(
        "attached to a different loop",
        "Something made on one event loop was used on another.",
        "Make it inside the function that uses it.",
    ),
    Slip(
        "is bound to a different event loop",
        "Something made outside, that an earlier event loop has waited for, was used on another.",
        "Make it inside the function that uses it: then it does not matter which cells ran before.",
    ),
    Slip(
        "too many values to unpack",
        "Each item has more parts than the line has names.",
        f"Write as many names as there are parts. {_OF_A_GRAPH}",
    ),
    Slip(
        "not enough values to unpack",
        "Each item has fewer parts than the line has names.",
        f"Write as many names as there are parts. {_OF_A_GRAPH}",
    ),
    Slip(
        "^[01]$",
        "What is read there is a dict, and no pair.",
        f"Look at one item. {_OF_A_GRAPH}",
        r"\w\[[01]\]",
    ),
    Slip(
        "tuple indices must be integers or slices, not str",
        "What is read there is a tuple, and no dict.",
        f"Take it apart first, into as many names as it has parts. {_OF_A_GRAPH}",
    ),
    Slip(
        "StopIteration interacts badly with generators",
        "`next` found no further item in a thread, and says so with an error that no `await` can carry.",
        "Give it a default: `await asyncio.to_thread(next, items, None)`.",
    ),
    Slip(
        "cannot be called from a running event loop",
        "`asyncio.run` was called where a loop is running already.",
        _NO_OTHER_LOOP,
    ),
    Slip(
        "This event loop is already running|There is no current event loop in thread",
        "`run_until_complete` needs a loop that does not run yet: here one runs already, and a thread has none.",
        _NO_OTHER_LOOP,
    ),
    Slip(
        "no running event loop",
        "Something of asyncio was called from a thread without a loop.",
        "Await it in an `async def`.",
    ),
    Slip(
        "Function must have a docstring",
        "LangChain describes a tool by the docstring of its function, and this one has none.",
        "Give it one, or pass `description=`.",
    ),
    Slip(
        "The tool's name is <function",
        "That `tool` is the course's, which describes a scripted tool, and is no decorator.",
        "Take LangChain's under another name: `from langchain_core.tools import tool as make_tool`.",
    ),
    Slip(
        "does not support sync invocation",
        "The sync method of an async tool was called.",
        "Await its `ainvoke`, in an `async def`: a node, a step and a tool may be one.",
    ),
)


# Of what was built: the error is raised where it is used, and that line is right.
_BUILT = (
    Slip(
        "not msgpack serializable: coroutine",
        "A node has put a coroutine into the state, which a checkpointer keeps.",
        "Put `await` before the call in that node.",
    ),
    Slip(
        "Can receive only one value per step",
        "Two branches wrote one key in the same step, and nothing says how to merge them.",
        "Give the key a reducer: `Annotated[list, operator.add]` joins lists; for what no operator joins as it should, "
        "take a function of your own, of what is there and what has come.",
    ),
    Slip(
        "Expected dict, got ",
        "LangGraph takes a dict there, with keys of the state in it: as a graph's input, and as what a node returns.",
        'Give it one, as in `{"key": value}`.',
    ),
    Slip(
        "'(async_)?generator' object has no attribute",
        "A function with a `yield` in it gives a generator, whatever else it does.",
        "Let it `return` what it should give.",
    ),
    Slip(
        r"\(\) (takes \d+ positional arguments? but|missing \d+ required positional argument)",
        "It is called with other arguments than its first line takes.",
        "Look who calls it: a graph calls a node with the state, a chain a step with what comes, a tool its function "
        "with the arguments by name.",
    ),
    Slip(
        "No checkpointer set|checkpointer=True cannot be used",
        "A thread of a graph is kept by its checkpointer, and this graph was compiled without one.",
        "Compile it with the one that you are given: `compile(checkpointer=...)`.",
    ),
    Slip(
        "Branch did not return a valid destination",
        "A conditional edge was given no node: its function gave None, as one without `return` does.",
        "Let it return a node's name or `END` on every way through it.",
    ),
    Slip(
        "Cannot invoke a coroutine function synchronously",
        "A step of it is an `async def` and nothing else, and `invoke` awaits nothing.",
        "Give the step both ways: `RunnableLambda(plain, afunc=awaited)`; or a plain `def` that calls `invoke`.",
    ),
)


# Names that a later Python brought, by what the error says they are missing from -> since when.
_SINCE = {
    ("Queue", "shutdown"): (3, 13),
    ("LifoQueue", "shutdown"): (3, 13),
    ("PriorityQueue", "shutdown"): (3, 13),
    ("asyncio", "QueueShutDown"): (3, 13),
    ("queue", "ShutDown"): (3, 13),
    ("asyncio", "eager_task_factory"): (3, 12),
    ("asyncio", "create_eager_task_factory"): (3, 12),
    ("itertools", "batched"): (3, 12),
    ("asyncio", "capture_call_graph"): (3, 14),
    ("asyncio", "print_call_graph"): (3, 14),
    ("concurrent.futures", "InterpreterPoolExecutor"): (3, 14),
}
_MISSING = (
    re.compile(r"'(?P<owner>[\w.]+)'(?: object)? has no attribute '(?P<name>\w+)'"),
    re.compile(r"cannot import name '(?P<name>\w+)' from '(?P<owner>[\w.]+)'"),
)


def _newer(message: str) -> Guess | None:
    """The guess for a name that this Python does not have yet."""
    for found in filter(None, (pattern.search(message) for pattern in _MISSING)):
        since = _SINCE.get((found["owner"], found["name"]))
        if since is not None and sys.version_info < since:
            return Guess(
                f"`{found['name']}` is new in Python {since[0]}.{since[1]}, and this is Python "
                f"{sys.version_info[0]}.{sys.version_info[1]}.",
                "Do without it, or use that Python.",
            )
    return None


def is_slip(problem: Problem) -> bool:
    """Return whether an error is that of a line which could never have worked, and no failure that a task is about."""
    return not problem.inner and (problem.type in PROGRAMMING or bool(likely(problem)))


def is_of_a_line(cause: str) -> bool:
    """Return whether a cause is that of a slip, and so of the line that the error was raised at."""
    return bool(cause) and any(slip.cause == cause for slip in _SLIPS)


def likely(problem: Problem) -> Guess:
    """Guess the slip behind an error that nobody wanted."""
    for leaf in leaves(problem):
        if newer := _newer(leaf.message):
            return newer
        for slip in (*_SLIPS, *_BUILT):
            if slip.fits(leaf):
                return Guess(slip.cause, slip.remedy)
    if any(leaf.type == "GeneratorExit" for leaf in leaves(problem) if leaf is not problem):
        return _CLOSED_IN_A_GROUP
    if problem.inner and any(leaf.type in PROGRAMMING for leaf in leaves(problem)):
        return Guess("One failing task ended its whole group.")
    if problem.inner:
        remedy = "If the task says what is to become of that error: catch it inside the task that may fail."
        return Guess("One failing task ended its whole group.", remedy)
    return Guess()
