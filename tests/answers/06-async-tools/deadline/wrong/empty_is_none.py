# /// answer
# title = "Takes an empty answer for none"
# loses = { deadline-exact = ["SourceTimeout"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        asked = asyncio.ensure_future(source.ainvoke(query))
        try:
            await asyncio.wait([asked], timeout=seconds)
            answer = asked.done() and asked.result()
        finally:
            if not asked.done():
                asked.cancel()
                await asyncio.wait([asked])
        if answer:
            return answer
        raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
