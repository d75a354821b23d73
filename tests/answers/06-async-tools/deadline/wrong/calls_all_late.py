# /// answer
# title = "Calls every error late"
# loses = { deadline-named = ["another error: `SourceTimeout`", "the source's own"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds):
                return await source.ainvoke(query)
        except Exception as error:
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from error

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
