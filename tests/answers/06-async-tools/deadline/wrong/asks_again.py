# /// answer
# title = "Asks again after a broken connection"
# loses = { deadline-named = ["was called 2 times"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                try:
                    return await source.ainvoke(query)
                except ConnectionError:
                    return await source.ainvoke(query)
        except TimeoutError:
            if deadline.expired():
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None
            raise

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
