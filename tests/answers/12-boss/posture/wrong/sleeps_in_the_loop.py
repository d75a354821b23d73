# /// answer
# title = "time.sleep between the attempts"
# mistake = 1
# loses = { posture-retry = ["`time.sleep`", "blocked the event loop for 3 s"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        for attempt in range(attempts):
            if attempt:
                time.sleep(2.0 ** (attempt - 1))
            try:
                return await source.ainvoke(question)
            except (ConnectionError, TimeoutError):
                continue
            except PermissionError as refusal:
                return f"{source.name}: refused ({refusal})"
        return f"{source.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(source)) for source in tools]
    return [one.result() for one in asked]
