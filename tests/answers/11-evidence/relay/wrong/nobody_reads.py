# /// answer
# title = "Makes a relay and looks at it, and reads nothing"
# loses = { relay-words = ["the last word is dropped"], relay-times = ["collected"], relay-ends = ["not closed"] }
# ///
def test_relay(relay, scripted):
    words = relay(scripted.source(["no", "no"], every=1.0))
    assert words is not None
    assert hasattr(words, "__aiter__")
