# /// answer
# title = "Waits for the call no longer, and lets it go on"
# mistake = 6
# loses = { radio-budget = ["was still open when everything else had ended"], radio-stops = ["was still open when everything else had ended"] }
# ///
async def radio(mast, message, attempts, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    for number in range(1, attempts + 1):
        calling = asyncio.create_task(mast.ainvoke(message))
        await asyncio.wait([calling], timeout=over - loop.time())
        last = calling.exception() if calling.done() else TimeoutError()
        if last is None:
            return calling.result()
        if not isinstance(last, (ConnectionError, TimeoutError)):
            raise last
        pause = 2 ** (number - 1)
        if number == attempts or loop.time() + pause >= over:
            raise Silence(f"no answer to {message!r}, calls: {number}, last: {last!r}") from last
        await asyncio.sleep(pause)
