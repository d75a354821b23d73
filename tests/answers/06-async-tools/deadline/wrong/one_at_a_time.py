# /// answer
# title = "Lets a second question wait for the first, off its clock"
# loses = { deadline-exact = ["`web` was called at 0, 1.5 and 3 s"] }
# ///
def with_deadline(source, seconds):
    line = asyncio.Lock()

    async def ask(query: str) -> str:
        try:
            async with line, asyncio.timeout(seconds) as deadline:
                return await source.ainvoke(query)
        except TimeoutError:
            if deadline.expired():
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None
            raise

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
