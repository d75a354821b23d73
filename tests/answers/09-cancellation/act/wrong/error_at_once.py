# /// answer
# title = "The extras' error costs the rest of the words"
# loses = { act-ends = ["The extras' error costs nobody a word", "`singer` was cancelled at 1.5 s"] }
# ///
async def act(singer, extras, scene):
    words = singer.astream(scene)
    beside = asyncio.create_task(extras.ainvoke(scene))
    try:
        while True:
            word = asyncio.ensure_future(anext(words, None))
            try:
                await asyncio.wait({word, beside} if not beside.done() else {word}, return_when="FIRST_COMPLETED")
                if beside.done():
                    beside.result()
                text = await word
            finally:
                word.cancel()
                await asyncio.gather(word, return_exceptions=True)
            if text is None:
                break
            if text.content:
                yield text.content
        yield await beside
    finally:
        beside.cancel()
        await words.aclose()
        await asyncio.wait({beside})
