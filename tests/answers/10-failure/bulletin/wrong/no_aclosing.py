# /// answer
# title = "Leaves closing to the event loop"
# mistake = 6
# loses = { bulletin-needed = ["was still open when everything else had ended"] }
# ///
async def bulletin(speakers, question):
    had, after = "", ""
    for number, speaker in enumerate(speakers):
        before, told, given = had, "", ""
        conversation = [("human", question), ("ai", had)] if had else question
        label = {"tags": ["fallback"], "metadata": {"after": after, "had": len(had)}} if number else {}
        try:
            async for word in speaker.astream(conversation, label):
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
