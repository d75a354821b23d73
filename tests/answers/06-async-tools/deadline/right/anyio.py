# /// answer
# title = "anyio: move on, and see who moved"
# ///
import anyio


def with_deadline(source, seconds):
    async def ask(query: str) -> str:
        with anyio.move_on_after(seconds) as scope:
            return await source.ainvoke(query)
        assert scope.cancelled_caught
        raise SourceTimeout(f"{source.name}: no answer within {seconds:g} s")

    return StructuredTool.from_function(coroutine=ask, name=f"timed_{source.name}", description="In time.")
