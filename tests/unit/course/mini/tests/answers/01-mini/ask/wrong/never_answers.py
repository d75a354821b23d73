# /// answer
# title = "Waits for an event that nobody sets"
# loses = { ask-order = [], ask-makespan = [] }
# ///
async def ask(question, tools):
    await asyncio.Event().wait()
