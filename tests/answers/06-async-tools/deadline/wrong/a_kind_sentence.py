# /// answer
# title = "Returns the error as if it were an answer"
# loses = { deadline-exact = ["raised no error"], deadline-named = ["raised no error"], deadline-release = ["raised no error"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                return await source.ainvoke(query)
        except TimeoutError:
            if not deadline.expired():
                raise
            return f"{source.name}: no answer within {seconds:g} s"

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
