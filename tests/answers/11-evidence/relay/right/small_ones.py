# /// answer
# title = "A small test for each line of the promise"
# ///
async def test_relay(relay, scripted):
    """As they are."""
    said = ["b", "", " a ", "b", "b", "\n", "a"]
    assert [word async for word in relay(scripted.source(said))] == said


async def test_relay_struck(relay, scripted):
    """Equal, and nothing else."""
    said = ["the", "butler", "did", "butlers", "Butler", "but", "butler", "it"]
    kept = [word async for word in relay(scripted.source(said), ["butler"])]
    assert kept == ["the", "did", "butlers", "Butler", "but", "it"]


async def test_relay_two(relay, scripted):
    """Side by side, and one after another."""

    async def read(struck):
        return [word async for word in relay(scripted.source(["a", "b", "c"], every=1.0), struck)]

    assert await asyncio.gather(read(["a"]), read(["b"])) == [["b", "c"], ["a", "c"]]
    assert await read([]) == ["a", "b", "c"]


async def test_relay_times(relay, scripted):
    """At the instant, also behind one that is struck."""
    times = [now() async for _ in relay(scripted.source(["a", "b", "c", "d"], every=1.0), ["b"])]
    assert times == [1.0, 3.0, 4.0]


async def test_relay_lazily(relay):
    """Nothing is asked for that nobody wants yet."""
    asked = 0

    async def words():
        nonlocal asked
        for _ in range(9):
            asked += 1
            yield "word"

    feed = relay(words())
    await asyncio.sleep(1)
    assert asked == 0
    await anext(feed)
    await asyncio.sleep(1)
    assert asked == 1
    await feed.aclose()
    assert asked == 1


async def test_relay_closed(relay, scripted):
    """It waits for the closing."""
    words = scripted.source(["a", "b", "c"], every=1.0, closing=3.0)
    async with aclosing(relay(words)) as feed:
        await anext(feed)
    assert now() == 4.0
    assert await anext(words, "closed") == "closed"


async def test_relay_cancelled(relay):
    """Which is passed on."""
    seen = []

    async def words():
        try:
            yield "a"
            await asyncio.sleep(9)
        except BaseException as error:
            seen.append((type(error).__name__, now()))
            raise

    async def read():
        async for _ in relay(words()):
            pass

    job = asyncio.create_task(read())
    await asyncio.sleep(2)
    job.cancel()
    await asyncio.wait({job})
    assert job.cancelled()
    assert seen == [("CancelledError", 2.0)]


async def test_relay_error(relay, scripted):
    """As it is."""

    async def words():
        yield "a"
        raise fell

    fell, heard = ValueError("mind the stairs"), []
    try:
        async for word in relay(words()):
            heard.append(word)
    except Exception as error:
        heard.append(error)
    assert heard == ["a", fell]
