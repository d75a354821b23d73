# /// answer
# title = "One tool after another"
# mistake = 3
# loses = { posture-named = ["1 + 2 = 3 s"], posture-stop = ["Nothing named `web` was called"], posture-retry = ["`legacy` was called at 6, 8 and 11 s"] }
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
        return f"{source.name}: gave up after {attempts} attempts"

    return [await ask(source) for source in tools]
