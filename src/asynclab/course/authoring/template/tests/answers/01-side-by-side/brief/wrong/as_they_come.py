# /// answer
# title = "Takes the answers as they come"
# loses = { brief-answers = ["on time"], brief-leave = ["still alive"] }
# ///
async def brief(city, weather, trains):
    both = [weather.ainvoke(city), trains.ainvoke(city)]
    sky, rails = [await each for each in asyncio.as_completed(both)]
    return {"weather": sky, "trains": rails}
