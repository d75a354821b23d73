"""What only the text of an answer's cell tells of a failure."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.own_text import with_own_text
from asynclab.expect import Failure
from asynclab.expect.matching import OF_SHAPE
from asynclab.expect.messages.crashes import AS_THE_TASK_SAYS
from asynclab.observe.run import Ending, Problem, Run
from tests.unit.course.cell.test_cell_history import Notebook

CATCHES = """
async def ask(web):
    try:
        return await web.ainvoke("q")
    except {}:
        return "later"
"""


def told(source, failure, *classes):
    """The failure of an answer `ask`, which ended with an error of these classes."""
    notebook = Notebook()
    notebook.run("answer", source)
    run = Run(Ending.RAISED, problem=Problem(classes[0], "", classes) if classes else None)
    (found,) = with_own_text([Finding(failure, run)], ["ask"], notebook.history)
    return found.failure


@pytest.mark.parametrize(
    ("caught", "classes", "said"),
    [
        ("ConnectionError or TimeoutError", ("NoEcho", "TimeoutError", "OSError"), "catches `ConnectionError` alone"),
        ("(ConnectionError or TimeoutError)", ("TimeoutError", "OSError"), "`except (ConnectionError, TimeoutError)`"),
        ("ConnectionError and TimeoutError", ("ConnectionError", "OSError"), "catches `TimeoutError` alone"),
        ("ConnectionError or asyncio.TimeoutError", ("TimeoutError",), "Line 5 of cell In[1]"),
        ("ConnectionError or TimeoutError", ("ConnectionError", "OSError"), AS_THE_TASK_SAYS),
        ("ConnectionError or TimeoutError", ("ValueError",), AS_THE_TASK_SAYS),
        ("(ConnectionError, TimeoutError)", ("TimeoutError",), AS_THE_TASK_SAYS),
    ],
)
def test_an_except_that_names_an_error_and_does_not_catch_it_is_told(caught, classes, said):
    """Of classes with `or` between them Python catches the first; of an error that is none of them that is no cause."""
    failure = Failure("It raised it.", "`web` failed with it at 1 s.", AS_THE_TASK_SAYS)
    assert said in told(CATCHES.format(caught), failure, *classes).remedy
    assert told("def ask(", failure, "TimeoutError") == failure


REFUSED = ("PermissionError", "OSError", "Exception")
ORDERS = {
    (
        "Exception",
        "PermissionError",
    ): "Line 4, `except Exception`, takes `PermissionError` as well: line 6, `except Per",
    ("OSError", "PermissionError"): "Line 4, `except OSError`, takes `PermissionError` as well",
    ("(ValueError, OSError)", "PermissionError"): "Line 4, `except (ValueError, OSError)`, takes",
    ("OSError", "PermissionError", "Exception"): "Line 4, `except OSError`, takes",
    ("PermissionError", "Exception"): "",
    ("ConnectionError", "PermissionError"): "",
    ("Exception", "ValueError"): "",
    ("ValueError", "PermissionError", "OSError"): "",
}


@pytest.mark.parametrize(("handlers", "said"), ORDERS.items())
def test_an_except_that_another_one_comes_before_is_told_at_that_one(handlers, said):
    """Where an error of the kind was raised: as it came out, and where it was taken for another."""
    lines = "".join(f"    except {each}:\n        return 1\n" for each in handlers)
    source = f'async def ask(web):\n    try:\n        return await web.ainvoke("q")\n    except {lines[11:]}'
    came_out = told(source, Failure("It raised it.", "`web` failed with it.", AS_THE_TASK_SAYS), *REFUSED)
    returned = told(source, Failure("It returned 1.", "Perhaps: which errors are refusals?", "Look."), *REFUSED)
    assert said in came_out.cause
    assert returned.cause.startswith(said or "Perhaps: which")
    assert (came_out.place is not None) == (returned.place is not None) == bool(said)
    if said:
        assert returned.remedy.startswith("Put what `except PermissionError` does above it")
    known = Failure("It took 3 s.", "The loop stood still.", "Await it.")
    assert told(source, known, *REFUSED) == known


@pytest.mark.parametrize(
    ("seen", "written"),
    [
        ("At `[0]` it has the key 'raises'.", False),
        ("At `[0]` it has the keys 'raises' and 'later'.", True),
        ("It has the key 'later'.", True),
        ("It is a list.", True),
    ],
)
def test_names_matter_in_a_dict_that_the_answer_writes(seen, written):
    """One that a given cell makes of what the answer does has no name of the student's to be mended."""
    assert told(CATCHES.format("TimeoutError"), Failure(seen, OF_SHAPE)).cause == (OF_SHAPE if written else "")
