# /// answer
# title = "Holds back what stands anywhere in what was heard"
# loses = { bulletin-once = ["The items came at 1, 2, 3, 4 and 4.5 s"] }
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
                    if told not in before and new != given and told:
                        piece, given = new[len(given) :], new
                        had += piece
                        yield piece
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
