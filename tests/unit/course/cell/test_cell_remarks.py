"""What is told of the cells that were judged: an edit that was not run, a second definition, a locked cell."""

import json
import os
from dataclasses import replace

import pytest

from asynclab.course.cell import sealed
from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.cell_remarks import (
    at_own_lines,
    ends_of_errors,
    hiding_slips,
    never_awaited_by,
    remarks,
    swallowers,
)
from asynclab.course.cell.session.history.saved_cells import CellText, SavedCells, saved_cells
from asynclab.course.proof.notebook import Notebook as Cells
from asynclab.expect import Failure, judge, returned
from asynclab.expect.messages.awaiting_slips import COROUTINE_USED
from asynclab.observe.run import Ending, NeverAwaited, Place, Run
from asynclab.scenario import call, perform
from tests.unit.course.cell.test_cell_history import HELPED, HELPER, WORKS, Notebook

GIVEN, OWN, HELPERS = "cell In[1]", "cell In[2]", "cell In[3]"
DEFINED = Place("cell In[3]", 1, "<module>", "def ask():")
ASYNC = Place("cell In[3]", 1, "<module>", "async def ask():")


@pytest.fixture
def notebook():
    """A helper and an answer, run one after the other."""
    notebook = Notebook()
    notebook.run("helper", HELPER.format(n=1))
    notebook.run("answer", HELPED)
    return notebook


def told(notebook, at=9.0, **saved):
    """The remarks on a notebook as it was saved at a time; cells that are not named were saved as they were run."""
    cells = tuple(CellText(id, saved.get(id, source)) for id, source in notebook.cells.items())
    return remarks(notebook.history, notebook.history.judged("ask"), {"ask"}, SavedCells(cells, at))


def test_a_cell_that_was_edited_and_not_run_is_told(notebook):
    """Each cell that was judged, once, with what it was run as: its lines are not there any more."""
    assert told(notebook) == ()
    assert told(notebook, answer="def ask():\n    return 2") == (
        "The cell of `ask` has been changed since it was run as cell In[2]: run it first.",
    )
    (of_helper,) = told(notebook, helper="def fetch():\n    return 7")
    assert of_helper.startswith("The cell of `fetch` has been changed since it was run as cell In[1]")


def test_what_an_answer_that_passed_never_awaits_is_told_once_a_line():
    """No promise needs it, and it does not do what it says; of a thread's no line is known."""
    at = Place("cell In[3]", 4, "ask", "asyncio.sleep(0.5)")
    dropped = [NeverAwaited("sleep", at), NeverAwaited("sleep", at), NeverAwaited("note", None)]
    assert never_awaited_by(dropped) == (
        "`sleep(...)` in cell In[3], line 4, is never awaited, so that nothing of it runs.",
    )


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        ("except:\n        pass", ["`except:`"]),
        ("except BaseException as error:\n        print(error)", ["`except BaseException as error:`"]),
        ("except:\n        clean()\n        raise", []),
        ("except Exception:\n        pass", []),
        ("finally:\n        pass", []),
    ],
)
def test_an_except_that_takes_every_error_is_told(notebook, block, lines):
    """With its line: a caller who leaves is told by an error as well. One that raises again takes nothing away."""
    notebook.run("answer", f"def ask():\n    try:\n        return fetch()\n    {block}")
    told = swallowers(ends_of_errors(notebook.history, notebook.history.judged("ask"), {"ask"}))
    assert [each.partition(",")[0] for each in told] == ["Line 4 of cell In[3]"] * len(lines)
    assert [line in each for line, each in zip(lines, told, strict=True)] == [True] * len(lines)
    assert ends_of_errors(notebook.history, notebook.history.judged("ask"), ()) == ()


@pytest.mark.parametrize(
    ("block", "hides"),
    [
        ("except Exception:\n        pass", True),
        ("except Exception:\n        return None", True),
        ("except (ValueError, Exception) as error:\n        ...", True),
        ("except Exception as error:\n        return str(error)", False),
        ("except Exception:\n        raise", False),
        ("except ValueError:\n        pass", False),
        ("except BaseException:\n        pass", False),
    ],
)
def test_an_except_that_ends_a_slip_in_silence_is_told(notebook, block, hides):
    """One that does something with the error does not hide it, and of one that takes all more is told."""
    notebook.run("answer", f"def ask():\n    try:\n        return fetch()\n    {block}")
    ends = ends_of_errors(notebook.history, notebook.history.judged("ask"), {"ask"})
    told = hiding_slips(ends, [])
    assert ["tells nobody, also that of a slip of the pen" in each for each in told] == [True] * hides
    above = Finding(Failure("There is no `fetch`, and line 4 takes that."))
    assert hiding_slips(ends, [above]) == ()


def test_a_return_in_a_finally_is_told_with_its_line(notebook):
    """It throws away the error that is on its way, and what was returned."""
    notebook.run("answer", "def ask():\n    try:\n        return fetch()\n    finally:\n        return []")
    assert swallowers(ends_of_errors(notebook.history, notebook.history.judged("ask"), {"ask"})) == (
        "Line 5 of cell In[3], `return []`, stands in a `finally`, and throws away whatever error is on its way, and "
        "what was returned.",
    )


def test_what_was_run_and_not_saved_yet_is_no_edit(notebook):
    """The file is older than the run."""
    assert told(notebook, at=1.5, answer="def ask():\n    return 2") == ()


def test_a_second_definition_in_another_cell_is_told(notebook):
    """With which one counts; of what is no answer nobody cares."""
    notebook.run("scratch", WORKS.format(n=3))
    assert told(notebook) == (
        "There is `ask` in In[2] too. Here the one that was run last counts, in grading the one that stands last: keep "
        "one.",
    )
    notebook.delete("answer")
    notebook.run("other", HELPER.format(n=2))
    assert told(notebook) == ()


@pytest.mark.parametrize(
    ("again", "locked", "told_of"),
    [
        ("class Late(Exception):\n    pass", True, True),
        ("class Late(TimeoutError):\n    pass", True, True),
        ("class TooLate(Late):\n    pass", True, False),
        ("from builtins import TimeoutError as Late", True, False),
        ("class Late(Exception):\n    pass", False, False),
    ],
)
def test_a_given_class_that_is_written_again_in_an_answers_cell_is_told(again, locked, told_of):
    """With both cells, since the given one has to run again; a name of the lesson's anybody may take."""
    notebook = Notebook()
    notebook.run("given", "class Late(Exception):\n    pass", given=True)
    notebook.run("answer", f"{again}\ndef ask():\n    raise Late")
    saved = SavedCells((CellText("given", notebook.cells["given"], locked),), 0.0)
    sentence = (
        "Line 1 of cell In[2] defines another `Late` than cell In[1], which has given it, and whose counts in grading: "
        "take that out, or give yours another name, and run In[1] and In[2] again."
    )
    said = remarks(notebook.history, notebook.history.judged("ask"), {"ask"}, saved)
    assert said == (sentence,) * told_of


def failed_at(place, outer=None):
    """A finding at a line."""
    return Finding(Failure("It raised `AttributeError`: no.", place=place, outer=outer))


def test_an_error_in_a_locked_cell_is_told_at_the_students_line_that_led_there():
    """The student can change no other."""
    given, own = Place(GIVEN, 9, "turn"), Place(OWN, 3, "ask")
    (finding,) = at_own_lines([failed_at(given, own)], {GIVEN}, {"ask": DEFINED})
    assert (finding.failure.place, finding.failure.seen) == (own, "It raised `AttributeError`: no.")
    assert at_own_lines([failed_at(own, given)], {GIVEN}, {"ask": DEFINED}) == (failed_at(own, given),)


def test_an_error_in_a_locked_cell_alone_is_told_of_what_the_answer_gave():
    """Of the student's own lines there is but the one that defines it."""
    given, other = Place(GIVEN, 9, "turn"), Place(HELPERS, 1, "crowd")
    (finding,) = at_own_lines([failed_at(given, other)], {GIVEN, HELPERS}, {"ask": DEFINED})
    assert finding.failure.place == DEFINED
    assert finding.failure.seen == (
        "It raised `AttributeError`: no. That was in cell In[1], which is given, at your `ask` or at what it gave."
    )


def test_an_async_def_that_a_locked_cell_does_not_await_is_told_to_be_none():
    """`await` and `async def` in the locked cell are not the student's to write."""
    with Cells() as notebook:
        notebook.run("async def build(): ...", "<cell build>")
        notebook.run("async def turn():\n    return await build().ainvoke(1)", "<cell turn>")
        (failure,) = judge(perform(call("turn"), notebook.namespace), [returned(1)]).failures
    (finding,) = at_own_lines([Finding(failure)], {failure.place.file}, {"build": ASYNC})
    assert finding.failure.cause == "It gave a coroutine there, and a cell that is given does not await it."
    assert finding.failure.remedy.startswith("Begin it with `def` where the task does, and not with `async def`;")
    assert finding.failure.place == ASYNC


@pytest.mark.parametrize(("kind", "remedy"), [("coroutine", "Put `await` before that call"), ("Task", "`.result()`")])
def test_what_the_answer_gave_unawaited_is_told_at_the_line_that_made_it(kind, remedy):
    """Its first line is right; where an answer is a plain `def`, nothing can be awaited in it, and where the locked
    cell has made it, the answer's line is not known."""
    seen = f"It raised `AttributeError`: '{kind}' object has no attribute 'content'."
    failure = Failure(seen, place=Place(GIVEN, 9, "turn", "return one.content"))
    own, theirs = Place("cell In[3]", 4, "ask", "return tool.ainvoke(1)"), Place(GIVEN, 8, "turn", "one = ask()")
    ended = Run(Ending.RAISED, handed_on=(theirs, own))
    (finding,) = at_own_lines([Finding(failure, ended)], {GIVEN}, {"ask": ASYNC})
    assert finding.failure.place == own
    assert finding.failure.cause.endswith("in place of its result: this line made it.")
    assert remedy in finding.failure.remedy
    assert "def" not in finding.failure.remedy
    for answers, made in (({"ask": DEFINED}, (own,)), ({"ask": ASYNC}, (theirs,))):
        (finding,) = at_own_lines([Finding(failure, Run(Ending.RAISED, handed_on=made))], {GIVEN}, answers)
        assert finding.failure.place == answers["ask"]
        assert "this line made it" not in finding.failure.cause


@pytest.mark.parametrize(
    ("missing", "defined", "cause", "remedy"),
    [
        ("ainvoke", "ASYNC", "It gave a coroutine there", "Begin it with `def`"),
        ("ainvoke", "DEFINED", "A coroutine stood there", "Look at the calls in your function"),
        ("aclose", "ASYNC", "an `async def` without a `yield`", "it must `yield` each item"),
    ],
)
def test_a_coroutine_in_a_locked_cell_is_told_by_how_the_answer_begins(missing, defined, cause, remedy):
    """To begin with `def` is no advice for a plain `def`, and none for what should be read as a stream."""
    failure = Failure(
        f"It raised `AttributeError`: 'coroutine' object has no attribute '{missing}'.",
        COROUTINE_USED,
        place=Place(GIVEN, 9, "turn"),
    )
    (finding,) = at_own_lines([Finding(failure)], {GIVEN}, {"ask": {"ASYNC": ASYNC, "DEFINED": DEFINED}[defined]})
    assert cause in finding.failure.cause
    assert remedy in finding.failure.remedy


def test_of_two_answers_no_line_is_told():
    """Which of them it was is not known."""
    both = {"ask": DEFINED, "tell": Place(OWN, 7, "<module>")}
    (finding,) = at_own_lines([failed_at(Place(GIVEN, 9, "turn"))], {GIVEN}, both)
    assert finding.failure.place is None


@pytest.mark.parametrize(
    ("error", "line", "cause"),
    [
        ("`TypeError`: ask() takes 1 positional argument but 2 were given.", "return ask(a, b)", "other arguments"),
        ("`TypeError`: ask() missing 1 required positional argument: 'b'.", "return ask(a)", "other arguments"),
        ("`TypeError`: tell() takes 1 positional argument but 2 were given.", "return ask(a, b)", ""),
        (
            "`AttributeError`: 'NoneType' object has no attribute 'run'.",
            "await ask(a, b).run(1)",
            "`ask` gave None there.",
        ),
        (
            "`AttributeError`: 'NoneType' object has no attribute 'run'.",
            "await turned.run(ask(a))",
            "Something was None",
        ),
        ("`KeyError`: 'report'.", 'return state["report"]', "What is read there has no key 'report'."),
        ("`KeyError`: 'report'.", "return state", ""),
    ],
)
def test_what_a_locked_cell_needs_of_an_answer_is_told_where_that_is_certain(error, line, cause):
    """A first line that was changed, a `return` that was forgotten; of another function not, and of another None only
    what is true of any."""
    failure = Failure(f"It raised {error}", place=Place(GIVEN, 9, "turn", line))
    (finding,) = at_own_lines([Finding(failure)], {GIVEN}, {"ask": DEFINED})
    assert cause in finding.failure.cause
    assert bool(finding.failure.cause) == bool(cause)


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        ("StateGraph", "It is not compiled yet: return `graph.compile()`."),
        (
            "function",
            "If it is the step itself, make a runnable of it: `RunnableLambda(...)`. If it makes what is due, it was "
            "not called: return what it gives, with brackets.",
        ),
        ("dict", "Return a runnable or a graph."),
    ],
)
def test_what_is_no_runnable_is_told_at_the_answers_return(kind, remedy):
    """A graph that is not compiled, or whose `compile` is not called: with what to return, and no "right as it stands",
    whatever else was known of the error."""
    returned_at = Place("cell In[3]", 4, "ask", "return graph")
    asked = Failure(f"It raised `AttributeError`: '{kind}' object has no attribute 'get_input_jsonschema'.")
    (finding,) = at_own_lines(
        [Finding(replace(asked, place=Place(GIVEN, 9, "turn")))], {GIVEN}, {"ask": DEFINED}, {"ask": returned_at}
    )
    assert (finding.failure.remedy, finding.failure.place) == (remedy, returned_at)
    failure = Failure(
        f"It raised `AttributeError`: '{kind}' object has no attribute 'ainvoke'.", place=Place(GIVEN, 9, "turn")
    )
    for known in (failure, judged_of_a_line(failure)):
        (finding,) = at_own_lines([Finding(known)], {GIVEN}, {"ask": DEFINED}, {"ask": returned_at})
        assert finding.failure.cause.endswith(f"`{kind}` there, and has no `ainvoke`.")
        assert (finding.failure.remedy, finding.failure.place) == (remedy, returned_at)
    (finding,) = at_own_lines([Finding(failure)], {GIVEN}, {"ask": DEFINED})
    assert finding.failure.place == DEFINED


def judged_of_a_line(failure):
    """The failure with the cause that a line of the student's would have."""
    return replace(failure, cause="A graph has to be compiled before it can be run.", remedy="Compile it.")


def test_what_was_left_alive_in_a_locked_cell_is_no_error_in_it():
    """It names its line itself; the student has none to be shown."""
    left = Failure("The generator `feed` (cell In[1], line 2) was still alive.", place=Place(GIVEN, 2, "turn"))
    (finding,) = at_own_lines([Finding(left)], {GIVEN}, {"ask": DEFINED})
    assert (finding.failure.seen, finding.failure.place) == (left.seen, None)


def test_an_answer_of_another_shape_is_told_at_its_definition():
    """That it has a `yield` in it, no line of the run shows."""
    told = Finding(Failure("`ask` is an async generator: it has `yield` in it."))
    other = Finding(Failure("`turn` is an async generator: it has `yield` in it."))
    found = at_own_lines([told, other], {GIVEN}, {"ask": DEFINED})
    assert [each.failure.place for each in found] == [DEFINED, None]


def test_a_saved_notebook_tells_which_cells_are_locked(tmp_path):
    """By their ids; when it was saved is the file's own time."""
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (), ())), encoding="utf-8")
    cells = [
        {"id": "text", "cell_type": "markdown", "source": "def ask(): ..."},
        {"id": "turn", "cell_type": "code", "source": ["1\n", "2"], "metadata": {"nbgrader": {"locked": True}}},
        {"id": "ask", "cell_type": "code", "source": "3", "metadata": {"nbgrader": {"locked": False}}},
    ]
    path = tmp_path / "mini.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    os.utime(path, (7.0, 7.0))
    saved = saved_cells(tmp_path)
    assert saved == SavedCells((CellText("turn", "1\n2", given=True), CellText("ask", "3")), 7.0)
    assert (saved.given, saved.source("ask"), saved.source("none"), saved.source("")) == ({"turn"}, "3", None, None)


@pytest.mark.parametrize("text", ["", "[]", '{"cells": [3]}', '{"cells": [{"cell_type": "code"}]}'])
def test_a_notebook_that_cannot_be_read_has_no_cells(tmp_path, text):
    """Half written, or something else."""
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (), ())), encoding="utf-8")
    assert saved_cells(tmp_path) == SavedCells()
    (tmp_path / "mini.ipynb").write_text(text, encoding="utf-8")
    assert saved_cells(tmp_path).cells == ()


@pytest.mark.parametrize(
    ("type_", "cause", "remedy"),
    [
        ("list", "`ask` gave a `list` there, and it is awaited.", "Begin it with `async def`, as the task does."),
        ("NoneType", "`ask` gave None there, and it is awaited.", "Begin it with `async def`, as the task does."),
        (
            "async_generator",
            "`ask` gave an `async_generator` there, and it is awaited.",
            "Take the `yield` out of it, which makes a generator of a function: `return` what it should give.",
        ),
    ],
)
def test_what_a_locked_cell_awaits_in_vain_is_told_of_the_answer(type_, cause, remedy):
    """That `await` is not the student's to take away; `def` and `yield` are."""
    seen = f"It raised `TypeError`: object {type_} can't be used in 'await' expression."
    failure = Failure(seen, "a", "Take it away.", place=Place(GIVEN, 9, "turn", "over = await ask(1)"))
    (finding,) = at_own_lines([Finding(failure)], {GIVEN}, {"ask": DEFINED})
    assert (finding.failure.cause, finding.failure.remedy) == (cause, remedy)
