# /// answer
# title = "Lets one listener at a time have a speaker"
# loses = { bulletin-once = ["`valley` was called at 0 and 2 s", "Two bulletins at the same time wait for nobody"] }
# ///
LOCKS = {}


async def bulletin(speakers, question):
    had, after = "", ""
    for number, speaker in enumerate(speakers):
        before, told, given = had, "", ""
        conversation = [("human", question), ("ai", had)] if had else question
        label = {"tags": ["fallback"], "metadata": {"after": after, "had": len(had)}} if number else {}
        try:
            async with (
                LOCKS.setdefault(id(asyncio.get_running_loop()), asyncio.Lock()),
                aclosing(speaker.astream(conversation, label)) as words,
            ):
                async for word in words:
                    told += word.content
                    new = told.removeprefix(before)
                    if not before.startswith(told) and new != given:
                        piece, given = new[len(given) :], new
                        had += piece
                        yield piece
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
