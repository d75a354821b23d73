# /// answer
# title = "One budget for all tools"
# loses = { posture-retry = ["It returned"] }
# ///
async def ask_with_posture(question, tools, attempts):
    budget = {"left": attempts - 1}

    async def ask(tool):
        for attempt in range(1, attempts + 1):
            try:
                return await tool.ainvoke(question)
            except PermissionError as refusal:
                return f"{tool.name}: refused ({refusal})"
            except (ConnectionError, TimeoutError):
                if not budget["left"]:
                    break
                budget["left"] -= 1
                if attempt < attempts:
                    await asyncio.sleep(2 ** (attempt - 1))
        return f"{tool.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(tool)) for tool in tools]
    return [one.result() for one in asked]
