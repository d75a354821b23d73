# /// answer
# title = "Leaves the house to the garbage collector"
# loses = { window-leave = ["let go of before its end"] }
# ///
async def window(house, order, config=None):
    updates = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    try:
        async for namespace, update in updates:
            around = [caller.partition(":")[0] for caller in namespace]
            for node in update:
                yield f"{'/'.join([*around, node])}: done"
    except OutOfStock as failure:
        passed = [note.split("'")[1] for note in failure.__notes__]
        yield f"{'/'.join(reversed(passed))}: failed ({failure})"
