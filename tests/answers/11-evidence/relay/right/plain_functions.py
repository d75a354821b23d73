# /// answer
# title = "Tests that are plain functions and return a coroutine"
# ///
async def collected(feed):
    return [(word, now()) async for word in feed]


def test_relay(relay, scripted):
    """The coroutine is awaited by whoever runs the test."""

    async def run():
        said = ["x", "x", "", "struck", " y ", "Struck", "struck", "stop"]
        first = await collected(relay(scripted.source(said, every=0.5), ["struck", "st"]))
        assert first == [("x", 0.5), ("x", 1.0), ("", 1.5), (" y ", 2.5), ("Struck", 3.0), ("stop", 4.0)]
        second = await collected(relay(scripted.source(["struck", "\n"], every=0.5)))
        assert second == [("struck", 4.5), ("\n", 5.0)]

    return run()


def test_relay_ends(relay):
    """All the ways out, in a group."""
    told, errors = [], {}

    async def court(name, most):
        try:
            for n in range(most):
                told.append((name, "asked", now()))
                await asyncio.sleep(1)
                yield f"word {n}"
            errors[name] = OSError(name)
            raise errors[name]
        except BaseException as error:
            told.append((name, type(error).__name__, now()))
            await asyncio.sleep(0.5)
            raise
        finally:
            told.append((name, "closed", now()))

    async def reads(name, most, pace):
        async with aclosing(relay(court(name, 3))) as feed:
            async for word in feed:
                told.append((name, word, now()))
                most -= 1
                if not most:
                    break
                await asyncio.sleep(pace)
        told.append((name, "over", now()))

    async def run():
        names = {"leaves": (1, 0), "thinks": (2, 3), "is cancelled": (9, 0), "fails": (9, 0)}
        tasks = {name: asyncio.create_task(reads(name, *how)) for name, how in names.items()}
        await asyncio.sleep(1.5)
        tasks["is cancelled"].cancel()
        await asyncio.wait(list(tasks.values()))
        by = {name: [(what, at) for who, what, at in told if who == name] for name in names}
        assert by["leaves"] == [("asked", 0), ("word 0", 1), ("GeneratorExit", 1), ("closed", 1.5), ("over", 1.5)]
        assert by["thinks"] == [("asked", 0), ("word 0", 1), ("asked", 4), ("word 1", 5), ("GeneratorExit", 5), ("closed", 5.5), ("over", 5.5)]
        assert by["is cancelled"] == [("asked", 0), ("word 0", 1), ("asked", 1), ("CancelledError", 1.5), ("closed", 2)]
        assert tasks["is cancelled"].cancelled()
        words = [event for n in range(3) for event in (("asked", n), (f"word {n}", n + 1))]
        assert by["fails"] == [*words, ("OSError", 3), ("closed", 3.5)]
        assert tasks["fails"].exception() is errors["fails"]
        nobody_reads = relay(court("waits", 1))
        await asyncio.sleep(2)
        assert "waits" not in [who for who, _, _ in told]
        await nobody_reads.aclose()

    return run()
