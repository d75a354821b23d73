# /// answer
# title = "Hands on what is still held back when a speaker is over"
# loses = { bulletin-once = ["' high', 'Danger is'"], bulletin-evidence = ["' high', 'Danger is high'"] }
# ///
async def bulletin(speakers, question):
    had, after = "", ""
    for number, speaker in enumerate(speakers):
        before, told, given = had, "", ""
        conversation = [("human", question), ("ai", had)] if had else question
        label = {"tags": ["fallback"], "metadata": {"after": after, "had": len(had)}} if number else {}
        try:
            async with aclosing(speaker.astream(conversation, label)) as words:
                async for word in words:
                    told += word.content
                    new = told.removeprefix(before)
                    if not before.startswith(told) and new != given:
                        piece, given = new[len(given) :], new
                        had += piece
                        yield piece
            if told and before.startswith(told):
                yield told
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
