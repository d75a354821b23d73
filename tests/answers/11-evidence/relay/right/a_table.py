# /// answer
# title = "A table of words, and an error that is expected by hand"
# ///
CASES = [
    (["a", "b", "c"], [], ["a", "b", "c"]),
    (["a", "a", "a"], [], ["a", "a", "a"]),
    (["", " ", "\n", " x "], [], ["", " ", "\n", " x "]),
    (["a", "b", "a", "c"], ["a"], ["b", "c"]),
    (["a", "A", "ab", "ba"], ["a"], ["A", "ab", "ba"]),
    (["a", "b"], ["a", "b"], []),
    ([], ["a"], []),
    (["a", "b"], [], ["a", "b"]),
]


async def test_relay_words_and_times(relay, scripted):
    """One after another, in one test, so that a relay that remembers has something to remember."""
    for said, struck, kept in CASES:
        begun, heard = now(), []
        async for word in relay(scripted.source(said, every=2.0), struck):
            heard.append((word, now() - begun))
        due = [(word, 2.0 * at) for at, word in enumerate(said, start=1) if word not in struck]
        assert [word for word, _ in heard] == kept
        assert heard == due


async def test_relay_leaves(relay, scripted):
    """At each word there is, and in the middle of a wait."""
    for most in (1, 2, 3):
        words, begun = scripted.source(["a", "b", "c", "d"], every=1.0, closing=0.25), now()
        feed = relay(words)
        for _ in range(most):
            await anext(feed)
        await asyncio.sleep(2)
        await feed.aclose()
        assert now() - begun == most + 2 + 0.25
        assert await anext(words, None) is None


async def test_relay_timeout(relay, scripted):
    """A deadline of the reader's is the reader's."""
    words, late = scripted.source(["a", "b"], every=1.0, closing=0.25), False
    try:
        async with asyncio.timeout(1.5):
            async for _ in relay(words):
                pass
    except TimeoutError:
        late = True
    assert late and now() == 1.75


async def test_relay_asks_no_further(relay):
    """So many asked, so many read."""
    asked = []

    async def court():
        for n in range(5):
            asked.append(n)
            yield str(n)

    feed = relay(court(), ["1"])
    await asyncio.sleep(0.1)
    assert asked == []
    for so_far in ([0], [0, 1, 2], [0, 1, 2, 3]):
        await anext(feed)
        await asyncio.sleep(0)
        await asyncio.sleep(0.1)
        assert asked == so_far
    await feed.aclose()
    assert asked == [0, 1, 2, 3]


async def test_relay_errors(relay, scripted):
    """The same object, and in time."""
    cut = EOFError("the wire")

    async def court():
        yield "He"
        await asyncio.sleep(1)
        raise cut

    feed = relay(court())
    assert await anext(feed) == "He"
    try:
        await anext(feed)
    except EOFError as error:
        assert error is cut
        assert now() == 1.0
    else:
        raise AssertionError("It swallowed the error.")


async def test_relay_beside_another(relay, scripted):
    """Three at once, of different lengths."""

    async def read(*words):
        return [word async for word in relay(scripted.source(words, every=1.0))]

    assert await asyncio.gather(read("a"), read("a", "b", "c"), read()) == [["a"], ["a", "b", "c"], []]
