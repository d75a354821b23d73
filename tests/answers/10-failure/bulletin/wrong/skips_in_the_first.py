# /// answer
# title = "Leaves out only what a first token repeats"
# loses = { bulletin-evidence = ["`hut` was asked [['How is it?', 'Danger is highDanger is high above']]."], bulletin-needed = ["Some came twice"], bulletin-once = ["Some came twice"] }
# ///
async def bulletin(speakers, question):
    had, after = "", ""
    for number, speaker in enumerate(speakers):
        before = had
        conversation = [("human", question), ("ai", had)] if had else question
        label = {"tags": ["fallback"], "metadata": {"after": after, "had": len(had)}} if number else {}
        try:
            async with aclosing(speaker.astream(conversation, label)) as words:
                async for word in words:
                    piece = word.content.removeprefix(before) if before else word.content
                    if piece:
                        had += piece
                        yield piece
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
