# /// answer
# title = "A function of the two texts says what is new"
# ///
async def bulletin(speakers, question):
    def new_in(told, had):
        if had.startswith(told):
            return ""
        return told[len(had) :] if told.startswith(had) else told

    heard, reason = [], None
    for speaker in speakers:
        had = "".join(heard)
        config = None if reason is None else {"tags": ["fallback"], "metadata": {"after": reason, "had": len(had)}}
        asked = [("human", question), ("ai", had)] if had else question
        told, out = "", 0
        stream = speaker.astream(asked, config)
        try:
            async for token in stream:
                told += token.content
                new = new_in(told, had)[out:]
                if new:
                    out += len(new)
                    heard.append(new)
                    yield new
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if speaker is speakers[-1]:
                raise
            reason = type(error).__name__
        finally:
            await stream.aclose()
