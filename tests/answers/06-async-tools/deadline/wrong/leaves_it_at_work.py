# /// answer
# title = "Stops waiting, and does not stop the source"
# mistake = 6
# loses = { deadline-release = ["`archive` was still open", "still alive"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        asked = asyncio.create_task(source.ainvoke(query))
        done, _ = await asyncio.wait([asked], timeout=seconds)
        if not done:
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")
        return asked.result()

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
