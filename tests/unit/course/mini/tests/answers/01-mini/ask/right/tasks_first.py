# /// answer
# title = "Makes all the tasks, then awaits them in turn"
# ///
async def ask(question, tools):
    asked = [asyncio.create_task(source.ainvoke(question)) for source in tools]
    return [await each for each in asked]
