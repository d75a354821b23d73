# /// answer
# title = "Calls its tests so that nobody finds them"
# loses = { relay-words = ["tests are found by their names"], relay-times = ["tests are found by their names"], relay-ends = ["tests are found by their names"] }
# ///
async def relay_test(relay, scripted):
    assert [word async for word in relay(scripted.source(["a", "b"]))] == ["a", "b"]
