# /// answer
# title = "A test with a `yield` in it, as a fixture has"
# loses = { relay-words = ["has `yield` in it"], relay-times = ["has `yield` in it"], relay-ends = ["has `yield` in it"] }
# ///
async def test_relay(relay, scripted):
    words = relay(scripted.source(["a", "b"]))
    yield
    assert [word async for word in words] == ["a", "b"]
