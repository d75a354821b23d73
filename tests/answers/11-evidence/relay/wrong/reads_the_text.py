# /// answer
# title = "Looks for slips in the text of the relay"
# loses = { relay-words = ["fails on code that is right"], relay-times = ["fails on code that is right"], relay-ends = ["fails on code that is right"] }
# ///
async def test_relay(relay):
    import inspect

    text = inspect.getsource(inspect.unwrap(relay))
    assert "aclosing(words)" in text
    assert "[:-1]" not in text and "kept" not in text
