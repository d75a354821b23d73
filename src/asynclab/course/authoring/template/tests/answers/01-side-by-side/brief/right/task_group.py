# /// answer
# title = "A TaskGroup"
# ///
async def brief(city, weather, trains):
    async with asyncio.TaskGroup() as group:
        sky = group.create_task(weather.ainvoke(city))
        rails = group.create_task(trains.ainvoke(city))
    return {"weather": sky.result(), "trains": rails.result()}
