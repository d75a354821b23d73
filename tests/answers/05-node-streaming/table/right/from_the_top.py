# /// answer
# title = "Reads subgraphs as well, and looks at the top"
# ///
async def at_the_table(house, order, speakers, config=None):
    ticket = dict(order=order)
    async with aclosing(house.astream(ticket, config, stream_mode=["messages"], subgraphs=True)) as feed:
        async for *_, (chunk, about) in feed:
            match about:
                case {"tags": list(tags)} if "aside" in tags:
                    continue
                case {"langgraph_node": node} if node in speakers and chunk.content:
                    yield node, chunk.content
