# /// answer
# title = "Puts the class before the message"
# loses = { window-failure = ["nothing else, stands in the brackets"] }
# ///
async def window(house, order: str, config: dict | None = None):
    """Yields a line for each node that has finished, and a last one for an `OutOfStock`."""
    updates = house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)
    async with aclosing(updates):
        try:
            async for namespace, update in updates:
                around = [caller.partition(":")[0] for caller in namespace]
                for node in update:
                    yield f"{'/'.join([*around, node])}: done"
        except OutOfStock as failure:
            passed = [note.split("'")[1] for note in failure.__notes__]
            yield f"{'/'.join(reversed(passed))}: failed ({type(failure).__name__}: {failure})"
