# /// answer
# title = "Retries every OSError, and PermissionError is one"
# loses = { posture-named = ["`archive` was called 2 times", "is an `OSError`"], posture-stop = ["It raised no error"] }
# ///
async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        for attempt in range(attempts):
            if attempt:
                await asyncio.sleep(2.0 ** (attempt - 1))
            try:
                return await source.ainvoke(question)
            except OSError:
                continue
            except PermissionError as refusal:
                return f"{source.name}: refused ({refusal})"
        return f"{source.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(source)) for source in tools]
    return [one.result() for one in asked]
