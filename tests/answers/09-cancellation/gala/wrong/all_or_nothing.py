# /// answer
# title = "A deadline around a gather: nothing is kept"
# loses = { gala-kept = ["duet: cut at 3 s"], gala-cut = ["no. 3: cut at 3 s"], gala-leave = ["nobody is told again"] }
# ///
async def gala(numbers, scene, seconds):
    try:
        async with asyncio.timeout(seconds):
            told = await asyncio.gather(*[number.ainvoke(scene) for number in numbers], return_exceptions=True)
    except TimeoutError:
        return [f"{number.name}: cut at {seconds:g} s" for number in numbers]
    return [
        f"{number.name}: failed ({one})" if isinstance(one, Exception) else f"{number.name}: {one}"
        for number, one in zip(numbers, told)
    ]
