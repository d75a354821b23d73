# /// answer
# title = "An exit stack closes the graph"
# ///
from contextlib import AsyncExitStack


async def at_the_table(house, order, speakers, config=None):
    def is_for_the_guest(about):
        return about["langgraph_node"] in speakers and all(tag != "aside" for tag in about.get("tags", []))

    async with AsyncExitStack() as stack:
        feed = house.astream({"order": order}, config, stream_mode="messages")
        stack.push_async_callback(feed.aclose)
        async for chunk, about in feed:
            if is_for_the_guest(about) and chunk.content != "":
                yield [about["langgraph_node"], chunk.content]
