"""Slips with calls of asyncio's own: what is awaited twice, what `wait` and its like take, and a second event loop."""

from __future__ import annotations

from asynclab.expect.messages.slip_pattern import Slip

_OF = r"^(wait_for|wait|shield|sleep|timeout|gather|as_completed|create_task|TaskGroup\.create_task|to_thread)"
_TAKES = (
    "`wait_for(call, seconds)`, `timeout(seconds)`, `wait(tasks, timeout=seconds)`, `shield(call)`, `sleep(seconds)`, "
    "`gather(*calls, return_exceptions=True)`, `create_task(call)`, `to_thread(function, argument)`."
)

# The first that fits speaks.
CALL_SLIPS = (
    Slip(
        "cannot reuse already awaited coroutine",
        "A coroutine runs once, and this one had been awaited to its end.",
        "Keep what the first `await` gave, and use that. If it is to be done again, call the function again; if "
        "several are to wait for one call, make a task of it, which they may all await.",
    ),
    Slip(
        "coroutine is being awaited already",
        "Two await one coroutine at the same time, which only one can.",
        "Make a task of it, `task = asyncio.create_task(...)`: several can await that, and again.",
    ),
    Slip(
        r"cannot reuse already awaited (asend|athrow|aclose|__anext__)|cannot reuse already awaited a\w+\(\)",
        "What `anext(...)`, `asend(...)` and `aclose()` give can be awaited once.",
        "Call it anew for each `await`.",
    ),
    Slip(
        r"aclose\(\): asynchronous generator is already running",
        "It is closed while somebody still reads it: another task waits for its next item.",
        "Cancel the task that reads it, and await that; close it only then, or let that task close it: `async with "
        "contextlib.aclosing(...)` around its loop.",
    ),
    Slip(
        "asynchronous generator is already running",
        "Two ask one async generator for an item at the same time, which only one can.",
        "Let one read it, and hand the items on, through an `asyncio.Queue` for instance.",
    ),
    Slip(
        r"expect a list of futures, not |expect an iterable of futures, not ",
        "It takes several tasks in a collection, and was given a single thing.",
        "Put it into a set, `asyncio.wait({task})`; to wait for one and have its result, `await` it.",
    ),
    Slip(
        "Set of Tasks/Futures is empty",
        "`asyncio.wait` was given nothing to wait for, which it refuses.",
        "Call it only where there is something, as in `if tasks:`.",
    ),
    Slip(
        rf"{_OF}\(\) (missing|takes|got an unexpected|got multiple)",
        "It is not called as asyncio has it.",
        f"These take: {_TAKES}",
        r"\basyncio\.\w+\(|\.create_task\(",
    ),
    Slip(
        "Cannot run the event loop while another loop is running",
        "An event loop is running in this thread already, and no second one can.",
        "In an `async def`, `await` the call: the loop that runs does the rest. In a plain `def` nothing can be "
        "awaited: let it be an `async def`, if who calls it awaits it.",
    ),
    Slip(
        "'(list|tuple|set)' object is not a mapping",
        "`RunnableParallel` takes a dict, which gives each branch a name.",
        "Make one: `RunnableParallel({str(n): each for n, each in enumerate(branches)})`. Its answer is a dict, too.",
        r"\bRunnable(Parallel|Map)\(",
    ),
    Slip(
        r"argument after \*\* must be a mapping, not NoneType",
        "A config is one argument, and the stars take it apart.",
        "Hand it on as it is, without the stars: `ainvoke(x, config)`, `astream(x, config)`.",
        r"\.a?(invoke|stream|stream_events|batch)\(.*\*\*config\b",
    ),
    Slip(
        "'NoneType' object is not a mapping",
        "What `**` is to take apart there is None, and no dict.",
        "What may be left out is None then: `{**(config or {}), ...}`.",
        r"\*\*",
    ),
    Slip(
        r"unsupported operand type\(s\) for \+=?: ('NoneType' and|'\w+' and 'NoneType')",
        "One of the two is None: a name that was begun so, what a function without `return` gives, or what `get` finds "
        "nothing for.",
        'Begin it as what is added to it: `""` for text, `0` for a number, `[]` for a list.',
    ),
)
