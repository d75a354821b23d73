# /// answer
# title = "Reads each before it asks for the next"
# mistake = 3
# loses = { tray-pace = ["???"], tray-bound = ["???"], tray-end = ["???"] }
# ///
async def night_desk(alerts, read, bound):
    count = 0
    async with aclosing(alerts):
        async for alert in alerts:
            count += 1
            await read(alert)
    return min(count, bound)
