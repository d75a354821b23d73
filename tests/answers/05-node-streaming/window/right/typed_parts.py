# /// answer
# title = "Reads typed parts where there are any"
# ///
async def parts_of(house, order, config):
    if available("langgraph>=1.1"):
        feed = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True, version="v2")
    else:
        feed = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    async with aclosing(feed):
        async for part in feed:
            yield part if isinstance(part, dict) else {"ns": part[0], "data": part[1]}


async def window(house, order, config=None):
    async with aclosing(parts_of(house, order, config)) as parts:
        try:
            async for part in parts:
                path = [caller.split(":")[0] for caller in part["ns"]]
                for node in part["data"]:
                    yield "/".join((*path, node)) + ": done"
        except OutOfStock as failure:
            path = [note.split("'")[1] for note in failure.__notes__]
            yield "/".join(path[::-1]) + f": failed ({failure})"
