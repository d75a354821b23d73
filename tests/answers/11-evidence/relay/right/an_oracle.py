# /// answer
# title = "Compares minutes with those of a relay of its own"
# ///
async def own(words, struck=()):
    async with aclosing(words):
        async for word in words:
            if not any(word == one for one in struck):
                yield word


async def minutes(make, said, struck, most, thinks, leave_at, error):
    """All that can be seen of a relay: what is asked, handed on and closed, and when."""
    seen, start = [], now()

    def note(what, item=""):
        seen.append((what, item, now() - start))

    async def court():
        try:
            for word in said:
                note("asked")
                await asyncio.sleep(1)
                yield word
            if error is not None:
                raise error
        finally:
            note("leaves")
            await asyncio.sleep(0.5)
            note("closed")

    async def read():
        async with aclosing(make(court(), struck)) as feed:
            await asyncio.sleep(0.25)  # nobody has asked yet
            async for word in feed:
                note("word", word)
                if len([one for one in seen if one[0] == "word"]) == most:
                    return
                await asyncio.sleep(thinks)

    reading = asyncio.create_task(read())
    await asyncio.wait([reading], timeout=leave_at)
    reading.cancel()
    await asyncio.wait([reading])
    note("cancelled" if reading.cancelled() else "ended", None if reading.cancelled() else reading.exception())
    return seen


async def test_relay(relay):
    """In all these cases they are the same."""
    said = ["no", "no", "", " ", "\n", "Smith", "smith", " Smith ", "Smith", "end"]
    lost = LookupError("the wire")
    for struck in ([], ["Smith"], ["no", ""]):
        for most, thinks, leave_at in ((99, 0, 99), (2, 0, 99), (99, 3, 99), (99, 0, 3.5), (99, 3, 2.5)):
            for error in (None, lost):
                case = said, struck, most, thinks, leave_at, error
                assert await minutes(relay, *case) == await minutes(own, *case), case


async def test_relay_beside_another(relay, scripted):
    """It is the same with another one that is open."""
    for make in (relay, own):
        open_still = make(scripted.source(["a", "b", "c"]), ["b"])
        assert await anext(open_still) == "a"
        assert [word async for word in make(scripted.source(["b", "d"]))] == ["b", "d"]
        assert [word async for word in open_still] == ["c"]
