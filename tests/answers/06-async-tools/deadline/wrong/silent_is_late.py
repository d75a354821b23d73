# /// answer
# title = "Takes a TimeoutError without words for its own"
# loses = { deadline-named = ["`SourceTimeout`: wiki: no answer within 2 s"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            return await asyncio.wait_for(source.ainvoke(query), seconds)
        except TimeoutError as error:
            if str(error):
                raise
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
