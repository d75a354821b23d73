from asynclab.observe.trace import recorder

LINES = {
    0.0: ["progress planning"],
    2.0: ["update plan", "progress writing"],
    3.5: ["token Queues"],
    4.0: ["token  are"],
    4.5: ["token  patience", "update write"],
}


async def serve(model, question, reader, send, close):
    now = 0.0
    for at, lines in LINES.items():
        await asyncio.sleep(at - now)
        now = at
        for line in lines:
            with recorder.open_span("send", "call", item=line):
                recorder.mark("send", "used", item=line)
