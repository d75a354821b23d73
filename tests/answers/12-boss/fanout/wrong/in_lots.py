# /// answer
# title = "Asks in lots, and waits for each lot"
# mistake = 5
# loses = { fanout-limit = ["It took 4 s", "free slot wait"] }
# ///
async def ask_all(question, tools, limit):
    answers = []
    for first in range(0, len(tools), limit):
        answers += await asyncio.gather(*(source.ainvoke(question) for source in tools[first : first + limit]))
    return answers
