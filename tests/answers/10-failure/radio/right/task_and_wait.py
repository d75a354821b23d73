# /// answer
# title = "A task for each call, and asyncio.wait with a timeout"
# ///
async def radio(mast, message, attempts, seconds):
    end = time.monotonic() + seconds
    for number in range(attempts):
        call = asyncio.ensure_future(mast.ainvoke(message))
        try:
            await asyncio.wait([call], timeout=end - time.monotonic())
        finally:
            in_time = call.done()
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)
        error = call.exception() if in_time else TimeoutError()
        if error is None:
            return call.result()
        if not isinstance(error, ConnectionError | TimeoutError):
            raise error
        if number + 1 == attempts or not time.monotonic() + 2**number < end:
            raise Silence(f"no answer to {message!r}, calls: {number + 1}, last: {error!r}") from error
        await asyncio.sleep(2**number)
