# /// answer
# title = "Catches the three bugs that are shown, and no other"
# loses = { relay-words = ["an empty word is dropped"], relay-times = ["A bug got through: one word is asked for ahead of the reader"], relay-ends = ["A bug got through: whoever cancels its reader is told that all went well"] }
# ///
async def test_relay(relay, scripted):
    words = relay(scripted.source(["He", " fell", " down"], every=1.0))
    assert await anext(words) == "He"
    assert now() == 1.0
    assert [word async for word in words] == [" fell", " down"]


async def test_relay_closes(relay, scripted):
    words = scripted.source(["He", " fell"], every=1.0)
    async with aclosing(relay(words)) as feed:
        await anext(feed)
    assert await anext(words, "closed") == "closed"
