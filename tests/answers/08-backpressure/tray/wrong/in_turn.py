# /// answer
# title = "Reads each before it asks for the next"
# mistake = 3
# loses = { tray-pace = ["It took 8 s", "With room for two, one alert is made"], tray-bound = ["0.25, 3.5, 6.75"], tray-end = ["let go at 3 s"] }
# ///
async def night_desk(alerts, read, bound):
    count = 0
    async with aclosing(alerts):
        async for alert in alerts:
            count += 1
            await read(alert)
    return min(count, bound)
