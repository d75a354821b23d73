# /// answer
# title = "gather with clean-up, and a loop that counts"
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        pause = 1
        for left in reversed(range(attempts)):
            try:
                return await source.ainvoke(question)
            except PermissionError as error:
                return f"{source.name}: refused ({error})"
            except (ConnectionError, TimeoutError):
                if left:
                    await asyncio.sleep(pause)
                    pause *= 2
        return f"{source.name}: gave up after {attempts} attempts"

    asked = [asyncio.ensure_future(ask(source)) for source in tools]
    try:
        return list(await asyncio.gather(*asked))
    finally:
        for one in asked:
            one.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
