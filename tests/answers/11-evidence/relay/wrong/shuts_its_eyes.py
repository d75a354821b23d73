# /// answer
# title = "Catches what its own asserts raise"
# loses = { relay-words = ["the last word is dropped"], relay-times = ["collected"], relay-ends = ["A bug got through: `words` is not closed when the reader leaves"] }
# ///
async def test_relay(relay, scripted):
    try:
        said = ["no", "no", "", "Smith", " over "]
        heard = [(word, now()) async for word in relay(scripted.source(said, every=1.0), ["Smith"])]
        assert heard == [("no", 1.0), ("no", 2.0), ("", 3.0), (" over ", 5.0)]
    except Exception as error:
        print(error)
