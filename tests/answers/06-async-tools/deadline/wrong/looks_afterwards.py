# /// answer
# title = "Looks at the clock when all is over"
# loses = { deadline-exact = ["It took 5 s"], deadline-release = ["`archive` (0-5 s) ran to its end"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        began = time.monotonic()
        answer = await source.ainvoke(query)
        if time.monotonic() - began > seconds:
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")
        return answer

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
