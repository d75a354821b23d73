# /// answer
# title = "Leaves out blank tokens"
# loses = { bulletin-evidence = ["`ridge` was asked ['How is it?']."], bulletin-once = ["white space around them is not"] }
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
                    if not word.content.strip():
                        continue
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
