# /// answer
# title = "gather, and the readers are cancelled by hand"
# ///
async def encore(play, scene, house, desk, config=None):
    async with await play.astream_events({"scene": scene}, config, version="v3") as run:

        async def words():
            async for message in run.messages:
                if message.node != "speak":
                    continue
                async for text in message.text:
                    if text != "":
                        await house(text)

        async def states():
            async for state in run.values:
                await desk(state)

        readers = [asyncio.create_task(words()), asyncio.create_task(states())]
        try:
            await asyncio.gather(*readers)
        except Exception:
            for reader in readers:
                reader.cancel()
            raise
        finally:
            await asyncio.wait(readers)
        return await run.output()
