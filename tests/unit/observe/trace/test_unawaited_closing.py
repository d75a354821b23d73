"""A stream whose `aclose()` nobody awaits is told with the line it stands in."""

from contextlib import aclosing

from asynclab.expect import cleaned_up, judge, nothing_left
from asynclab.observe.codec import from_json, to_json
from asynclab.scenario import iterate, perform, source

TALK = source("one two three", every=1.0, closing=0.5)


async def closes_it_unawaited(tokens):
    try:
        yield await anext(tokens)
    finally:
        tokens.aclose()


async def shut(stream):
    stream.aclose()


async def lets_a_helper_close_it(tokens):
    yield await anext(tokens)
    await shut(tokens)


async def closes_it(tokens):
    yield await anext(tokens)
    await tokens.aclose()


async def leaves_it_open(tokens):
    yield await anext(tokens)


async def relays(tokens):
    async with aclosing(closes_it_unawaited(tokens)) as texts:
        async for text in texts:
            yield text


def performed(name):
    """The run of a function of this module, as it comes from another process; only what is told of is in its reach."""
    given = {each: globals()[each] for each in (name, "shut", "closes_it_unawaited")}
    return from_json(to_json(perform(iterate(name, TALK), given)))


def lines(name):
    return [(each.name, each.place.text, each.place.function) for each in performed(name).never_awaited]


def test_the_line_is_known_in_the_answer_and_in_what_it_calls():
    """Python's own warning of it comes with 3.12, and without the line that made it."""
    assert lines("closes_it_unawaited") == [("tokens.aclose", "tokens.aclose()", "closes_it_unawaited")]
    assert lines("lets_a_helper_close_it") == [("stream.aclose", "stream.aclose()", "shut")]
    assert lines("relays") == lines("closes_it_unawaited")


def test_it_is_told_first():
    """Instead of a guess that nobody closes it."""
    first, *others = judge(performed("closes_it_unawaited"), [cleaned_up("source", at=1.5), nothing_left()]).failures
    assert first.seen == "`tokens.aclose()` is not awaited, so that nothing of it runs, and nothing is closed."
    assert first.remedy.startswith("Put `await` before it")
    assert first.place.text == "tokens.aclose()"
    assert not any(each.cause or each.remedy for each in others)


def test_what_is_closed_or_left_open_is_told_of_no_such_line():
    """A line that awaits is none, and neither is one of a function that was not asked."""
    assert lines("closes_it") == []
    assert performed("leaves_it_open").left != ()
    assert lines("leaves_it_open") == []
