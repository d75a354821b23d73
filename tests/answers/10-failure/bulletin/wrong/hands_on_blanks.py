# /// answer
# title = "Hands on empty tokens as well"
# loses = { bulletin-needed = ["Empty texts were handed on as well"], bulletin-once = ["Empty texts were handed on as well"] }
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
                    if not (before and before.startswith(told)):
                        piece, given = new[len(given) :], new
                        had += piece
                        yield piece
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
