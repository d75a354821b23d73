# /// answer
# title = "Expects a refusal on the first call only"
# loses = { posture-named = ["PermissionError"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def again(source):
        for attempt in range(1, attempts):
            await asyncio.sleep(2 ** (attempt - 1))
            try:
                return await source.ainvoke(question)
            except (ConnectionError, TimeoutError):
                continue
        return f"{source.name}: gave up after {attempts} attempts"

    async def ask(source):
        try:
            return await source.ainvoke(question)
        except PermissionError as refusal:
            return f"{source.name}: refused ({refusal})"
        except (ConnectionError, TimeoutError):
            return await again(source)

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(source)) for source in tools]
    return [one.result() for one in asked]
