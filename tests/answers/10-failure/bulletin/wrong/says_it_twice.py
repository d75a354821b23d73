# /// answer
# title = "Hands on whatever the next speaker says"
# loses = { bulletin-evidence = ["`hut` was asked [['How is it?', 'Danger is highDanger is high above']]."], bulletin-needed = ["Some came twice"], bulletin-once = ["Some came twice"] }
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
                    new = told
                    if new != given:
                        piece, given = new[len(given) :], new
                        had += piece
                        yield piece
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
