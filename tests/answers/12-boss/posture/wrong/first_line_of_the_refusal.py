# /// answer
# title = "Puts the message's first line in the brackets"
# loses = { posture-named = ["IndexError"] }
# ///
async def ask_with_posture(question: str, tools: list, attempts: int) -> list[str]:
    """The answers of all tools, in order: retried, refused or given up on as the table says."""

    async def ask(source):
        for attempt in range(attempts):
            if attempt:
                await asyncio.sleep(2.0 ** (attempt - 1))
            try:
                return await source.ainvoke(question)
            except (ConnectionError, TimeoutError):
                continue
            except PermissionError as refusal:
                return f"{source.name}: refused ({str(refusal).splitlines()[0]})"
        return f"{source.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(source)) for source in tools]
    return [one.result() for one in asked]
