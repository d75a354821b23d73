# /// answer
# title = "Awaits the coroutine under the tool"
# mistake = 7
# loses = { deadline-named = ["and no run in the trace bears its name"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                if source.coroutine is None:
                    return await asyncio.to_thread(source.func, query)
                return await source.coroutine(query)
        except TimeoutError:
            if not deadline.expired():
                raise
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
