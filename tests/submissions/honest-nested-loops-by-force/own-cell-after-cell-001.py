import asyncio.base_events


def run(coroutine, **named):
    return asyncio.get_event_loop().run_until_complete(coroutine)


def run_until_complete(self, future):
    task = asyncio.ensure_future(future, loop=self)
    while not task.done():
        self._run_once()
    return task.result()


asyncio.run = run
asyncio.base_events.BaseEventLoop.run_until_complete = run_until_complete
