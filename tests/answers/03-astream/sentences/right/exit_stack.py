# /// answer
# title = "anext in an AsyncExitStack, cut with find"
# ///
from contextlib import AsyncExitStack


async def sentences(tokens):
    async with AsyncExitStack() as stack:
        stack.push_async_callback(tokens.aclose)
        page, done = "", object()
        while (text := await anext(tokens, done)) is not done:
            page += text
            while ends := [at for at in map(page.find, ".!?") if at >= 0]:
                cut = min(ends) + 1
                yield page[:cut].strip()
                page = page[cut:]
        if page and not page.isspace():
            yield page.strip()
