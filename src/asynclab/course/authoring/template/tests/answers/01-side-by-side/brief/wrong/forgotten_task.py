# /// answer
# title = "Starts tasks, and leaves one behind when it is cancelled"
# loses = { brief-leave = ["still alive"] }
# ///
async def brief(city, weather, trains):
    sky = asyncio.create_task(weather.ainvoke(city))
    rails = asyncio.create_task(trains.ainvoke(city))
    return {"weather": await sky, "trains": await rails}
