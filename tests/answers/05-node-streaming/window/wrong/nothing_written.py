# /// answer
# title = "Leaves out a node that wrote nothing"
# loses = { window-place = ["some of it is missing"], window-failure = ["some of it is missing"] }
# ///
async def window(house, order, config=None):
    updates = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    async with aclosing(updates):
        try:
            async for namespace, update in updates:
                around = [caller.partition(":")[0] for caller in namespace]
                for node in [node for node, wrote in update.items() if wrote]:
                    yield f"{'/'.join([*around, node])}: done"
        except OutOfStock as failure:
            passed = [note.split("'")[1] for note in failure.__notes__]
            yield f"{'/'.join(reversed(passed))}: failed ({failure})"
