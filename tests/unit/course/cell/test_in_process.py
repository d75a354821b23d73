"""A check in a student's own notebook: what is performed there, and for how long."""

import pytest

from asynclab.course.cell import check_context, sealed
from asynclab.course.cell.check_context import InProcess
from asynclab.course.cell.errors import NoRun
from asynclab.course.cell.session import notebook_kernel
from asynclab.run_limits import REAL_AGAIN, REAL_LIMIT
from asynclab.scenario import call
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
