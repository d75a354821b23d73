# /// answer
# title = "anyio, which lets the caller go before the thread"
# ///
async def keep_watch(errand, what, flash, every):
    import anyio

    lit, outcome = anyio.current_time(), []

    async def shine():
        number = 0
        while True:
            number += 1
            await flash(number)
            await anyio.sleep_until(lit + number * every)

    async with anyio.create_task_group() as group:
        group.start_soon(shine)
        try:
            outcome += [await anyio.to_thread.run_sync(errand, what, abandon_on_cancel=True), None]
        except Exception as error:
            outcome += [None, error]
        group.cancel_scope.cancel()
    if outcome[1] is not None:
        raise outcome[1]
    return outcome[0]
