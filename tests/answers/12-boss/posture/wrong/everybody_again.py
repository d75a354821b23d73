# /// answer
# title = "Asks everybody again when one fails"
# loses = { posture-retry = ["It returned"], posture-named = ["`web` was called 2 times"], posture-stop = ["raised no error"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        try:
            return await source.ainvoke(question)
        except PermissionError as refusal:
            return f"{source.name}: refused ({refusal})"

    for attempt in range(attempts):
        if attempt:
            await asyncio.sleep(2.0 ** (attempt - 1))
        try:
            async with asyncio.TaskGroup() as group:
                asked = [group.create_task(ask(source)) for source in tools]
            return [one.result() for one in asked]
        except* (ConnectionError, TimeoutError):
            pass
    return [f"{source.name}: gave up after {attempts} attempts" for source in tools]
