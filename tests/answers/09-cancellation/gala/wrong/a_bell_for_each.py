# /// answer
# title = "Each number has its own bell, one number after another"
# mistake = 3
# loses = { gala-kept = ["one after another"], gala-cut = ["`duel` let go at 6.5 s"], gala-leave = ["Nothing named `duel` was called"] }
# ///
async def gala(numbers, scene, seconds):
    lines = []
    for number in numbers:
        try:
            lines.append(f"{number.name}: {await asyncio.wait_for(number.ainvoke(scene), seconds)}")
        except TimeoutError:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        except Exception as error:
            lines.append(f"{number.name}: failed ({error})")
    return lines
