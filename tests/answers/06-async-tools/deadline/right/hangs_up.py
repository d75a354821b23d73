# /// answer
# title = "A timer that cancels the task, and a flag that says who did"
# ///
def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        asked = asyncio.create_task(source.ainvoke(query))
        late = []

        def hang_up():
            late.append(True)
            asked.cancel()

        timer = asyncio.get_running_loop().call_later(seconds, hang_up)
        try:
            return await asked
        except asyncio.CancelledError:
            if not late:
                raise
            raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s") from None
        finally:
            timer.cancel()

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
