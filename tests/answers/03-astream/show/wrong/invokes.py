# /// answer
# title = "Asks for the whole answer and types it out"
# mistake = 4
# loses = { show-live = ["2.5, 2.5 and 2.5 s", "What does yours wait for"], show-receipt = ["'first': 2.5"] }
# ///
import re


async def show(model, question, write, config=None):
    start = time.perf_counter()
    answer = (await model.ainvoke(question, config)).content
    first = time.perf_counter() - start
    for word in re.findall(r" ?[^ ]+", answer):
        await write(word)
    return {"answer": answer, "first": first, "total": time.perf_counter() - start}
