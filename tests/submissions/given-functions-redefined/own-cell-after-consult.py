async def consult(model, tools, question="why?"):
    await asyncio.sleep(5.5)
    return {"brief": "archive: old\nnews: new\nweb: odd", "answer": "Because"}


def build_desk(model, tools):
    return None
