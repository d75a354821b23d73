# /// answer
# title = "Waits what stands in a list, and forgets the budget"
# loses = { posture-retry = ["one too few"] }
# ///
async def ask_with_posture(question: str, tools: list, attempts: int) -> list[str]:
    async def ask(t):
        for wait in (1, 2, None):
            try:
                return await t.ainvoke(question)
            except (ConnectionError, TimeoutError):
                if wait:
                    await asyncio.sleep(wait)
            except PermissionError as error:
                return f"{t.name}: refused ({error})"
        return f"{t.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(t)) for t in tools]
    return [t.result() for t in tasks]
