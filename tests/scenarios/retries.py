"""Runnables that fail: with_retry and with_fallbacks."""

import asyncio
import random

from langchain_core.runnables import RunnableLambda

from .trace import Trace, scenario


@scenario(
    """
    0 attempt
    0 attempt
    0 attempt
    0 done
    """
)
async def with_retry(trace: Trace) -> None:
    """Without jitter there are no waits at all between three attempts."""
    await retried(trace, wait_exponential_jitter=False)


@scenario(
    """
    0 attempt
    1.134364 attempt
    3.268728 attempt
    3.268728 done
    """
)
async def with_retry_and_jitter(trace: Trace) -> None:
    """Waits of 1 and 2, each and 0.134364 more: what `random` gives first after `seed(1)`."""
    await retried(trace, wait_exponential_jitter=True)


async def retried(trace: Trace, **options: bool) -> None:
    attempts: list[int] = []

    async def flaky(value: str) -> str:
        trace("attempt")
        attempts.append(1)
        if len(attempts) < 3:
            random.seed(1)
            raise ConnectionError("again")
        return value

    trace(await RunnableLambda(flaky).with_retry(stop_after_attempt=3, **options).ainvoke("done"))


@scenario(
    """
    0 attempt
    0 attempt
    0 gave up: again
    """
)
async def with_retry_that_gives_up(trace: Trace) -> None:
    """No waits between, two attempts, and the last error comes through."""

    async def broken(value: str) -> str:
        trace("attempt")
        raise ValueError("again")

    try:
        retrying = RunnableLambda(broken).with_retry(stop_after_attempt=2, wait_exponential_jitter=False)
        await retrying.ainvoke("x")
    except ValueError as error:
        trace("gave up:", error)


@scenario("2 ok")
async def with_fallbacks_for_some_errors(trace: Trace) -> None:
    """The error that is listed, after 1, leads to the fallback, which takes 1."""

    async def fails(value: str) -> str:
        await asyncio.sleep(1)
        raise TimeoutError(value)

    async def answers(value: str) -> str:
        await asyncio.sleep(1)
        return "ok"

    chain = RunnableLambda(fails).with_fallbacks([RunnableLambda(answers)], exceptions_to_handle=(TimeoutError,))
    trace(await chain.ainvoke("x"))
