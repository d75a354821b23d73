# /// answer
# title = "Ends quietly when something is missing"
# loses = { window-failure = ["some of it is missing"] }
# ///
async def window(house, order, config=None):
    updates = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    async with aclosing(updates):
        try:
            async for namespace, update in updates:
                around = [caller.partition(":")[0] for caller in namespace]
                for node in update:
                    yield f"{'/'.join([*around, node])}: done"
        except OutOfStock:
            return
