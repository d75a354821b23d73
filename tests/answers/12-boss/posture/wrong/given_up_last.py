# /// answer
# title = "Puts those that it gave up on at the end"
# loses = { posture-retry = ["It returned"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        for attempt in range(attempts):
            if attempt:
                await asyncio.sleep(2 ** (attempt - 1))
            try:
                return await source.ainvoke(question)
            except (ConnectionError, TimeoutError):
                continue
            except PermissionError as refusal:
                return f"{source.name}: refused ({refusal})"

    async with asyncio.TaskGroup() as group:
        asked = {source.name: group.create_task(ask(source)) for source in tools}
    found = [task.result() for task in asked.values() if task.result() is not None]
    lost = [name for name, task in asked.items() if task.result() is None]
    return [*found, *(f"{name}: gave up after {attempts} attempts" for name in lost)]
