# /// answer
# title = "gather raises, and the siblings go on"
# mistake = 6
# loses = { posture-stop = ["`web` was still open", "still alive"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        for attempt in range(attempts):
            if attempt:
                await asyncio.sleep(2.0 ** (attempt - 1))
            try:
                return await source.ainvoke(question)
            except (ConnectionError, TimeoutError):
                continue
            except PermissionError as refusal:
                return f"{source.name}: refused ({refusal})"
        return f"{source.name}: gave up after {attempts} attempts"

    return list(await asyncio.gather(*(ask(source) for source in tools)))
