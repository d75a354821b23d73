# /// answer
# title = "One timeout, set when the tool is built"
# loses = { deadline-exact = ["SourceTimeout"] }
# ///
def with_deadline(source, seconds):
    ends = asyncio.get_running_loop().time() + seconds

    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout_at(ends) as deadline:
                return await source.ainvoke(query)
        except TimeoutError:
            if not deadline.expired():
                raise
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
