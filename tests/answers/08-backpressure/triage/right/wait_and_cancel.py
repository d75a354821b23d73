# /// answer
# title = "Waits for the first error, and cancels the rest"
# ///
def build_triage(catalogue, limit):
    permits, inside = asyncio.BoundedSemaphore(limit), set()

    async def look_up(place, name):
        await permits.acquire()
        call = object()
        inside.add(call)
        try:
            own = catalogue.with_config(tags=[f"alert:{name}"], metadata={"place": place, "in_flight": len(inside)})
            return await own.ainvoke(name)
        finally:
            inside.remove(call)
            permits.release()

    async def triage(names):
        if not names:
            return []
        asked = [asyncio.create_task(look_up(place, name)) for place, name in enumerate(names)]
        try:
            await asyncio.wait(asked, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for one in asked:
                one.cancel()
            await asyncio.wait(asked)
        for one in asked:
            if not one.cancelled() and one.exception():
                raise one.exception()
        return [one.result() for one in asked]

    return RunnableLambda(triage, name="triage")
