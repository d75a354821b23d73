# /// answer
# title = "Its argument has another name"
# loses = { deadline-exact = ["question"] }
# ///
def with_deadline(source, seconds):
    async def ask(question: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                return await source.ainvoke(question)
        except TimeoutError:
            if deadline.expired():
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None
            raise

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
