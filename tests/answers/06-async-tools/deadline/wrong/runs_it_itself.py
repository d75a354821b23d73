# /// answer
# title = "Runs the tool in the loop, inside a timeout that nobody can keep"
# mistake = 1
# loses = { deadline-exact = ["`return source.invoke(query)`", "blocked the event loop for 5 s"], deadline-release = ["raised no error"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        try:
            async with asyncio.timeout(seconds) as deadline:
                if source.func is not None:
                    return source.invoke(query)
                return await source.ainvoke(query)
        except TimeoutError:
            if not deadline.expired():
                raise
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
