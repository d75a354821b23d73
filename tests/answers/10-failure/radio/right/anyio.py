# /// answer
# title = "anyio's fail_after for what is left"
# ///
async def radio(mast, message, attempts, seconds):
    import anyio

    end = anyio.current_time() + seconds
    calls, last = 0, None
    while calls < attempts:
        if calls:
            pause = 2 ** (calls - 1)
            if anyio.current_time() + pause >= end:
                break
            await anyio.sleep(pause)
        calls += 1
        try:
            with anyio.fail_after(end - anyio.current_time()):
                return await mast.ainvoke(message)
        except (ConnectionError, TimeoutError) as error:
            last = error
    raise Silence(f"no answer to {message!r}, calls: {calls}, last: {last!r}") from last
