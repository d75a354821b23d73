# /// answer
# title = "Wraps every error"
# loses = { deadline-named = ["another was raised on top of it"] }
# ///
def with_deadline(source, seconds: float):
    """An async tool that asks `source`, and raises SourceTimeout after `seconds` seconds."""

    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                return await source.ainvoke(query)
        except TimeoutError:
            if deadline.expired():
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None
            raise RuntimeError("archive failed")

    return StructuredTool.from_function(
        coroutine=ask, name=f"timed_{source.name}", description=f"{source.description} In time."
    )
