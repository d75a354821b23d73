# /// answer
# title = "Has the whole night in a list before the first is read"
# mistake = 4
# loses = { tray-pace = ["It took 8 s", "With room for two, one alert is made"], tray-bound = ["10 ahead"], tray-end = ["It was still read at 24.75 s"] }
# ///
async def night_desk(alerts, read, bound):
    async with aclosing(alerts):
        night = [alert async for alert in alerts]
    for alert in night:
        await read(alert)
    return min(bound, len(night))
