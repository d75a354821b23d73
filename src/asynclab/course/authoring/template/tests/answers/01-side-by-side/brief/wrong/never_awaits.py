# /// answer
# title = "Starts nothing: returns what it should have awaited"
# loses = { brief-answers = [], brief-makespan = [], brief-leave = [] }
# ///
async def brief(city, weather, trains):
    return {"weather": weather.ainvoke(city), "trains": trains.ainvoke(city)}
