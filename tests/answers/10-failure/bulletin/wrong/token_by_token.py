# /// answer
# title = "Compares tokens, and not the text"
# loses = { bulletin-evidence = ["goes wrong at `[1]`"], bulletin-once = ["The items came at 1, 2, 3, 3.5, 4.5, 5, 5.5 and 6.5 s"] }
# ///
async def bulletin(speakers, question):
    heard, after = [], ""
    for number, speaker in enumerate(speakers):
        had = "".join(heard)
        conversation = [("human", question), ("ai", had)] if had else question
        label = {"tags": ["fallback"], "metadata": {"after": after, "had": len(had)}} if number else {}
        old = list(heard)
        try:
            async with aclosing(speaker.astream(conversation, label)) as words:
                async for word in words:
                    if old and word.content == old[0]:
                        old.pop(0)
                        continue
                    old = []
                    if word.content:
                        heard.append(word.content)
                        yield word.content
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if number == len(speakers) - 1:
                raise
            after = type(error).__name__
