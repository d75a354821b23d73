# /// answer
# title = "One speaker, and then the bulletin of the others"
# ///
async def bulletin(speakers, question):
    async def spoken(first, others, had, config):
        told = given = ""
        conversation = [("user", question), ("assistant", had)] if had else [("user", question)]
        try:
            async with aclosing(first.astream(conversation, config)) as stream:
                async for chunk in stream:
                    told += chunk.content
                    if len(told) <= len(had) and had.startswith(told):
                        continue
                    whole = told[len(had) :] if told.startswith(had) else told
                    if piece := whole[len(given) :]:
                        given = whole
                        yield piece
            return
        except (ConnectionError, TimeoutError, PermissionError) as error:
            if not others:
                raise
            after = type(error).__name__
        had += given
        label = {"tags": ["fallback"], "metadata": {"after": after, "had": len(had)}}
        async with aclosing(spoken(others[0], others[1:], had, label)) as rest:
            async for piece in rest:
                yield piece

    async with aclosing(spoken(speakers[0], speakers[1:], "", None)) as pieces:
        async for piece in pieces:
            yield piece
