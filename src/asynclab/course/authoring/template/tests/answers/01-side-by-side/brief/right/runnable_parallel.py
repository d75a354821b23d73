# /// answer
# title = "RunnableParallel, with the names on the branches"
# ///
from langchain_core.runnables import RunnableParallel


async def brief(city, weather, trains):
    return await RunnableParallel(weather=weather, trains=trains).ainvoke(city)
