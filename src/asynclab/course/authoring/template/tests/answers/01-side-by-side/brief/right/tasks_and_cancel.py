# /// answer
# title = "Two tasks, cancelled by hand if it is cancelled itself"
# ///
async def brief(city, weather, trains):
    sky = asyncio.create_task(weather.ainvoke(city))
    rails = asyncio.create_task(trains.ainvoke(city))
    try:
        return {"weather": await sky, "trains": await rails}
    finally:
        sky.cancel()
        rails.cancel()
