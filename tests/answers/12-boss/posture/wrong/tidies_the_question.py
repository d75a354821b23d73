# /// answer
# title = "Strips the question before it is asked"
# loses = { posture-retry = ["white space"] }
# ///
async def ask_with_posture(question: str, tools: list, attempts: int) -> list[str]:
    async def ask(t):
        for n in range(attempts):
            try:
                return await t.ainvoke(question.strip())
            except (ConnectionError, TimeoutError):
                if n < attempts - 1:
                    await asyncio.sleep(2 ** n)
            except PermissionError as error:
                return f"{t.name}: refused ({error})"
        return f"{t.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(t)) for t in tools]
    return [t.result() for t in tasks]
