# /// answer
# title = "Calls every error weather"
# loses = { posture-stop = ["raised no error", "a bug is no weather"] }
# ///
async def ask_with_posture(question, tools, attempts):
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
            except Exception:
                return f"{source.name}: sorry"
        return f"{source.name}: gave up after {attempts} attempts"

    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(ask(source)) for source in tools]
    return [one.result() for one in asked]
