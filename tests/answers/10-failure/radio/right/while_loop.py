# /// answer
# title = "A while loop with wait_for for what is left of the seconds"
# ///
async def radio(mast, message, attempts, seconds):
    begun, calls, pause = time.perf_counter(), 0, 1
    while True:
        calls += 1
        try:
            left = begun + seconds - time.perf_counter()
            return await asyncio.wait_for(mast.ainvoke(message), left)
        except (ConnectionError, TimeoutError) as error:
            spent = time.perf_counter() - begun
            if calls >= attempts or spent + pause >= seconds:
                raise Silence(f"no answer to {message!r}, calls: {calls}, last: {error!r}") from error
        await asyncio.sleep(pause)
        pause *= 2
