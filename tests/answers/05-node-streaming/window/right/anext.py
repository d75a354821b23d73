# /// answer
# title = "Fetches each update by hand"
# ///
async def window(house, order, config=None):
    updates = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    last = ""
    async with aclosing(updates):
        while not last:
            try:
                namespace, update = await anext(updates)
            except StopAsyncIteration:
                return
            except OutOfStock as failure:
                names = reversed([note.split("'")[1] for note in failure.__notes__])
                last = f"{'/'.join(names)}: failed ({failure})"
            else:
                for node in update:
                    yield "/".join([caller.partition(":")[0] for caller in namespace] + [node]) + ": done"
    yield last
