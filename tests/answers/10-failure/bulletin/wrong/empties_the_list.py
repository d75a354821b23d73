# /// answer
# title = "Takes the speakers out of the list"
# loses = { bulletin-evidence = ["other ones after the first bulletin"], bulletin-once = ["`valley` was called 1 time"] }
# ///
async def bulletin(speakers, question):
    had, after = "", ""
    number, many = -1, len(speakers)
    while speakers:
        number, speaker = number + 1, speakers.pop(0)
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
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == many - 1:
                raise
            after = type(error).__name__
