# /// answer
# title = "As many workers as there are slots, on one iterator"
# ///
async def ask_all(question, tools, limit):
    answers, waiting = [None] * len(tools), iter(enumerate(tools))

    async def worker():
        for place, source in waiting:
            answers[place] = await source.ainvoke(question)

    await asyncio.gather(*(worker() for _ in range(limit)))
    return answers
