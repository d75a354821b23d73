# /// answer
# title = "Tells the next speaker in one text what was asked and what was heard"
# loses = { bulletin-evidence = ["as a second message, and that is by the `ai`"] }
# ///
async def bulletin(speakers, question):
    had, after = "", ""
    for number, speaker in enumerate(speakers):
        before, told, given = had, "", ""
        conversation = f"{question}\n{had}" if had else question
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
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
