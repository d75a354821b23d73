# /// answer
# title = "Goes on to the next speaker when one is done"
# loses = { bulletin-needed = ["when the one before has failed, and only then"], bulletin-evidence = ["and 1 call more"] }
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

        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
