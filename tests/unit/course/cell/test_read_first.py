"""Items that were collected first are told at the line that reads all of them, where there is but one."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.calls.read_first import at_what_reads_first
from asynclab.expect import Failure
from asynclab.expect.messages.arrivals import ITEM_BY_ITEM
from asynclab.observe.run import Place
from tests.unit.course.cell.test_cell_history import Notebook

COLLECTED = Failure("`source` made 7 items.", "Nothing was handed on before.", ITEM_BY_ITEM)


def told(body, failure=COLLECTED, given=()):
    """The line that a failure is told at, "" if none."""
    notebook = Notebook()
    notebook.run("answer", f"async def answer(tokens, queue):\n    {body}\n")
    (found,) = at_what_reads_first([Finding(failure)], given, ["answer"], notebook.history)
    return found.failure.place.text if found.failure.place else ""


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("text = [t async for t in tokens]\n    yield text[0]", "text = [t async for t in tokens]"),
        ("async for t in tokens: text = t\n    for t in text: yield t", "async for t in tokens: text = t"),
        (
            "async with aclosing(tokens):\n        async for t in tokens:\n            text = t\n    yield text",
            "async for t in tokens:",
        ),
        ("while True: text = await anext(tokens)\n    yield text", "while True: text = await anext(tokens)"),
    ],
)
def test_the_line_that_reads_all_is_named(body, line):
    """In a list, in a loop, with a closing around it or by hand."""
    assert told(body) == line
    assert told(body, given=["cell In[1]"]) == ""


@pytest.mark.parametrize(
    "body",
    [
        "async for t in tokens: yield t",
        "async for t in tokens:\n        if t: yield t\n    yield 1",
        "yield 1\n    async for t in tokens: pass",
        "async for t in tokens: await queue.put(t)\n    yield 1",
        "text = (t async for t in tokens)\n    yield text",
        "return [t async for t in tokens]",
        "a = [t async for t in tokens]\n    b = [t async for t in queue]\n    yield a, b",
        "text = [t for t in tokens]\n    yield text",
        "text = [",
    ],
)
def test_a_loop_that_hands_on_or_may_do_so_is_not_named(body):
    """Nor is any where there are several, or where nothing is handed on."""
    assert told(body) == ""


def test_a_line_that_is_known_stays_and_of_anything_else_none_is_named():
    """What is told of without a cause may have another one."""
    body = "text = [t async for t in tokens]\n    yield text"
    known = Place("cell In[1]", 3, "answer", "yield text")
    assert told(body, Failure("x", "why", ITEM_BY_ITEM, place=known)) == "yield text"
    assert told(body, Failure("x", "", ITEM_BY_ITEM)) == ""
    assert told(body, Failure("x", "why", "Close it.")) == ""


WHOLE = {
    "text = await tokens.ainvoke('?')\n    yield text.content": "text = await tokens.ainvoke('?')",
    "text = await tokens.ainvoke('?')\n    for word in text.split():\n        yield word": "text = await tokens.ai",
    "text = await asyncio.to_thread(tokens.invoke, '?')\n    yield text": "",
    "text = tokens.invoke('?')\n    yield text": "text = tokens.invoke('?')",
    "text = await asyncio.to_thread(lambda: list(tokens.stream('?')))\n    yield text": "text = await asyncio.to_thr",
    "yield 1\n    yield await tokens.ainvoke('?')": "",
    "plan = await tokens.ainvoke('?')\n    async for t in tokens.astream(plan): yield t": "",
    "one = await tokens.ainvoke('?')\n    two = await tokens.ainvoke('?')\n    yield one, two": "",
    "return await tokens.ainvoke('?')": "",
}
LATE = {
    Failure("The items came at 2.5, 2.5 and 2.5 s.", "Perhaps: who waits?"): True,
    Failure("The reader got 1 item: ['ab'].", "The pieces were joined into one lump.", ITEM_BY_ITEM): True,
    Failure("`model` let go at 4.5 s."): True,
    Failure("`model` let go at 4.5 s.", "Its reader had to stay until 4.5 s.", "Look."): True,
    Failure("`model` let go at 4.5 s.", "`time.sleep` held the loop."): False,
    Failure("The reader got 1 item: ['b'].", "The words are right, and the white space around them is not."): False,
    Failure("It returned 1."): False,
}


@pytest.mark.parametrize(("body", "line"), WHOLE.items())
def test_a_generator_that_asks_for_a_whole_answer_is_told_at_that_line(body, line):
    """Where it asks once, before anything is handed on, and reads no stream; whatever came late of it."""
    for failure, is_late in LATE.items():
        found = told(body, failure)
        assert found.startswith(line) if line and is_late else found == ""
