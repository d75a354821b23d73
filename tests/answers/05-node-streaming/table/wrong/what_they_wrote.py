# /// answer
# title = "Reads what the nodes wrote"
# mistake = 4
# loses = { table-live = ["A white."], table-who = ["'Very good.'"] }
# ///
async def at_the_table(house, order, speakers, config=None):
    async with aclosing(house.astream({"order": order}, config, stream_mode="updates")) as feed:
        async for update in feed:
            for node, wrote in update.items():
                if node in speakers:
                    for text in wrote.values():
                        yield node, text
