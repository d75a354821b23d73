# /// answer
# title = "Keeps the answers under the names of the tools"
# loses = { posture-retry = ["answer"] }
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
                return f"{source.name}: refused ({refusal})"
        return f"{source.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        asked = {source.name: group.create_task(ask(source)) for source in tools}
    return [asked[source.name].result() for source in tools]
