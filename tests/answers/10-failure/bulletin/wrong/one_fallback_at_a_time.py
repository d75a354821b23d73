# /// answer
# title = "Lets one listener at a time have a second speaker"
# loses = { bulletin-once = ["`ridge` was called at 3 and 6 s"] }
# ///
from contextlib import nullcontext

LOCKS = {}


async def bulletin(speakers, question):
    had, after = "", ""
    for number, speaker in enumerate(speakers):
        before, told, given = had, "", ""
        conversation = [("human", question), ("ai", had)] if had else question
        label = {"tags": ["fallback"], "metadata": {"after": after, "had": len(had)}} if number else {}
        try:
            turn = LOCKS.setdefault(id(asyncio.get_running_loop()), asyncio.Lock()) if number else nullcontext()
            async with turn, aclosing(speaker.astream(conversation, label)) as words:
                async for word in words:
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
