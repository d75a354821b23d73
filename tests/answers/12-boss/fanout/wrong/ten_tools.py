# /// answer
# title = "Sorted by number, as text: 10 comes before 2"
# mistake = 8
# loses = { fanout-order = ["It returned"] }
# ///
async def ask_all(question, tools, limit):
    slots, answers = asyncio.Semaphore(limit), {}

    async def ask(place, source):
        async with slots:
            answers[f"{place}"] = await source.ainvoke(question)

    async with asyncio.TaskGroup() as group:
        for place, source in enumerate(tools):
            group.create_task(ask(place, source))
    return [answers[place] for place in sorted(answers)]
