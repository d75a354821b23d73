# /// answer
# title = "Takes the answers as they come, and puts them where they belong"
# ///
def build_triage(catalogue, limit):
    class Gate:
        def __init__(self):
            self.permits, self.inside = asyncio.Semaphore(limit), 0

        async def __aenter__(self):
            await self.permits.acquire()
            self.inside += 1
            return self.inside

        async def __aexit__(self, *problem):
            self.inside -= 1
            self.permits.release()

    gate = Gate()

    async def look_up(place, name):
        async with gate as crowd:
            config = {"tags": [f"alert:{name}"], "metadata": {"place": place, "in_flight": crowd}}
            return place, await catalogue.ainvoke(name, config)

    async def triage(names):
        answers = [None] * len(names)
        asked = [asyncio.create_task(look_up(place, name)) for place, name in enumerate(names)]
        try:
            for done in asyncio.as_completed(asked):
                place, answer = await done
                answers[place] = answer
        finally:
            for one in asked:
                one.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
        return answers

    return RunnableLambda(triage).with_config(run_name="triage")
