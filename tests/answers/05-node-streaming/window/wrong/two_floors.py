# /// answer
# title = "Takes it that every kitchen is one floor down"
# loses = { window-failure = ["It goes wrong", "IndexError"] }
# ///
async def window(house, order, config=None):
    updates = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    async with aclosing(updates):
        try:
            async for namespace, update in updates:
                around = [caller.partition(":")[0] for caller in namespace]
                for node in update:
                    yield f"{'/'.join([*around, node])}: done"
        except OutOfStock as failure:
            passed = [note.split("'")[1] for note in failure.__notes__]
            yield f"{passed[1]}/{passed[0]}: failed ({failure})"
