# /// answer
# title = "Starts a task a source in a TaskGroup"
# ///
async def ask(question, tools):
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(source.ainvoke(question)) for source in tools]
    return [each.result() for each in asked]
