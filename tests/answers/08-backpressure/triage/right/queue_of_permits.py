# /// answer
# title = "Permits in a queue, and a task that gathers with care"
# ///
def build_triage(catalogue, limit):
    permits = asyncio.Queue()
    for number in range(limit):
        permits.put_nowait(number)

    async def look_up(place, name):
        permit = await permits.get()
        try:
            crowd = {"place": place, "in_flight": limit - permits.qsize()}
            return await catalogue.ainvoke(name, config={"tags": ["alert:" + name], "metadata": crowd})
        finally:
            permits.put_nowait(permit)

    async def triage(names):
        asked = [asyncio.ensure_future(look_up(place, name)) for place, name in enumerate(names)]
        try:
            return list(await asyncio.gather(*asked))
        except BaseException:
            for one in asked:
                one.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
            raise

    return RunnableLambda(triage).with_config({"run_name": "triage"})
