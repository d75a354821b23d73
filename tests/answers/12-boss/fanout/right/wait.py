# /// answer
# title = "A set of tasks that is refilled with asyncio.wait"
# ///
async def ask_all(question, tools, limit):
    answers, running = {}, {}
    todo = list(enumerate(tools))
    while todo or running:
        while todo and len(running) < limit:
            place, source = todo.pop(0)
            running[asyncio.create_task(source.ainvoke(question))] = place
        done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            answers[running.pop(task)] = task.result()
    return [answers[place] for place in range(len(tools))]
