# /// answer
# title = "Looks into the compiled code that is behind the relay"
# loses = { relay-words = ["`test_relay` fails on code that is right: `AssertionError`"], relay-times = ["`test_relay` fails on code that is right: `AssertionError`"], relay-ends = ["`test_relay` fails on code that is right: `AssertionError`"] }
# ///
async def test_relay(relay):
    code = relay.__closure__[0].cell_contents.__code__
    assert "aclosing" in code.co_names
    assert "kept" not in code.co_varnames
