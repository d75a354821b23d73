"""Errors of a student's code in a student's words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Problem, Run
from asynclab.observe.seconds import seconds

# What a message contains -> what was meant. The first that fits speaks.
_NOT_AWAITED = ("A coroutine was used as if it were its result.", "Put `await` before the call.")
_SLIPS = (
    (
        "can't be used in 'await' expression",
        "What is awaited there is no awaitable.",
        "Await a coroutine or a task; an async generator is read with `async for`.",
    ),
    (
        "'async for' requires an object with __aiter__ method, got generator",
        "`async for` reads an async generator, and this is a plain one: its every step blocks the event loop.",
        "Take the async twin of the call (`astream` for `stream`), or write `async def` where it is defined.",
    ),
    (
        "'async for' requires an object with __aiter__ method, got coroutine",
        "What is looped over there is a call that was not awaited.",
        "Await it first; or, if it is a function of yours that should be a stream, `yield` in it.",
    ),
    (
        "'async for' requires an object with __aiter__",
        "What is looped over there is not a stream.",
        "If it comes from a function of yours, make that an async generator: `async def`, and `yield` each item.",
    ),
    (
        "async generator ignored GeneratorExit",
        "It went on to `yield` after its reader had left: in a `finally`, or behind an `except` around a `yield`.",
        "Do not yield there: clean up, and let the exit pass.",
    ),
    (
        "async generator raised StopAsyncIteration",
        "`anext` came to the end of what it reads, and that error may not leave a generator.",
        "Read with `async for`, which ends there by itself, or give `anext` a second argument.",
    ),
    (
        "only supports sync methods",
        "A plain function was given where an async one is awaited.",
        "Write `async def` where it is defined.",
    ),
    (
        "'async_generator' object is not iterable",
        "An async generator is read with `async for`.",
        "Write `async for`, or `[x async for x in ...]`.",
    ),
    (
        "' is not defined",
        "",
        "Look how it is spelt; or define it in a cell above this one, and run that cell.",
    ),
    ("'coroutine'", *_NOT_AWAITED),
    ("<coroutine object ", *_NOT_AWAITED),
    (
        "a coroutine was expected",
        "`create_task` wants a coroutine, that is the call of an `async def`.",
        "Call the function: `create_task(work())`, not `create_task(work)`.",
    ),
    (
        "Can receive only one value per step",
        "Two branches wrote one key in the same step, and nothing says how to merge them.",
        "Give the key a reducer: `Annotated[list, operator.add]`.",
    ),
    (
        "attached to a different loop",
        "Something made on one event loop was used on another.",
        "Make it inside the function that uses it.",
    ),
    (
        "is bound to a different event loop",
        "Something made outside, that an earlier event loop has waited for, was used on another.",
        "Make it inside the function that uses it: then it does not matter which cells ran before.",
    ),
    (
        "too many values to unpack",
        "Each item has more parts than the line has names.",
        "A graph's stream gives `(mode, chunk)` for a list of modes, and `(namespace, mode, chunk)` with "
        "`subgraphs=True` as well: write as many names.",
    ),
    (
        "not enough values to unpack",
        "Each item has fewer parts than the line has names.",
        "A graph's stream gives the chunk alone for one mode, `(mode, chunk)` for a list of modes, and only with "
        "`subgraphs=True` as well `(namespace, mode, chunk)`: write as many names.",
    ),
    (
        "StopIteration interacts badly with generators",
        "`next` found no further item in a thread, and says so with an error that no `await` can carry.",
        "Give it a default: `await asyncio.to_thread(next, items, None)`.",
    ),
    (
        "cannot be called from a running event loop",
        "`asyncio.run` was called where a loop is running already.",
        "Use `await` instead.",
    ),
    (
        "no running event loop",
        "Something of asyncio was called from a thread without a loop.",
        "Await it in an `async def`.",
    ),
    (
        "Function must have a docstring",
        "LangChain describes a tool by the docstring of its function, and this one has none.",
        "Give it one, or pass `description=`.",
    ),
    ("does not support sync invocation", "The sync method of an async tool was called.", "Await its `ainvoke`."),
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


def tells(problem: Problem | None) -> str:
    """Return the error as "`ValueError`: no such tool."; the members of a group after it."""
    if problem is None:
        return "no error was recorded."
    message = problem.message.strip()
    text = f"`{problem.type}`" + (f": {message[:300]}" if message else "")
    inner = [leaf for leaf in leaves(problem) if leaf is not problem]
    if inner:
        text += " (" + "; ".join(f"`{leaf.type}`: {leaf.message[:120]}" for leaf in inner[:3]) + ")"
    return text if text.endswith((".", "!", "?")) else f"{text}."


def leaves(problem: Problem) -> Iterator[Problem]:
    """Yield the errors inside nested groups; the error itself where it is not a group."""
    if not problem.inner:
        yield problem
    for inner in problem.inner:
        yield from leaves(inner)


@dataclass(frozen=True)
class ErrorParts:
    """What an error of the lab's says, in the parts of a failure."""

    seen: str
    cause: str = ""
    remedy: str = ""


_LIKELY = re.compile(r"\s*Likely cause: (?P<cause>.*?[.!?])(?:\s+(?P<remedy>\S.*))?\s*\Z", re.DOTALL)


def likely_cause_apart(message: str) -> ErrorParts:
    """Return the parts of a message that ends in its likely cause and what to do."""
    found = _LIKELY.search(message)
    if found is None:
        return ErrorParts(message)
    cause = found["cause"]
    return ErrorParts(message[: found.start()], f"Likely {cause}", found["remedy"] or "")


def says(problem: Problem, text: str) -> bool:
    """Return whether the message contains a text."""
    return text in problem.message


# What a slip of the pen raises; no task asks for them.
_PROGRAMMING = frozenset(
    "NameError UnboundLocalError AttributeError TypeError ImportError ModuleNotFoundError RecursionError".split()
)


def is_slip(problem: Problem) -> bool:
    """Return whether an error is that of a line which could never have worked, and no failure that a task is about."""
    return not problem.inner and (problem.type in _PROGRAMMING or bool(likely(problem)))


def passed_on(run: Run) -> Guess:
    """Guess of an error that nobody wanted: a scripted call raised it, and nothing caught it."""
    problem = run.problem
    if problem is None:
        return Guess()
    for span in (each for each in run.spans if each.kind in ("call", "stream")):
        if span.error is not None and (span.error.type, span.error.message) == (problem.type, problem.message):
            return Guess(
                f"{code(span.name)} failed with it at {seconds(span.end)}, and nothing caught it on its way.",
                "Catch it where that call is made, if the task says what is to become of it.",
            )
    return Guess()


def likely(problem: Problem) -> Guess:
    """Guess the slip behind an error that nobody wanted."""
    for leaf in leaves(problem):
        if newer := _newer(leaf.message):
            return newer
        for part, cause, remedy in _SLIPS:
            if part in leaf.message:
                return Guess(cause, remedy)
    if problem.inner:
        return Guess("One failing task ended its whole group.", "Catch the error inside the task that may fail.")
    return Guess()
