"""Slips with what is read piece by piece: `async for`, `aclosing` and `anext` over something that is no stream."""

from __future__ import annotations

import re

from asynclab.expect.messages.diagnosis import Guess
from asynclab.expect.messages.slip_pattern import Slip
from asynclab.observe.run import Place, Problem

_TEXT = r"(str|\w*Message(Chunk)?)"
_COLLECTION = r"(list|tuple|dict(_\w+)?|set|frozenset|range|zip|map|filter|enumerate|reversed|list_iterator)"
_VALUE = "(list|tuple|dict|set|str|int|float|bool|bytes)"
_READ = r"'coroutine' object (has no attribute '(aclose|asend|__a\w+)'|is not an async iterator)|method, got coroutine"
_ONE_ANSWER = Guess(
    "`ainvoke` gives one answer, when all of it is there: nothing that could be read piece by piece.",
    "To read it as it comes, ask with `astream`. If the one answer is meant, `await` it, with nothing to close or to "
    "loop over.",
)
_YIELDS = (
    "If it is to be a stream, what gives it has to `yield` each piece: a function of yours; or a step of a chain, "
    "which with a `yield` in it is handed the pieces as they come, and without one all of it at once."
)

# The first that fits speaks.
STREAM_SLIPS = (
    Slip(
        "'async_generator' object has no attribute 'close'",
        "A stream that `async for` reads is closed by its `aclose()`, which is awaited; it has no `close()`.",
        "Write `async with aclosing(...)` in place of `with closing(...)`; by hand, `await stream.aclose()`.",
    ),
    Slip(
        "'(async_)?generator' object is not callable",
        "What stands before the brackets there is no function: it is a stream that has been made already.",
        "Take the brackets away, and read it as it is: `async for item in items:`, a plain generator with `for`.",
    ),
    Slip(
        rf"'({_VALUE}|\w*Message(Chunk)?)' object is not callable",
        "",  # a cell may have taken the name, which only the notebook knows
        "What stands before the brackets there is a value, and no function. If it is meant itself, take the brackets "
        "away; if a part of it, write square ones. If a function of that name is meant, look which line has given the "
        "name to a value.",
    ),
    Slip(_READ, _ONE_ANSWER.cause, _ONE_ANSWER.remedy, r"\.ainvoke\("),
    Slip(
        _READ,
        'Of this version, `astream_events` gives a coroutine; of `version="v2"`, a feed that is read with `async for`.',
        'Where a feed of events is to be read, write `version="v2"`.',
        r"\.astream_events\(",
    ),
    Slip(
        "'async for' requires an object with __aiter__ method, got generator",
        "In this Python, `as_completed` gives what a plain `for` goes over: awaitables, in the order in which they are "
        "done.",
        "Take a plain `for` in place of the `async for`, and `await each` inside.",
        r"\bas_completed\(",
    ),
    Slip(
        "'async for' requires an object with __aiter__ method, got generator",
        "`async for` reads an async generator, and this is a plain one, which cannot await anything.",
        "Take the async twin of the call (`astream` for `stream`), or write `async def` where it is defined. If it is "
        "to be gone over as it is, take a plain `for`.",
    ),
    Slip(
        "'async for' requires an object with __aiter__ method, got coroutine",
        "What is looped over there is a call that was not awaited.",
        "Await it first; or, if it is a function of yours that should be a stream, `yield` in it.",
    ),
    Slip(
        rf"'async for' requires an object with __aiter__ method, got {_COLLECTION}$",
        "What stands there is no stream: all of it is there already.",
        f"Go over it with a plain `for`, without `async`. {_YIELDS}",
    ),
    Slip(
        rf"'async for' requires an object with __aiter__ method, got {_TEXT}$"
        rf"|'{_TEXT}' object (has no attribute '(aclose|asend|__anext__)'|is not an async iterator)",
        "What stands there is a whole value, and no stream of pieces.",
        "If a chain hands it to this function: with a `yield` in it the function is handed the pieces as they come, "
        "and without one all of it at once. If a function of yours gives it: let that `yield` each piece.",
    ),
    Slip(
        "'aclosing' object (has no attribute|is not )|__aiter__ method, got aclosing",
        "`aclosing(...)` is entered, and what it closes in the end is what its `as` names.",
        "Write `async with aclosing(stream) as items:`, and read `items`.",
    ),
    Slip(
        "'async for' requires an object with __aiter__",
        "What is looped over there is not a stream.",
        "If it comes from a function of yours, make that an async generator: `async def`, and `yield` each item.",
    ),
)


def one_answer(problem: Problem | None, made: Place) -> Guess:
    """Guess of a coroutine that was read as a stream, where it was made by a call that gives one answer. made: the line
    that made it."""
    read = problem is not None and re.search(_READ, problem.message)
    return _ONE_ANSWER if read and ".ainvoke(" in made.text else Guess()
