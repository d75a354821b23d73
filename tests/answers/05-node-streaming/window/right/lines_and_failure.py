# /// answer
# title = "One generator for the lines, one for the failure"
# ///
async def lines(house, order, config):
    async with aclosing(house.astream({"order": order}, config, stream_mode="updates", subgraphs=True)) as updates:
        async for namespace, update in updates:
            (node,) = update
            path = [*namespace, node]
            yield f"{'/'.join(part.split(':')[0] for part in path)}: done"


async def window(house, order, config=None):
    async with aclosing(lines(house, order, config)) as told:
        try:
            async for line in told:
                yield line
        except OutOfStock as failure:
            nodes = [note.partition("name '")[2].partition("' and id")[0] for note in failure.__notes__]
            nodes.reverse()
            yield "/".join(nodes) + f": failed ({failure})"
