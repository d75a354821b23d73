async def relay(source, sink, bound):
    raise GeneratorExit
