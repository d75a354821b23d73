# /// answer
# title = "Gives its first answer to every later question"
# loses = { deadline-exact = ["It goes wrong at `[2]`"] }
# ///
def with_deadline(source, seconds):
    known = []

    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                if not known:
                    answer = await source.ainvoke(query)
                    known.append(answer)
                    return answer
                return known[0]
        except TimeoutError:
            if deadline.expired():
                raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None
            raise

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
