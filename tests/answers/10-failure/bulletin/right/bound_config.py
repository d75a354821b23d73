# /// answer
# title = "Binds the label with with_config, and closes by an exit stack"
# ///
async def bulletin(speakers, question):
    from contextlib import AsyncExitStack

    had, queue, error = "", list(speakers), None
    while queue:
        speaker = queue.pop(0)
        if error is not None:
            label = {"after": type(error).__name__, "had": len(had)}
            speaker = speaker.with_config(tags=["fallback"], metadata=label)
        memory, base = "", had
        pure = not base
        async with AsyncExitStack() as stack:
            asked = question if not base else [("human", question), ("ai", base)]
            stream = await stack.enter_async_context(aclosing(speaker.astream(asked)))
            try:
                async for chunk in stream:
                    memory += chunk.content
                    if not pure and base.startswith(memory):
                        continue
                    if not pure and memory.startswith(base):
                        memory = memory[len(base) :]
                    pure, piece, memory = True, memory, ""
                    if piece:
                        had += piece
                        yield piece
                return
            except (ConnectionError, TimeoutError, PermissionError) as broken:
                if not queue:
                    raise
                error = broken
