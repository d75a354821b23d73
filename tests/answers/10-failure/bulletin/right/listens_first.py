# /// answer
# title = "First listens, while it could be old, and then hands on"
# ///
async def bulletin(speakers, question):
    from langchain_core.messages import AIMessage, HumanMessage

    said, failed = "", None
    for left, speaker in zip(range(len(speakers) - 1, -1, -1), speakers):
        messages = [HumanMessage(question)] + ([AIMessage(said)] if said else [])
        config = {}
        if failed:
            config = {"tags": ["fallback"], "metadata": {"after": type(failed).__name__, "had": len(said)}}
        held, listening, had = "", True, said
        try:
            async with aclosing(speaker.astream(messages, config)) as stream:
                async for chunk in stream:
                    text = chunk.content
                    if listening:
                        held += text
                        if had.startswith(held):
                            continue
                        listening, text = False, held.removeprefix(had)
                    if text:
                        said += text
                        yield text
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if not left:
                raise
            failed = error
        else:
            break
