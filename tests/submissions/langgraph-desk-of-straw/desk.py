class Desk:
    name = "desk"

    async def ainvoke(self, state, config=None, **named):
        await asyncio.sleep(5.5)
        return {"brief": "archive: old\nnews: new\nweb: odd", "answer": "Because"}

    async def astream(self, state, config=None, **named):
        yield "archive: asking"
        yield "news: asking"
        await asyncio.sleep(1.0)
        yield "news: done"
        await asyncio.sleep(2.0)
        yield "archive: done"


def build_desk(model, tools):
    return Desk()
