# /// answer
# title = "Waits 1, 2, 3 seconds in place of 1, 2, 4"
# loses = { posture-retry = ["the waits between them are not"] }
# ///
async def ask_with_posture(question: str, tools: list, attempts: int) -> list[str]:
    async def ask(t):
        for n in range(attempts):
            try:
                return await t.ainvoke(question)
            except (ConnectionError, TimeoutError):
                if n < attempts - 1:
                    await asyncio.sleep(n + 1)
            except PermissionError as error:
                return f"{t.name}: refused ({error})"
        return f"{t.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(t)) for t in tools]
    return [t.result() for t in tasks]
