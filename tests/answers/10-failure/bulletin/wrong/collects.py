# /// answer
# title = "Collects each speaker's words first"
# mistake = 4
# loses = { bulletin-evidence = ["It returned ['Danger is high']"], bulletin-needed = ["The pieces were joined into one lump"], bulletin-once = ["The items came at 3 and 6 s", "Hand on each item as soon as it is there"] }
# ///
async def bulletin(speakers, question):
    had, after = "", ""
    for number, speaker in enumerate(speakers):
        conversation = [("human", question), ("ai", had)] if had else question
        label = {"tags": ["fallback"], "metadata": {"after": after, "had": len(had)}} if number else {}
        told, failed = "", None
        try:
            async with aclosing(speaker.astream(conversation, label)) as words:
                async for word in words:
                    told += word.content
        except (ConnectionError, TimeoutError, PermissionError) as error:
            failed = error
        if not had.startswith(told):
            new = told.removeprefix(had)
            had += new
            yield new
        if not failed:
            return
        if number == len(speakers) - 1:
            raise failed
        after = type(failed).__name__
