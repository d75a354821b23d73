# /// answer
# title = "A bell in each number, and a group that tells them once more"
# mistake = 6
# loses = { gala-cut = ["but I sang"], gala-leave = ["nobody is told again", "`wardrobe` (3-3.25 s) was cancelled"] }
# ///
async def gala(numbers, scene, seconds):
    async def line(number):
        try:
            async with asyncio.timeout(seconds) as bell:
                answer = await number.ainvoke(scene)
        except Exception as error:
            if bell.expired():
                return f"{number.name}: cut at {seconds:g} s"
            return f"{number.name}: failed ({error})"
        return f"{number.name}: {answer}"

    async with asyncio.TaskGroup() as stage:
        lines = [stage.create_task(line(number)) for number in numbers]
    return [one.result() for one in lines]
