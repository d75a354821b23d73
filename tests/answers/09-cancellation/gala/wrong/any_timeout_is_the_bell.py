# /// answer
# title = "Takes every TimeoutError for the bell"
# loses = { gala-kept = ["ballet: cut at 3 s"], gala-cut = ["failed (a sleeve)"] }
# ///
async def gala(numbers, scene, seconds):
    async def line(number):
        try:
            async with asyncio.timeout(seconds):
                return f"{number.name}: {await number.ainvoke(scene)}"
        except TimeoutError:
            return f"{number.name}: cut at {0 if seconds is None else seconds:g} s"
        except Exception as error:
            return f"{number.name}: failed ({error})"

    return await asyncio.gather(*[line(number) for number in numbers])
