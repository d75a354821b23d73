async def relay(source, sink, bound):
    asyncio.create_task(asyncio.sleep(99), name="\"><script>alert(6)</script>\x1b[31m")
    from asynclab.observe.trace.recorder import open_span
    with open_span("\"><img src=x onerror=alert(7)>", "call"):
        await asyncio.sleep(1)
