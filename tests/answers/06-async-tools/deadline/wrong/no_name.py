# /// answer
# title = "Lets a bare TimeoutError out"
# loses = { deadline-exact = ["another error: `TimeoutError`", "Late has a name here"], deadline-named = ["another error: `TimeoutError`"], deadline-release = ["`TimeoutError`"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        async with asyncio.timeout(seconds):
            return await source.ainvoke(query)

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
