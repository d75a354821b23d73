# /// answer
# title = "An exit stack closes the house"
# ///
from contextlib import AsyncExitStack


def where(namespace):
    return "".join(caller[: caller.index(":")] + "/" for caller in namespace)


async def window(house, order, config=None):
    async with AsyncExitStack() as stack:
        updates = await stack.enter_async_context(
            aclosing(house.astream({"order": order}, config, stream_mode="updates", subgraphs=True))
        )
        try:
            async for namespace, update in updates:
                for node in update:
                    yield f"{where(namespace)}{node}: done"
        except OutOfStock as error:
            path = ""
            for note in error.__notes__:
                path = note.split("'")[1] + ("/" + path if path else "")
            yield f"{path}: failed ({error})"
