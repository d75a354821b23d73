# /// answer
# title = "Starts the tasks and returns them"
# mistake = 6
# loses = { fanout-overlap = ["did not wait for `archive`"], fanout-limit = ["did not wait for"], fanout-order = ["tasks in place of results"], fanout-loop = ["legacy"] }
# ///
async def ask_all(question, tools, limit):
    return [asyncio.create_task(source.ainvoke(question)) for source in tools]
