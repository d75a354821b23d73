# /// answer
# title = "Begins again when something is missing"
# loses = { window-failure = ["Some came twice"] }
# ///
async def window(house, order, config=None):
    for attempt in range(2):
        async with aclosing(house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)) as updates:
            try:
                async for namespace, update in updates:
                    around = [caller.partition(":")[0] for caller in namespace]
                    for node in update:
                        yield f"{'/'.join([*around, node])}: done"
                return
            except OutOfStock as failure:
                passed = [note.split("'")[1] for note in failure.__notes__]
                last = f"{'/'.join(reversed(passed))}: failed ({failure})"
    yield last
