"""A semaphore that holds nothing back is told at its line: one for each call, one for all, or given back too soon."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.awaiting.shared_slots import at_loose_gates
from asynclab.expect import Failure
from asynclab.expect.expectations.overlap import BOUND
from asynclab.observe.run import Place
from tests.unit.course.cell.test_cell_history import Notebook

TOO_MANY = Failure("At 0 s, 4 calls were in flight at once.", "That is all of them: nothing held one back.", BOUND)
INNER = "async def one(tool):\n        {}\n    return await asyncio.gather(*[one(tool) for tool in tools])"
GATE = "gate = asyncio.Semaphore(limit)"
AWAITED = "async with gate:\n            return await tool.ainvoke(1)"
LOOSE = {
    INNER.format(f"{GATE}\n        {AWAITED}"): ("Each call of `one` makes one of its own", GATE),
    INNER.format("async with asyncio.Semaphore(limit):\n            return await tool.ainvoke(1)"): (
        "Each call of `one` makes one of its own",
        "async with asyncio.Semaphore(limit):",
    ),
    f"{GATE}\n    "
    + INNER.format(
        "async with gate:\n            job = asyncio.create_task(tool.ainvoke(1))\n        return await job"
    ): (
        "The slot is given back where its block ends",
        "job = asyncio.create_task(tool.ainvoke(1))",
    ),
    f"{GATE}\n    async with gate:\n        return await asyncio.gather(*[tool.ainvoke(1) for tool in tools])": (
        "This block holds one slot",
        "async with gate:",
    ),
    "async with asyncio.Semaphore(limit):\n        return await asyncio.gather(*(tool.ainvoke(1) for tool in tools))": (
        "This block holds one slot",
        "async with asyncio.Semaphore(limit):",
    ),
}
RIGHT = [
    f"{GATE}\n    " + INNER.format(AWAITED),
    INNER.format("return await tool.ainvoke(1)"),
    f"{GATE}\n    async with gate:\n        await tools[0].ainvoke(1)\n    " + INNER.format(AWAITED),
    f"{GATE}\n    async with other:\n        return await asyncio.gather(*[tool.ainvoke(1) for tool in tools])",
    "x = (",
]


def told(body, failure=TOO_MANY, given=()):
    """What is told of an answer with this body."""
    notebook = Notebook()
    notebook.run("answer", f"async def answer(tools, limit):\n    {body}\n")
    (found,) = at_loose_gates([Finding(failure)], given, ["answer"], notebook.history)
    return found.failure


@pytest.mark.parametrize(("body", "said"), LOOSE.items())
def test_a_semaphore_that_holds_nothing_back_is_told_at_its_line(body, said):
    """In place of the advice to hold one, which it does; of a cell that is given nothing is told."""
    failure = told(body)
    assert failure.cause.startswith(said[0])
    assert failure.place.text == said[1]
    assert failure.remedy != BOUND
    assert told(body, given=["cell In[1]"]) == TOO_MANY


@pytest.mark.parametrize("body", RIGHT)
def test_of_one_that_is_shared_and_held_to_the_end_nothing_of_that_is_told(body):
    """Nor of none at all, or of a text that Python cannot read."""
    assert told(body) == TOO_MANY


def test_what_is_known_or_of_something_else_stays():
    """A line that the run has, and a failure that is none of too many calls."""
    body = next(iter(LOOSE))
    known = Failure(TOO_MANY.seen, TOO_MANY.cause, BOUND, place=Place("cell In[1]", 1, "answer"))
    assert told(body, known) == known
    other = Failure("It returned 1.")
    assert told(body, other) == other
