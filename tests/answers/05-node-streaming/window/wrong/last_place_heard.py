# /// answer
# title = "Blames the station it heard of last"
# loses = { window-failure = ["'starter: failed (no eggs)'"] }
# ///
async def window(house, order, config=None):
    updates = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    around, node = [], "nowhere"
    async with aclosing(updates):
        try:
            async for namespace, update in updates:
                around = [caller.partition(":")[0] for caller in namespace]
                for node in update:
                    yield f"{'/'.join([*around, node])}: done"
        except OutOfStock as failure:
            yield f"{'/'.join([*around, node])}: failed ({failure})"
