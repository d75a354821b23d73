"""A check in a student's own notebook: what is performed there, and for how long."""

import gc
import json
from dataclasses import replace

import pytest

from asynclab.course.cell import check_context, sealed
from asynclab.course.cell.check_context import InProcess, of_these_cells
from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.session import notebook_kernel
from asynclab.course.cell.session.notebook_kernel import clear_away
from asynclab.expect import Outcome
from asynclab.observe.run import Ending, NeverAwaited, Place, Run
from asynclab.observe.trace.never_awaited import NeverAwaitedCoroutines
from asynclab.run_limits import REAL_AGAIN, REAL_LIMIT
from asynclab.scenario import NotAttempted, call, implementation, perform, run_tests
from tests.unit.course.cell.test_cell_history import HELPER, Notebook
from tests.unit.course.fakes import ENDLESS

GIVEN = "def turn():\n    return fetch()"


@pytest.fixture
def notebook(monkeypatch):
    """A notebook with a helper of the course's, and an answer behind it."""
    notebook = Notebook()
    notebook.run("given", GIVEN)
    notebook.run("answer", HELPER.format(n=1))
    monkeypatch.setattr(notebook_kernel, "history_of", lambda namespace: notebook.history)
    return notebook


def test_an_answer_that_did_not_end_is_waited_for_shortly_and_a_mended_one_as_ever(notebook, monkeypatch):
    """Also behind a helper that stays the same: it is not the helper that goes on and on."""
    limits = []

    def performed(scenario, namespace, real_limit=REAL_LIMIT, cpu_limit=REAL_LIMIT):
        limits.append(real_limit)
        return ENDLESS

    monkeypatch.setattr(check_context, "run_scenario", performed)
    here = InProcess(notebook.namespace)
    here.perform(call("turn"))
    here.perform(call("turn"))
    notebook.run("answer", HELPER.format(n=2))
    here.perform(call("turn"))
    assert limits == [REAL_LIMIT, REAL_LIMIT * REAL_AGAIN, REAL_LIMIT]


def test_an_answer_that_is_no_function_is_told_as_that_behind_a_helper_too(notebook, tmp_path):
    """Python's error there is at a line of the helper's, which is nobody's to mend."""
    task = sealed.SealedTask("fetch", "Task 1", ("fetch-a",), "", "", stub="def fetch():\n    ...")
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (task,), ())), encoding="utf-8")
    here = InProcess(notebook.namespace, tmp_path)
    assert here.perform(call("turn")).value == 1
    notebook.run("answer", "fetch = 3")
    with pytest.raises(NoRun, match="`fetch` is an int, and should be a function"):
        here.perform(call("turn"))


def test_a_test_that_its_cell_does_not_define_any_more_is_not_run(notebook):
    """The kernel still has it, and a run from the top of the notebook has not."""
    both = "def test_turn():\n    pass\n\n\ndef test_turn_late():\n    raise ValueError\n"
    here = InProcess(notebook.namespace)
    notebook.run("tests", both)
    assert list(here.perform(run_tests("test_turn")).value) == ["test_turn", "test_turn_late"]
    notebook.run("tests", both.partition("\n\n\n")[0])
    assert here.perform(run_tests("test_turn")).value == {"test_turn": "passed"}
    notebook.run("tests", both.partition("\n\n\n")[2].replace("raise ValueError", "pass"))
    assert here.perform(run_tests("test_turn")).value == {"test_turn_late": "passed"}
    notebook.run("tests", "x = 1")
    with pytest.raises(NoRun, match="`test_turn` is not there any more"):
        here.perform(run_tests("test_turn"))


def test_tests_are_the_same_by_hand_and_in_a_check(notebook, capsys):
    """What a cell does not define any more neither runs, and by hand that is said."""
    notebook.run("tests", "def test_turn():\n    pass\n\n\ndef test_turn_late():\n    raise ValueError\n")
    notebook.run("tests", "def test_turn_early():\n    pass\n")
    here, scenario = InProcess(notebook.namespace), run_tests("test_turn")
    assert perform(scenario, notebook.namespace).value == here.perform(scenario).value == {"test_turn_early": "passed"}
    assert capsys.readouterr().err.startswith(
        "Left out, as in the checks: `test_turn`, `test_turn_late`. They are older: their cells have been run again"
    )
    notebook.run("tests", "def test_turn():\n    pass\n")
    assert perform(scenario, notebook.namespace).value == here.perform(scenario).value == {"test_turn": "passed"}
    assert "Left out, as in the checks: `test_turn_late`, `test_turn_early`." in capsys.readouterr().err
    notebook.run("tests", "def test_turn():\n    raise ValueError(")
    assert perform(scenario, notebook.namespace).ending is Ending.REFUSED
    with pytest.raises(NoRun, match="`test_turn` is not there: cell In"):
        here.perform(scenario)


def test_a_test_that_is_not_called_so_is_told_by_its_name(notebook, capsys):
    """By what it asks for, and of the cell that is there now: a helper, or an older one, is none."""
    relay = run_tests("test_turn", turn=implementation("turn", "def turn():\n    pass"))
    here = InProcess(notebook.namespace)
    for name in ("turn_test", "test_the_turn", "Test_turn", "tests_turn"):
        notebook.run("tests", f"def test(helper):\n    pass\n\n\nasync def {name}(turn):\n    pass\n")
        perform(relay, notebook.namespace)
        assert f"tests are found by their names. Is `{name}` one?" in capsys.readouterr().err
        with pytest.raises(NoRun) as told:
            here.perform(relay)
        assert told.value.failure.seen == "No test is found: a test's name is `test_turn`, or begins with `test_turn_`."
        assert told.value.failure.remedy.startswith(f"Is `{name}` one? Let the name of each test begin with")
        assert told.value.failure.place.line == 5
    notebook.run("tests", "async def check_turn(turn):\n    pass\n")
    perform(relay, notebook.namespace)
    assert "found by their names. Keep the name" in capsys.readouterr().err


async def forgotten():
    """Nobody awaits it."""


def test_what_earlier_cells_have_left_is_thrown_away_without_a_word():
    """A coroutine that only a cycle holds on to is no part of what is judged next, and Python does not warn of it."""
    holder = [forgotten()]
    holder.append(holder)
    del holder
    with NeverAwaitedCoroutines() as heard:
        clear_away()
        gc.collect()
    assert heard.told() == ()


def test_a_coroutine_of_a_cell_that_is_not_judged_is_not_charged_to_the_answer():
    """An earlier answer's may go at any time; what a file or a thread has made may be the answer's doing."""
    made = [NeverAwaited("ask", Place(file, 3, "ask")) for file in ("cell In[3]", "cell In[7]", "helper.py")]
    run = Run(Ending.RETURNED, never_awaited=(*made, NeverAwaited("ask", None)))
    assert [each.place and each.place.file for each in of_these_cells(run, {"cell In[7]"}).never_awaited] == [
        "cell In[7]",
        "helper.py",
        None,
    ]


RENAMES = {
    "def fetched():\n    return 1": "There is no `fetch`, and there is a `fetched` in cell In[2]: is that the one?",
    "def load():\n    return 1": (
        "There is no `fetch`: cell In[2], which is to define it, was run, and does not. It defines `load`: is that the "
        "one?"
    ),
    "a = b = 1": (
        "There is no `fetch`: cell In[2], which is to define it, was run, and does not. It defines `a` and `b`."
    ),
    "pass": "There is no `fetch`: cell In[2], which is to define it, was run, and does not.",
    "missing()": "`fetch` is not there: cell In[2], which is to define it, stopped with `NameError`: name 'missing' is "
    "not defined.",
}


@pytest.mark.parametrize(("typed", "told"), RENAMES.items())
@pytest.mark.parametrize("saved_as_typed", [False, True])
def test_an_answer_that_was_run_under_another_name_is_told_as_that_wherever_it_is_needed(
    monkeypatch, tmp_path, typed, told, saved_as_typed
):
    """By the check of the answer, and by that of a helper which calls it: nobody is told to run again what was run,
    whether the notebook was saved since or not."""
    stub = "def fetch():\n    ..."
    task = sealed.SealedTask("answer", "Task 1", ("fetch-a",), "", "", stub=stub)
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (task,), ())), encoding="utf-8")
    cells = [{"id": "answer", "cell_type": "code", "source": typed if saved_as_typed else stub}]
    (tmp_path / "mini.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    notebook = Notebook()
    monkeypatch.setattr(notebook_kernel, "history_of", lambda namespace: notebook.history)
    notebook.run("given", GIVEN, given=True)
    notebook.run("answer", typed)
    here = InProcess(notebook.namespace, tmp_path)
    with pytest.raises(NoRun) as own:
        here.perform(call("fetch"))
    with pytest.raises(NoRun) as behind:
        here.perform(call("turn"))
    assert (own.value.failure.seen, own.value.failure.cause) == (told, "")
    assert behind.value.failure == replace(own.value.failure, cause="`turn` needs it.")
    notebook.delete("answer")
    with pytest.raises(NoRun) as gone:
        here.perform(call("fetch"))
    assert "has not been run since the kernel started" in gone.value.failure.seen or "fetched" in typed


STUB = 'def fetch():\n    """Fetches."""\n    # TODO: fetch.\n    raise NotAttempted("fetch")'
BEGUN = {
    STUB: False,
    STUB.replace("# TODO: fetch.", "# how?"): False,
    STUB.replace("    raise", "    begin = 1\n    raise"): True,
    f"{STUB}\n    return 1": True,
    STUB.replace("    raise", "    if True:\n        raise"): True,
}


@pytest.mark.parametrize(("typed", "begun"), BEGUN.items())
def test_the_stubs_line_that_was_left_in_an_answer_is_named(monkeypatch, tmp_path, typed, begun):
    """With its line, also where nothing that was given is called before it; a stub as it was handed out is none."""
    task = sealed.SealedTask("answer", "Task 1", ("fetch-a",), "", "", stub=STUB)
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (task,), ())), encoding="utf-8")
    notebook = Notebook(namespace={"NotAttempted": NotAttempted})
    monkeypatch.setattr(notebook_kernel, "history_of", lambda namespace: notebook.history)
    notebook.run("given", GIVEN, given=True)
    notebook.run("answer", typed)
    here = InProcess(notebook.namespace, tmp_path)
    for target in ("fetch", "turn"):
        if not begun:
            assert here.perform(call(target)).ending is Ending.NOT_ATTEMPTED
            continue
        with pytest.raises(NoRun) as told:
            here.perform(call(target))
        line = next(n for n, each in enumerate(typed.splitlines(), start=1) if "raise" in each)
        assert told.value.outcome is Outcome.NOT_ATTEMPTED
        assert f"raises NotAttempted (cell In[2], line {line})" in told.value.failure.seen
