# /// answer
# title = "One long test, with a courtroom that keeps minutes"
# ///
async def test_relay(relay, scripted):
    """Everything, in turn."""
    words = ["", "a", "a", " b ", "\n", "A", "ab", "x", "x", "end"]
    heard = []
    async for word in relay(scripted.source(words, every=1.0), ["a", "x"]):
        heard.append((now(), word))
    assert heard == [(1, ""), (4, " b "), (5, "\n"), (6, "A"), (7, "ab"), (10, "end")]
    start = now()
    waits = relay(scripted.source(["x", "z"]))
    assert await anext(waits) == "x"
    again = [word async for word in relay(scripted.source(["x", "x", "y", "y"], every=1.0), [])]
    assert again == ["x", "x", "y", "y"]
    assert now() - start == 4
    assert await anext(waits) == "z"

    minutes = []

    async def court(words, error=None):
        try:
            for word in words:
                minutes.append(f"asked {word}")
                await asyncio.sleep(1)
                yield word
            if error:
                raise error
        finally:
            minutes.append(f"left at {now() - start:g}")
            await asyncio.sleep(2)
            minutes.append(f"closed at {now() - start:g}")

    start = now()
    wire = relay(court(["one", "two", "three"]))
    await asyncio.sleep(1)
    assert minutes == []
    start = now()
    assert await anext(wire) == "one"
    await asyncio.sleep(10)
    assert minutes == ["asked one"]
    await wire.aclose()
    assert minutes == ["asked one", "left at 11", "closed at 13"]
    assert now() - start == 13

    minutes.clear()
    start = now()
    try:
        async with asyncio.timeout(1.25):
            async for word in relay(court(["one", "two"])):
                pass
    except TimeoutError:
        pass
    else:
        assert False, "nobody was told"
    assert minutes == ["asked one", "asked two", "left at 1.25", "closed at 3.25"]

    minutes.clear()
    lost, heard = KeyError("wire"), []
    try:
        async for word in relay(court(["one"], lost)):
            heard.append(word)
    except KeyError as error:
        assert error is lost
    else:
        assert False, "no error came out"
    assert heard == ["one"]
