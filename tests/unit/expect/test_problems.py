"""The slip behind an error, where it is known."""

from __future__ import annotations

import asyncio
import sys

import pytest

from asynclab import lab
from asynclab.expect.messages.crashes import ErrorParts, likely, likely_cause_apart
from asynclab.observe import Problem

UNPACKED = {2: "too many values to unpack (expected 2)", 3: "not enough values to unpack (expected 3, got 2)"}


@pytest.mark.parametrize("message", UNPACKED.values())
def test_triples_and_pairs_of_a_graphs_stream_are_explained(message: str) -> None:
    """`subgraphs=True` with several modes gives three parts, which a line for two cannot take."""
    assert "`(namespace, mode, chunk)`" in likely(Problem("ValueError", message)).remedy


def test_something_bound_to_an_earlier_loop_is_explained() -> None:
    """Asyncio says "bound to" or "attached to", by what it is; the advice is the same kind."""
    event = asyncio.Semaphore(0)

    async def waits() -> None:
        await asyncio.wait_for(event.acquire(), 0.001)

    messages = []
    for _ in range(2):
        try:
            asyncio.run(waits())
        except (RuntimeError, TimeoutError) as error:
            messages.append(str(error))
    assert "Make it inside the function" in likely(Problem("RuntimeError", messages[-1])).remedy


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="it is there")
def test_a_name_of_a_later_python_says_so() -> None:
    """Which Python this is, and since when the name exists."""
    with pytest.raises(AttributeError) as caught:
        asyncio.Queue().shutdown()  # type: ignore[attr-defined]
    guess = likely(Problem("AttributeError", str(caught.value)))
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert guess.cause == f"`shutdown` is new in Python 3.13, and this is Python {here}."


def test_a_name_that_never_was_is_no_such_slip() -> None:
    """Only what is known is said."""
    assert likely(Problem("AttributeError", "'Queue' object has no attribute 'pop'")).cause == ""


@pytest.mark.parametrize(
    "message",
    [
        "'coroutine' object is not iterable",
        "unsupported operand type(s) for +: 'coroutine' and 'str'",
        "Input should be a valid dictionary [type=model_type, input_value=<coroutine object write>]",
        "Expected dict, got <coroutine object write at 0x7f>",
    ],
)
def test_a_forgotten_await_is_told_wherever_its_coroutine_went(message: str) -> None:
    """Used, added, given to a tool, put into a graph's state."""
    assert likely(Problem("TypeError", message)).remedy == "Put `await` before the call."


def test_an_endless_loop_has_its_cause_and_advice_apart() -> None:
    """What was seen is not mixed with what it may come of."""
    message = str(lab.RealTimeLimit(2.0, None, "task 'ask'"))
    told = likely_cause_apart(message)
    assert told == ErrorParts(
        "No end: the virtual clock stood still at 2 s, and task 'ask' was running.",
        "Likely an endless loop, or one that never awaits.",
        "Check the loop's condition.",
    )
    assert likely_cause_apart("It did not end.") == ErrorParts("It did not end.")
