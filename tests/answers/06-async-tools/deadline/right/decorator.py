# /// answer
# title = "The decorator, and a name after the fact"
# ///
def with_deadline(source, seconds):
    @langchain_tool(f"timed_{source.name}")
    async def ask(query: str) -> str:
        """Asks in time."""
        clock = asyncio.timeout(seconds)
        try:
            async with clock:
                answer = await source.ainvoke({"query": query})
        except TimeoutError:
            if not clock.expired():
                raise
        else:
            return answer
        raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")

    return ask
