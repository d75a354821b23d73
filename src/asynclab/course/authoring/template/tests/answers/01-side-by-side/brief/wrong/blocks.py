# /// answer
# title = "Pauses in the loop's own thread before it asks"
# loses = { brief-makespan = ["time.sleep"] }
# ///
import time


async def brief(city, weather, trains):
    time.sleep(1.0)
    sky, rails = await asyncio.gather(weather.ainvoke(city), trains.ainvoke(city))
    return {"weather": sky, "trains": rails}
