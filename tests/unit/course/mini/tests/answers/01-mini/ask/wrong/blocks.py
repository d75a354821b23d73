# /// answer
# title = "Sleeps in the loop before it asks"
# mistake = 1
# loses = { ask-makespan = ["time.sleep"] }
# ///
import time


async def ask(question, tools):
    time.sleep(1.0)
    return await asyncio.gather(*(source.ainvoke(question) for source in tools))
