# /// answer
# title = "Asks for the debug mode, which tells of failed tasks"
# ///
def place(namespace, node):
    return "/".join([*(caller.split(":")[0] for caller in namespace), node])


async def window(house, order, config=None):
    broken = {}
    feed = house.astream({"order": order}, config, stream_mode=["updates", "debug"], subgraphs=True)
    async with aclosing(feed):
        try:
            async for namespace, mode, part in feed:
                if mode == "updates":
                    for node in part:
                        yield f"{place(namespace, node)}: done"
                elif part["type"] == "task_result" and part["payload"]["error"] is not None:
                    broken[len(namespace)] = place(namespace, part["payload"]["name"])
        except OutOfStock as failure:
            yield f"{broken[max(broken)]}: failed ({failure})"
