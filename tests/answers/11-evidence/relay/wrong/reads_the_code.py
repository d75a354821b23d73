# /// answer
# title = "Looks into the compiled code that is behind the relay"
# loses = { relay-words = ["`test_relay` fails on code that is right: AssertionError (answer reads_the_code, line 7,"], relay-times = ["`test_relay` fails on code that is right: AssertionError (answer reads_the_code, line 7,"], relay-ends = ["`test_relay` fails on code that is right: AssertionError (answer reads_the_code, line 8,"] }
# ///
async def test_relay(relay):
    code = relay.__closure__[0].cell_contents.__code__
    assert "aclosing" in code.co_names
    assert "kept" not in code.co_varnames
