# /// answer
# title = "Reads the house without its kitchens"
# loses = { window-place = ["x"], window-failure = ["x"], window-leave = ["x"] }
# ///
async def window(house, order, config=None):
    updates = house.astream({"order": order}, config, stream_mode="updates")
    async with aclosing(updates):
        try:
            async for update in updates:
                around = []
                for node in update:
                    yield f"{'/'.join([*around, node])}: done"
        except OutOfStock as failure:
            passed = [note.split("'")[1] for note in failure.__notes__]
            yield f"{'/'.join(reversed(passed))}: failed ({failure})"
