# /// answer
# title = "Takes the vendor's TimeoutError for its own"
# loses = { deadline-named = ["another error: `SourceTimeout`", "`expired()` knows"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            return await asyncio.wait_for(source.ainvoke(query), seconds)
        except TimeoutError:
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
