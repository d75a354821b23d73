"""Errors of a student's code in a student's words."""

from __future__ import annotations

from collections.abc import Iterator

from asynclab.expect.messages.diagnosis import Guess
from asynclab.observe.run import Problem

# What a message contains -> what was meant. The first that fits speaks.
_SLIPS = (
    (
        "can't be used in 'await' expression",
        "What is awaited there is no awaitable.",
        "Await a coroutine or a task; an async generator is read with `async for`.",
    ),
    (
        "'async for' requires an object with __aiter__",
        "What is looped over there is no async iterator.",
        "Await the call first, or use a plain `for`.",
    ),
    (
        "'async_generator' object is not iterable",
        "An async generator is read with `async for`.",
        "Write `async for`, or `[x async for x in ...]`.",
    ),
    ("'coroutine' object", "A coroutine was used as if it were its result.", "Put `await` before the call."),
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
        "cannot be called from a running event loop",
        "`asyncio.run` was called where a loop is running already.",
        "Use `await` instead.",
    ),
    (
        "no running event loop",
        "Something of asyncio was called from a thread without a loop.",
        "Await it in an `async def`.",
    ),
    ("does not support sync invocation", "The sync method of an async tool was called.", "Await its `ainvoke`."),
)


def tells(problem: Problem | None) -> str:
    """The error as "`ValueError`: no such tool."; the members of a group after it."""
    if problem is None:
        return "no error was recorded."
    message = problem.message.strip()
    text = f"`{problem.type}`" + (f": {message[:300]}" if message else "")
    inner = [leaf for leaf in leaves(problem) if leaf is not problem]
    if inner:
        text += " (" + "; ".join(f"`{leaf.type}`: {leaf.message[:120]}" for leaf in inner[:3]) + ")"
    return text if text.endswith((".", "!", "?")) else f"{text}."


def leaves(problem: Problem) -> Iterator[Problem]:
    """The errors inside nested groups; the error itself where it is no group."""
    if not problem.inner:
        yield problem
    for inner in problem.inner:
        yield from leaves(inner)


def says(problem: Problem, text: str) -> bool:
    """True if the message contains a text."""
    return text in problem.message


def likely(problem: Problem) -> Guess:
    """The slip behind an error that nobody wanted."""
    for leaf in leaves(problem):
        for part, cause, remedy in _SLIPS:
            if part in leaf.message:
                return Guess(cause, remedy)
    if problem.inner:
        return Guess("One failing task ended its whole group.", "Catch the error inside the task that may fail.")
    return Guess()
