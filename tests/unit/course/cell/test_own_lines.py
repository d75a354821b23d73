"""A failure whose run knows no line is told at the line of the answer that it is about, where there is but one."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.own_lines import at_written_lines
from asynclab.expect import Failure
from asynclab.observe.run import Ending, Place, Problem, Run
from tests.unit.course.cell.test_cell_history import Notebook

OPEN = "`source` was still open when everything else had ended (begun at 0 s). Nobody closed it."
EXIT = "It raised `RuntimeError`: async generator ignored GeneratorExit."
AT_ONCE = "`write` began at 2.5, 2.5 and 2.5 s. All of them at one instant."
FURTHER = "`source` made 4 items. It was read further than was needed."
SHORT = "`write` was handed 1 item: ['Pour']. What is there is right, and some of it is missing."
RARE = "`write` began at 1.5 s. That is less often than is due."
YIELDS = "`answer` is an async generator: it has `yield` in it, so that calling it runs nothing."
PLACE = Place("cell In[9]", 2, "answer", "known()")

BLANK = f"{SHORT} Texts of nothing but white space were left out, and they count here."
EMPTY = f"{SHORT} Texts that are empty were left out, and they count here."

READ = "async for one in items:\n"
LINES = {
    "a closing behind the loop": (OPEN, READ + "        yield one\n    await items.aclose()", "await items.aclose()"),
    "a closing behind an except": (
        OPEN,
        "try:\n        yield 1\n    except ValueError:\n        await items.aclose()",
        "await items.aclose()",
    ),
    "a yield in a finally": (EXIT, "try:\n        yield 1\n    finally:\n        yield 2", "yield 2"),
    "a bare except around a yield": (EXIT, "try:\n        yield 1\n    except:\n        pass", "except:"),
    "an except of the exit": (
        EXIT,
        "while True:\n        try:\n            yield 1\n        except GeneratorExit:\n            pass",
        "except GeneratorExit:",
    ),
    "a gather": (AT_ONCE, "await asyncio.gather(*items)", "await asyncio.gather(*items)"),
    "an anext in a loop": (
        FURTHER,
        "ahead = await anext(items)\n    while True:\n        ahead = await anext(items)",
        "ahead = await anext(items)",
    ),
    "a return in a loop": (SHORT, READ + "        if one:\n            return one", "return one"),
    "a break in a loop": (RARE, READ + "        break", "break"),
    "what is handed on a round later": (
        "The items came at 2 s. What came at 2 s was there before: `model` had made it at 1.5 s.",
        READ + "        if held:\n            yield held\n        held = one\n    yield held",
        "yield held",
    ),
    "a strip in a condition": (BLANK, READ + "        if one.strip():\n            yield one", "if one.strip():"),
    "a strip in a comprehension": (
        BLANK,
        "found = await items\n    return [one for one in found if one and not one.isspace()]",
        "return [one for one in found if one and not one.isspace()]",
    ),
    "a bare condition": (EMPTY, READ + "        if one:\n            yield one", "if one:"),
    "a yield in what returns": (YIELDS, READ + "        yield one", "yield one"),
}
NONE = {
    "a closing in a finally": (OPEN, "try:\n        yield 1\n    finally:\n        await items.aclose()"),
    "a closing beside an aclosing": (OPEN, "async with aclosing(items):\n        yield 1\n    await items.aclose()"),
    "two closings": (OPEN, "await items.aclose()\n    await items.aclose()"),
    "an except that raises again": (EXIT, "try:\n        yield 1\n    except BaseException:\n        raise"),
    "an except of another error": (EXIT, "try:\n        yield 1\n    except ValueError:\n        pass"),
    "an except around no yield": (EXIT, "try:\n        await items\n    except:\n        pass\n    yield 1"),
    "two gathers": (AT_ONCE, "await asyncio.gather(*items)\n    await asyncio.gather(*items)"),
    "an anext in no loop": (FURTHER, "await anext(items)"),
    "a return behind the loop": (SHORT, READ + "        pass\n    return 1"),
    "a return in a function inside of a loop": (SHORT, READ + "        def inner():\n            return one"),
    "two ways out of the loop": (SHORT, READ + "        if one:\n            return\n        break"),
    "the way out of a loop without an end": (SHORT, "while True:\n        if items:\n            break"),
    "a return out of such a loop": (SHORT, "while 1:\n        if items:\n            return"),
    "two conditions with a strip": (
        BLANK,
        READ + "        if one.strip():\n            print(1 if one.strip() else 2)",
    ),
    "a condition on something else": (EMPTY, READ + "        if one == 'a':\n            yield one"),
    "what is handed on in its round": (
        "The items came at 2 s. What came at 2 s was there before: `model` had made it at 1.5 s.",
        READ + "        held = one\n        yield held",
    ),
    "what is no failure of the kind": ("It returned 1.", READ + "        break"),
}


def findings(failure, body, given=(), ended=None):
    """What is told of an answer with this body. ended: its run."""
    notebook = Notebook()
    notebook.run("answer", f"async def answer(items):\n    {body}\n")
    return at_written_lines([Finding(failure, ended)], given, ["answer"], notebook.history)


@pytest.mark.parametrize(("seen", "body", "line"), LINES.values(), ids=LINES)
def test_the_one_line_of_its_kind_is_named(seen, body, line):
    """In the function that it stands in; a cell that is given is nobody's to mend, and an author's guess gives way."""
    for cause in ("", "Perhaps: who closes it?"):
        (found,) = findings(Failure(seen, cause), body)
        assert (found.failure.place.text, found.failure.place.function) == (line, "answer")
    (given,) = findings(Failure(seen), body, ["cell In[1]"])
    assert given.failure == Failure(seen)


@pytest.mark.parametrize(("seen", "body"), NONE.values(), ids=NONE)
def test_where_there_are_several_or_none_no_line_is_named(seen, body):
    """It would be one of them, or another one; and a cell that Python cannot read has none."""
    for text in (body, f"{body}\n    ("):
        assert findings(Failure(seen), text)[0].failure == Failure(seen)


def test_a_return_is_not_told_to_end_a_run_that_an_error_has_ended():
    """The loop was not left there."""
    seen, body, _ = LINES["a return in a loop"]
    (told,) = findings(Failure(seen), body, ended=Run(Ending.RAISED, problem=Problem("PurseEmpty", "0 left")))
    assert told.failure == Failure(seen)


@pytest.mark.parametrize("case", ["a closing behind the loop", "a return in a loop", "a gather"])
def test_what_is_known_stays(case):
    """A line that the run has, and a cause that it shows."""
    seen, body, _ = LINES[case]
    known = Failure(seen, "It was blocked.", "Mend it.", place=PLACE)
    assert findings(known, body)[0].failure == known
    if case != "a gather":  # which only has a line to add
        caused = Failure(seen, "It was blocked.", "Mend it.")
        assert findings(caused, body)[0].failure == caused


def test_the_yield_is_named_and_not_the_def():
    """The line of the `def`, which is known, is the right one but for it."""
    seen, body, line = LINES["a yield in what returns"]
    assert findings(Failure(seen, place=PLACE), body)[0].failure.place.text == line


UNREAD = {
    "async def inner():\n        yield 1\n    inner()\n    yield 2": True,
    "def inner():\n        yield 1\n    inner()": True,
    "async def inner():\n        yield 1\n    async for one in inner():\n        yield one": False,
    "async def inner():\n        yield 1\n    return inner()": False,
    "def inner():\n        return 1\n    inner()": False,
    "items()": False,
}


@pytest.mark.parametrize(("body", "unread"), UNREAD.items())
def test_a_generator_that_is_called_and_never_read_is_told_first(body, unread):
    """With the line that calls it, and what was seen behind it; of one that is read, or handed on, nothing."""
    found = findings(Failure("The reader got 1 item: [None].", "Perhaps: why.", "Look."), body)
    assert len(found) == 1 + unread
    assert found[-1].failure.seen == "The reader got 1 item: [None]."
    if unread:
        assert found[0].failure.seen.startswith("`inner(...)` makes a generator there, and nothing reads it")
        assert found[0].failure.place.text == "inner()"
        assert (found[1].failure.cause, found[1].failure.remedy) == ("", "")
    raised = Failure("It raised `NameError`: name 'one' is not defined.", "why", "Define it.", place=PLACE)
    assert findings(raised, body)[0].failure == raised
