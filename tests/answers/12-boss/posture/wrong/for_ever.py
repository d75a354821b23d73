# /// answer
# title = "Retries without a budget"
# mistake = 5
# loses = { posture-retry = ["`web` was called 7 times"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        pause = 1.0
        while True:
            try:
                return await source.ainvoke(question)
            except PermissionError as refusal:
                return f"{source.name}: refused ({refusal})"
            except (ConnectionError, TimeoutError):
                await asyncio.sleep(pause)
                pause *= 2

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(source)) for source in tools]
    return [one.result() for one in asked]
