async def helper(source, question, attempts):
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


async def ask_with_posture(question, tools, attempts):
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(helper(source, question, attempts)) for source in tools]
    return [one.result() for one in asked]
