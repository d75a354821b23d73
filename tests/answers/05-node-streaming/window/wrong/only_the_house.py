# /// answer
# title = "Reads the house without its kitchens"
# loses = { window-place = ["3 items", "some of it is missing"], window-failure = ["some of it is missing"] }
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
