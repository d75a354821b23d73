# /// answer
# title = "Collects the lines and hands them on at the end"
# mistake = 4
# loses = { window-place = ["at the same instant"], window-failure = ["same instant"] }
# ///
async def window(house, order, config=None):
    updates = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    lines = []
    async with aclosing(updates):
        try:
            async for namespace, update in updates:
                around = [caller.partition(":")[0] for caller in namespace]
                for node in update:
                    lines.append(f"{'/'.join([*around, node])}: done")
        except OutOfStock as failure:
            passed = [note.split("'")[1] for note in failure.__notes__]
            lines.append(f"{'/'.join(reversed(passed))}: failed ({failure})")
    for line in lines:
        yield line
