"""Slips with what is awaited: `await`, `gather` and tasks, async generators, threads and event loops."""

from __future__ import annotations

from asynclab.expect.messages.diagnosis import WRAPPED, Guess
from asynclab.expect.messages.of_tasks.stream_slips import STREAM_SLIPS
from asynclab.expect.messages.slip_pattern import Slip

COROUTINE_USED = "A coroutine was used as if it were its result."
AWAIT_TAKES_ALL = "The `await` there takes all of it, what stands behind the call's brackets as well."
NOT_AWAITED = Guess(
    COROUTINE_USED,
    "Put `await` before the call. Where it stands in a plain `def`, make that an `async def`.",
)
_NO_OTHER_LOOP = (
    "In an `async def`, `await` the call instead. In a plain `def` nothing can be awaited: let it be an `async def`, "
    "if who calls it awaits it, as a graph does with its nodes; else call the sync method, `invoke` for `ainvoke`."
)
_HANDED = r"\b(run_in_executor|to_thread|submit|Thread|call_soon|call_later)\("
_TO_RUN = r"\b((to_thread|submit|Thread|call_soon)\(|(run_in_executor|call_later)\([^(,]+,)\s*(target=)?[\w.]+"

_COROUTINE = r"^(?!Expected dict, got )(?s:.*)('coroutine'|<coroutine object |coroutine found)"  # a node's is another

_STEP = "(async_generator_asend|async_generator_athrow|anext_awaitable)"

# The first that fits speaks.
AWAITING_SLIPS = (
    Slip(
        "'coroutine' object is not callable",
        "An `async def` was called, and its coroutine handed to a thread.",
        "It needs no thread: await it.",
        _HANDED,
    ),
    Slip(
        "'NoneType' object is not callable",
        "What is handed over there is None: a tool that is made of an `async def` has no `func`.",
        "Ask the tool itself, without a thread: `await tool.ainvoke(...)`.",
        rf"{_TO_RUN}\.func\b",
    ),
    Slip(
        "object is not callable",
        "What is handed over there is the result of a call: the function had run already, right there in the loop, "
        "and held it for as long as it took.",
        "Hand over the function itself, and its arguments after it: `to_thread(search, query)`, and not "
        "`to_thread(search(query))`.",
        rf"{_TO_RUN}\(",
    ),
    Slip(
        r"'\w*(Tool|Runnable|Lambda|Sequence|Parallel|Graph|Model)\w*' object is not callable",
        "A tool, a model or a graph is no function.",
        "Ask it with its method: `await tool.ainvoke(...)`.",
    ),
    Slip(
        "object is not callable",
        "What is handed over there cannot be called, and a function is wanted.",
        "Hand over the function itself, without its brackets, and its arguments after it: `to_thread(search, query)`.",
        _HANDED,
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
        rf"'{_STEP}'|got <{_STEP}|{_STEP} found",
        "`anext(...)` gives what has to be awaited, and so do an async generator's `asend` and `aclose`.",
        "Put `await` before that call.",
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
        r"object NoneType can't be used in 'await' expression",
        "`asyncio.sleep` is not asyncio's own any more: a line that was run has put something else there.",
        "Take that line out, and restart the kernel.",
        r"^await asyncio\.sleep\((?!.*\bawait\b)",
    ),
    Slip(
        r"object NoneType can't be used in 'await' expression",
        "`time.sleep` gives nothing to await: it sleeps right there, and the event loop with it.",
        "Write `await asyncio.sleep(...)`, with the same seconds.",
        r"^(?!.*\bawait\b.*\bawait\b).*\bawait time\.sleep\(",
    ),
    Slip(
        r"object (str|int|float|bool|bytes|NoneType|\w*Message) can't be used in 'await' expression",
        "What stands behind that `await` is a value already: a plain function gave it, or it was one all along.",
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
        r"object (TaskGroup|Timeout|aclosing|AsyncExitStack|_AsyncGeneratorContextManager) can't be used in 'await'",
        "It is entered, and not awaited: what it is for stands in its block.",
        "Write `async with`, as in `async with aclosing(stream):`, and what belongs to it in the lines below.",
    ),
    Slip(
        r"object (Lock|RLock|Condition|\w*Semaphore) can't be used in 'await'",
        "It is no awaitable by itself: it is entered, and let go of at the end of the block.",
        "Write `async with` it, and what it guards in the lines below.",
    ),
    Slip(
        r"object (Event|Barrier|\w*Queue) can't be used in 'await'",
        "It is no awaitable by itself: what its methods give is.",
        "Call the one that is meant: `await event.wait()`, `await queue.get()`.",
    ),
    Slip(
        "^Task cannot await on itself",
        "What is awaited there is the task that this line runs in, as `asyncio.current_task()` gives it: it does not "
        "end before this line does.",
        "Await another one, that `asyncio.create_task(...)` has made; or take the `await` away.",
    ),
    Slip(
        r"object \w*(Tool|Runnable|Lambda|Sequence|Parallel|Graph|Model|Chat)\w* can't be used in 'await'",
        "A tool, a model or a graph is no awaitable by itself: what its methods give is.",
        "Ask it: `await tool.ainvoke(...)`.",
    ),
    Slip(
        "can't be used in 'await' expression",
        "What is awaited there is no awaitable.",
        "Await a coroutine or a task; an async generator is read with `async for`.",
    ),
    *STREAM_SLIPS,
    Slip(
        "async generator ignored GeneratorExit",
        "It went on to `yield` after its reader had left: in a `finally`, or behind an `except` around a `yield`.",
        "Do not yield there: clean up, and let the exit pass.",
    ),
    Slip(
        "generator raised Stop(Async)?Iteration",
        "A generator may not raise that: whoever reads it is told its end by the generator's own.",
        "Write `return` in its place.",
        r"^raise Stop(Async)?Iteration\b",
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
        "Expected a Runnable, callable or dict.*<class 'coroutine'>",
        "What is handed over there was called: of an `async def` that makes a coroutine.",
        "Hand over the function itself, without the last brackets.",
    ),
    Slip(
        "'coroutine' object has no attribute",
        AWAIT_TAKES_ALL,
        "Put brackets around the call and its `await`, as in `(await model.ainvoke(x)).content`.",
        r"\bawait [\w.]+\((?:[^()]|\([^()]*\))*\)\.\w+",
    ),
    Slip(
        _COROUTINE,
        COROUTINE_USED,
        "Look where the value comes from: a call there lacks its `await`.",
        r"\bawait\b",
    ),
    Slip(_COROUTINE, NOT_AWAITED.cause, NOT_AWAITED.remedy),
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
)
