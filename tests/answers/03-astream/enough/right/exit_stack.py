# /// answer
# title = "An AsyncExitStack, and errors caught where they are fetched"
# ///
from contextlib import AsyncExitStack


async def enough(tokens, limit):
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(aclosing(tokens))
        for _ in range(limit):
            try:
                text = await anext(tokens)
            except StopAsyncIteration:
                break
            except ConnectionError as error:
                yield f"[cut off: {error}]"
                break
            yield text
