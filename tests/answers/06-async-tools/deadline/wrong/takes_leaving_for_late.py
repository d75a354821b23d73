# /// answer
# title = "Tells a caller who left that it was late"
# mistake = 6
# loses = { deadline-release = ["another error: `SourceTimeout`", "Leaving is not being late"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                return await source.ainvoke(query)
        except TimeoutError:
            if not deadline.expired():
                raise
        except asyncio.CancelledError:
            pass
        raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
