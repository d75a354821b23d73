# /// answer
# title = "Asks for a fixture that is not there"
# loses = { relay-words = ["asks for `court`"], relay-times = ["asks for `court`"], relay-ends = ["asks for `court`"] }
# ///
async def test_relay(relay, court):
    assert [word async for word in relay(court)] == ["a", "b"]
