async def ask_all(question, tools, limit):
    kept = []
    while True:
        kept.append(bytearray(100_000_000))
