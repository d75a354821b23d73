# /// answer
# title = "Keeps what was heard from one bulletin to the next"
# loses = { bulletin-evidence = ["`valley` was asked [['How is it?', 'Danger"], bulletin-needed = ["The reader got no item"], bulletin-once = ["goes wrong at `[0]`"] }
# ///
async def bulletin(speakers, question, memory={}):
    had, after = memory.get("had", ""), ""
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
                        memory["had"] = had
                        yield piece
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
