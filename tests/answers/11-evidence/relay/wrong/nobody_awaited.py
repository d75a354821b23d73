# /// answer
# title = "An async test that nobody awaits"
# loses = { relay-words = ["`arrives(...)` was called and never awaited", "the last word is dropped"], relay-times = ["never awaited"], relay-ends = ["never awaited"] }
# ///
def test_relay(relay, scripted):
    async def arrives():
        words = ["no", "no", "", " over "]
        assert [word async for word in relay(scripted.source(words, every=1.0))] == words
        assert now() == 4.0

    arrives()
