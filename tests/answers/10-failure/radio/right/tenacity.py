# /// answer
# title = "tenacity, which LangChain brings along"
# ///
async def radio(mast, message, attempts, seconds):
    from tenacity import AsyncRetrying, RetryError, retry_if_exception_type, stop_after_attempt, wait_exponential

    loop = asyncio.get_running_loop()
    end = loop.time() + seconds

    def too_late(state):
        return loop.time() + state.upcoming_sleep >= end

    tries = AsyncRetrying(
        retry=retry_if_exception_type((ConnectionError, TimeoutError)),
        stop=stop_after_attempt(attempts) | too_late,
        wait=wait_exponential(multiplier=1),
    )
    try:
        async for one in tries:
            with one:
                async with asyncio.timeout_at(end):
                    return await mast.ainvoke(message)
    except RetryError as spent:
        last = spent.last_attempt
        error = last.exception()
        raise Silence(f"no answer to {message!r}, calls: {last.attempt_number}, last: {error!r}") from error
