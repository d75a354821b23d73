# /// answer
# title = "Asks for all of it and cuts it into words"
# mistake = 4
# loses = { tokens-live = ["at the same instant"], tokens-leave = ["let go at 4.5 s"] }
# ///
import re


async def stream_answer(model, question, config=None):
    answer = await model.ainvoke(question, config)
    for word in re.findall(r" ?[^ ]+", answer.content):
        yield word
