# /// answer
# title = "Asks for each token with anext"
# ///
async def bulletin(speakers, question):
    said, why = "", ""
    for place, speaker in enumerate(speakers, start=1):
        config = {"tags": ["fallback"], "metadata": {"after": why, "had": len(said)}} if place > 1 else None
        had, old = said, said
        stream = speaker.astream([("human", question), *([("ai", had)] if had else [])], config)
        held = ""
        try:
            while True:
                try:
                    token = (await anext(stream)).content
                except StopAsyncIteration:
                    return
                except (ConnectionError, TimeoutError, PermissionError) as error:
                    if place == len(speakers):
                        raise
                    why = type(error).__name__
                    break
                held += token
                if old and old.startswith(held):
                    continue
                piece = held.removeprefix(old) if old else held
                old, held = "", ""
                if piece:
                    said += piece
                    yield piece
        finally:
            await stream.aclose()
