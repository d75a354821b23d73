# /// answer
# title = "Begins all speakers at once, so as to be quick"
# loses = { bulletin-evidence = ["`ridge` was asked ['How is it?']"], bulletin-needed = ["`ridge` was called 1 time, at 0 s"], bulletin-once = ["The items came at 1, 2, 3 and 3 s"] }
# ///
async def bulletin(speakers, question):
    async def collected(speaker):
        return [word.content async for word in speaker.astream(question)]

    others = [asyncio.create_task(collected(one)) for one in speakers[1:]]
    had = ""
    try:
        async with aclosing(speakers[0].astream(question)) as words:
            async for word in words:
                if word.content:
                    had += word.content
                    yield word.content
    except (ConnectionError, TimeoutError, PermissionError):
        if not others:
            raise
        text = "".join(await others[0])
        if not had.startswith(text):
            yield text.removeprefix(had)
    finally:
        for one in others:
            one.cancel()
        if others:
            await asyncio.wait(others)
