# /// answer
# title = "RunnableParallel, a branch a source"
# ///
from langchain_core.runnables import RunnableParallel


async def ask(question, tools):
    answers = await RunnableParallel({source.name: source for source in tools}).ainvoke(question)
    return [answers[source.name] for source in tools]
