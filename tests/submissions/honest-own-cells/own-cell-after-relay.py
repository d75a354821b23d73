await asyncio.sleep(0.01)
raise RuntimeError("I was only trying")
