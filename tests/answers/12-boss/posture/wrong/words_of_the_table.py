# /// answer
# title = "Says of every refusal what the table says of one"
# loses = { posture-named = ["refused (no subscription)"] }
# ///
async def ask_with_posture(question: str, tools: list, attempts: int) -> list[str]:
    async def ask(t):
        for n in range(attempts):
            try:
                return await t.ainvoke(question)
            except (ConnectionError, TimeoutError):
                if n < attempts - 1:
                    await asyncio.sleep(2 ** n)
            except PermissionError as error:
                return f"{t.name}: refused (no subscription)"
        return f"{t.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(t)) for t in tools]
    return [t.result() for t in tasks]
