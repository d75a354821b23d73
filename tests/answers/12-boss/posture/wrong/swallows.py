# /// answer
# title = "Takes a cancellation for a failed attempt"
# mistake = 6
# loses = { posture-stop = ["It took 11 s", "taken for a failed attempt"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        for attempt in range(attempts):
            if attempt:
                await asyncio.sleep(2.0 ** (attempt - 1))
            try:
                return await source.ainvoke(question)
            except (ConnectionError, TimeoutError, asyncio.CancelledError):
                continue
            except PermissionError as refusal:
                return f"{source.name}: refused ({refusal})"
        return f"{source.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(source)) for source in tools]
    return [one.result() for one in asked]
