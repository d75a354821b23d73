# /// answer
# title = "A retry that calls itself"
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source, used=1, pause=1.0):
        try:
            return await source.ainvoke({"query": question})
        except OSError as error:
            if isinstance(error, PermissionError):
                return f"{source.name}: refused ({error})"
            if not isinstance(error, (ConnectionError, TimeoutError)):
                raise
        if used == attempts:
            return f"{source.name}: gave up after {attempts} attempts"
        await asyncio.sleep(pause)
        return await ask(source, used + 1, pause * 2)

    async with asyncio.TaskGroup() as group:
        tasks = list(map(group.create_task, map(ask, tools)))
    return [task.result() for task in tasks]
