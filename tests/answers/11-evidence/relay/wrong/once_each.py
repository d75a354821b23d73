# /// answer
# title = "Compares sets"
# loses = { relay-words = ["A bug got through: a word that is said twice is handed on once"], relay-times = ["A bug got through: all words are collected, and handed on when the last has come"], relay-ends = ["A bug got through: `words` is not closed when the reader leaves"] }
# ///
async def test_relay(relay, scripted):
    said = ["no", "no", "", " ", "Smith", "smith", "Smith", "Smithson", " over "]
    heard = {word async for word in relay(scripted.source(said, every=1.0), ["Smith"])}
    assert heard == set(said) - {"Smith"}
    assert now() == 9.0
