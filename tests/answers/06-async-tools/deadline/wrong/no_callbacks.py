# /// answer
# title = "Keeps the source out of the trace"
# loses = { deadline-named = ["were not told of"] }
# ///
def with_deadline(source, seconds: float):
    async def timed(query: str):
        """Asks the source."""
        try:
            async with asyncio.timeout(seconds) as deadline:
                return await source.ainvoke(query, {"callbacks": []})
        except TimeoutError:
            if deadline.expired():
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")
            raise

    return StructuredTool.from_function(coroutine=timed, name=f"timed_{source.name}")
