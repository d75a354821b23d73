try:
    import nest_asyncio

    nest_asyncio.apply()
except ImportError:
    pass
loop = asyncio.get_event_loop()
asyncio.set_event_loop(loop)
