# /// answer
# title = "Sync tools the sync way"
# loses = { posture-retry = ["blocked the event loop"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(tool):
        for attempt in range(1, attempts + 1):
            try:
                return await tool.ainvoke(question) if tool.coroutine else tool.invoke(question)
            except PermissionError as refusal:
                return f"{tool.name}: refused ({refusal})"
            except (ConnectionError, TimeoutError):
                if attempt < attempts:
                    await asyncio.sleep(2 ** (attempt - 1))
        return f"{tool.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(tool)) for tool in tools]
    return [one.result() for one in asked]
