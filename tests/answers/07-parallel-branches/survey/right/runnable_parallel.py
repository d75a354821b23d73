# /// answer
# title = "A chain: the look-up, then a RunnableParallel"
# ///
async def survey(address, locate, checks):
    if not checks:
        await locate.ainvoke(address)
        return []
    chain = locate | RunnableParallel({str(place): office for place, office in enumerate(checks)})
    found = await chain.ainvoke(address)
    return [found[str(place)] for place in range(len(checks))]
