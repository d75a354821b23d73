# /// answer
# title = "Shields the numbers from the bell"
# mistake = 6
# loses = { gala-cut = ["What waited for it stopped waiting"], gala-leave = ["What waited for it stopped waiting"] }
# ///
async def gala(numbers, scene, seconds):
    async def line(number):
        try:
            async with asyncio.timeout(seconds) as bell:
                answer = await asyncio.shield(number.ainvoke(scene))
        except Exception as error:
            if bell.expired():
                return f"{number.name}: cut at {seconds:g} s"
            return f"{number.name}: failed ({error})"
        return f"{number.name}: {answer}"

    return await asyncio.gather(*[line(number) for number in numbers])
