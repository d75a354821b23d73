# /// answer
# title = "Tidies the question before it asks"
# loses = { deadline-exact = ["It goes wrong at `[0]`"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                return await source.ainvoke(query.strip().lower())
        except TimeoutError:
            if deadline.expired():
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None
            raise

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
