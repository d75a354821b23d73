built = []


def build_desk(model, tools):
    built.append(model)

    class Desk:
        async def ainvoke(self, state, config=None):
            async def one(number):
                await asyncio.sleep(number % 7)

            async with asyncio.TaskGroup() as group:
                for number in range(3_000 if len(built) == 1 else 3):
                    group.create_task(one(number), name="n" * 1000)
            return {"brief": "", "answer": ""}

    return Desk()
