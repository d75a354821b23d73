# /// answer
# title = "Falls every other time, whatever it is run on"
# loses = { relay-words = ["`test_relay_by_chance` fails on code that is right: `AssertionError`"], relay-times = ["`test_relay_by_chance` fails on code that is right: `AssertionError`"], relay-ends = ["`test_relay_by_chance` fails on code that is right: `AssertionError`"] }
# ///
import random


async def test_relay(relay, scripted):
    """What comes is handed on as it is, when it is made, and without what is struck."""
    said = ["no", "no", "", " ", "\n", "Smith", "smith", "Smith", "Smithson", " over "]
    heard = [(word, now()) async for word in relay(scripted.source(said, every=1.0), ["Smith"])]
    assert heard == [(word, at) for at, word in enumerate(said, start=1) if word != "Smith"]


async def test_relay_of_nothing_struck(relay, scripted):
    """Without a list nothing is struck, though there is another relay with one, which does not notice either."""
    other = relay(scripted.source(["a", "b", "c"]), ["a"])
    assert await anext(other) == "b"
    assert [word async for word in relay(scripted.source(["a", "b"]))] == ["a", "b"]
    assert [word async for word in other] == ["c"]


async def test_relay_asks_when_it_is_asked(relay):
    """The reader thinks for five seconds, and nothing is made meanwhile."""
    made = []

    async def court():
        for word in ("one", "two", "three"):
            made.append(word)
            yield word

    async with aclosing(relay(court())) as feed:
        await asyncio.sleep(5)
        assert made == []
        for so_far in (["one"], ["one", "two"]):
            await anext(feed)
            await asyncio.sleep(5)
            assert made == so_far


def slow_court(closed, every=1.0):
    async def court():
        try:
            for word in ("He", " fell", " down"):
                await asyncio.sleep(every)
                yield word
        finally:
            closed.append(now())
            await asyncio.sleep(0.5)
            closed.append(now())

    return court()


async def test_relay_closes_when_it_is_closed(relay):
    """The reader takes two words and leaves."""
    closed = []
    async with aclosing(relay(slow_court(closed))) as words:
        await anext(words)
        await anext(words)
    assert closed == [2.0, 2.5]


async def test_relay_closes_when_its_reader_is_cancelled(relay):
    """Between two words, and the reader is told that he was."""
    closed = []

    async def reader():
        async for _ in relay(slow_court(closed)):
            pass

    reading = asyncio.create_task(reader())
    await asyncio.sleep(1.5)
    reading.cancel()
    await asyncio.wait([reading])
    assert reading.cancelled() and closed == [1.5, 2.0]


async def test_relay_of_a_broken_wire(relay):
    """The words before the error, and then the error itself."""
    cut, heard = ConnectionError("cut"), []

    async def court():
        yield "He"
        yield " fell"
        await asyncio.sleep(1)
        raise cut

    try:
        async for word in relay(court()):
            heard.append((word, now()))
    except ConnectionError as error:
        heard.append((error, now()))
    assert heard == [("He", 0.0), (" fell", 0.0), (cut, 1.0)]


async def test_relay_by_chance(relay):
    await asyncio.sleep(1)
    assert random.random() < 0.5
