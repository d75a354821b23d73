# /// answer
# title = "asyncio.wait on a task, cancelled and awaited in finally"
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        asked = asyncio.ensure_future(source.ainvoke(query))
        try:
            done, _ = await asyncio.wait([asked], timeout=seconds)
            if not done:
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")
            return asked.result()
        finally:
            if not asked.done():
                asked.cancel()
                await asyncio.wait([asked])

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
