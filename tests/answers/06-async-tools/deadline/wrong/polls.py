# /// answer
# title = "Looks at the task every three quarters of a second"
# loses = { deadline-exact = ["It took 2.25 s"], deadline-named = ["It took 1.5 s"], deadline-release = ["let go at 2.25 s"] }
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        asked = asyncio.create_task(source.ainvoke(query))
        waited = 0.0
        try:
            while not asked.done():
                if waited >= seconds:
                    raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")
                await asyncio.sleep(0.75)
                waited += 0.75
            return asked.result()
        finally:
            asked.cancel()

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
