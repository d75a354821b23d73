async def slot(gate, source, question):
    async with gate:
        return await source.ainvoke(question)
