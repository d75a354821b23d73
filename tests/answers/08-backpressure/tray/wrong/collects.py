# /// answer
# title = "Has the whole night in a list before the first is read"
# mistake = 4
# loses = { tray-pace = ["???"], tray-bound = ["???"], tray-end = ["???"] }
# ///
async def night_desk(alerts, read, bound):
    async with aclosing(alerts):
        night = [alert async for alert in alerts]
    for alert in night:
        await read(alert)
    return min(bound, len(night))
