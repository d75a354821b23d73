# /// answer
# title = "Awaits one after the other"
# loses = { brief-makespan = ["took 5 s", "one after another"] }
# ///
async def brief(city, weather, trains):
    return {"weather": await weather.ainvoke(city), "trains": await trains.ainvoke(city)}
