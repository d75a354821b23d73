"""What the agent promises about time, each promise on the virtual clock: exact, and done in milliseconds."""

import asyncio
from contextlib import aclosing

import pytest
from agent import research_agent

from asynclab import ALL, asked, in_flight, never_blocked, nothing_left, now, raises, tagged, together, took

pytestmark = pytest.mark.virtual


@pytest.fixture
def model(scripted):
    """A model that writes three words, the first after a second."""
    return scripted.model("it is settled", first=0.5, every=0.5)


async def test_all_sources_cost_what_the_slowest_one_costs(scripted, model, expect):
    """3 s for the archive, and 0.5 + 3 x 0.5 s for the answer."""
    agent = research_agent(model, [scripted.tool("archive", takes=3.0), scripted.tool("wiki", takes=1.0)])
    done = await agent.ainvoke({"question": "why?"})
    assert done["answer"] == "it is settled"
    expect(took(5.0), together("archive", "wiki"), never_blocked(), nothing_left())


async def test_no_more_than_two_are_asked_at_once(scripted, model, expect):
    """Five sources of a second each, two at a time, are three rounds."""
    agent = research_agent(model, [scripted.tool(f"source-{n}", takes=1.0) for n in range(5)], at_once=2)
    await agent.ainvoke({"question": "why?"})
    expect(in_flight("source-*", most=2), took(5.0))


async def test_a_source_without_an_answer_is_given_up_when_patience_ends(scripted, model, expect):
    """The silent one costs five seconds and not sixty, and the other's note is there."""
    agent = research_agent(model, [scripted.tool("silent", takes=60.0), scripted.tool("wiki", takes=1.0, returns="42")])
    done = await agent.ainvoke({"question": "why?"})
    assert sorted(done["notes"]) == [(0, "silent: no answer"), (1, "wiki: 42")]
    expect(took(7.0), nothing_left())


async def test_a_source_that_breaks_off_is_asked_once_more(scripted, model):
    """The second time it answers."""
    shaky = scripted.tool("shaky", takes=1.0, fails=raises("ConnectionError", "reset"), returns="at last")
    done = await research_agent(model, [shaky]).ainvoke({"question": "why?"})
    assert done["notes"] == [(0, "shaky: at last")]
    assert now() == 4.0


@pytest.mark.virtual(orders=ALL)
async def test_the_brief_does_not_depend_on_who_answers_first(scripted, expect):
    """The same text for the model in every order in which three sources can answer."""
    model = scripted.model("yes")
    tools = [scripted.tool(name, takes=takes) for name, takes in (("archive", 3.0), ("wiki", 2.0), ("news", 1.0))]
    done = await research_agent(model, tools).ainvoke({"question": "why?"})
    assert [note for _, note in sorted(done["notes"])] == ["archive: ok", "wiki: ok", "news: ok"]
    expect(asked("model", "archive: ok\nwiki: ok\nnews: ok"))


async def test_words_are_passed_on_as_they_come(scripted, model):
    """The reader sees each word at the instant at which the model has it."""
    agent = research_agent(model, [scripted.tool("wiki", takes=1.0)])
    seen = []
    async for chunk, _ in agent.astream({"question": "why?"}, stream_mode="messages"):
        if chunk.content:
            seen.append((now(), chunk.content))
    assert seen == [(2.0, "it"), (2.5, " is"), (3.0, " settled")]


async def test_a_reader_who_leaves_stops_the_bill(scripted, model, expect):
    """After the first word nothing of the agent is alive, and no time has passed."""
    agent = research_agent(model, [scripted.tool("wiki", takes=1.0)])
    async with aclosing(agent.astream({"question": "why?"}, stream_mode="messages")) as feed:
        async for _ in feed:
            break
    assert now() == 2.0
    expect(nothing_left())


async def test_a_source_with_a_blocking_client_holds_nobody_up(scripted, model, expect):
    """Its call waits in a thread, beside the other source."""
    tools = [scripted.tool("legacy", takes=2.0, style="sync"), scripted.tool("wiki", takes=2.0)]
    await research_agent(model, tools).ainvoke({"question": "why?"})
    expect(took(4.0), never_blocked(), together("legacy", "wiki"))


async def test_the_callers_tags_are_on_every_call(scripted, model, expect):
    """Who pays for a call can be read in the trace."""
    agent = research_agent(model, [scripted.tool("wiki", takes=1.0)])
    await agent.ainvoke({"question": "why?"}, {"tags": ["customer-7"]})
    expect(tagged("tool:wiki", "customer-7"), tagged("model:model", "customer-7"))


async def test_two_questions_at_once_do_not_mix(scripted, model):
    """One agent, two askers: each has the notes of its own question."""
    agent = research_agent(model, [scripted.tool("wiki", takes=1.0, returns="about {query}")])
    one, other = await asyncio.gather(agent.ainvoke({"question": "cats"}), agent.ainvoke({"question": "dogs"}))
    assert one["notes"] == [(0, "wiki: about cats")]
    assert other["notes"] == [(0, "wiki: about dogs")]
