"""An answer that is not there any more is not judged: what the kernel remembers is compared with what grading finds."""

import contextlib
import json
from dataclasses import dataclass, field, replace

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from asynclab.course.cell import sealed
from asynclab.course.cell.bindings import bound_names, told_error, used_names
from asynclab.course.cell.session.history.absences import absence, loss
from asynclab.course.cell.session.history.cell_history import CellHistory, CellRun
from asynclab.course.cell.session.history.missing_names import RUN_ABOVE, given_names, not_run_yet
from asynclab.course.cell.session.history.saved_cells import CellText, SavedCells, saved_cells
from asynclab.course.cell.session.history.stubs import beside_stub
from asynclab.expect import Outcome
from asynclab.observe.run import Ending, Place, Problem, Run

WORKS = "def ask():\n    return {n}"
HELPED = "def ask():\n    return fetch()"
HELPER = "def fetch():\n    return {n}"
NO_PYTHON = "def ask()\n    return {n}"
STOPS_BEFORE = "missing()\ndef ask():\n    return {n}"
STOPS_AFTER = "def ask():\n    return {n}\nmissing()"
RENAMED = "def ask_all():\n    return {n}"


@dataclass
class Notebook:
    """A notebook and its kernel, as small as can be: cells by id in the order of the page, and their last runs."""

    cells: dict = field(default_factory=dict)
    namespace: dict = field(default_factory=dict)
    history: CellHistory = field(default_factory=CellHistory)
    count: int = 0

    def run(self, cell, source, given=False):
        """Write a cell and run it, as a student does. given: it was handed out, and is nobody's answer."""
        self.cells[cell] = source
        self.count += 1
        before, error, line = dict(self.namespace), "", None
        try:
            exec(compile(source, f"cell In[{self.count}]", "exec"), self.namespace)
        except SyntaxError as raised:
            error, line = f"`SyntaxError`: {raised.msg}", raised.lineno
        except NameError as raised:
            error, line = f"`NameError`: {raised}", raised.__traceback__.tb_next.tb_lineno
        except KeyboardInterrupt as raised:
            error = told_error(raised)
        bound = {name for name in bound_names(source) if self.namespace.get(name) is not before.get(name)}
        gone = frozenset(before.keys() - self.namespace.keys())
        run = CellRun(self.count, source, frozenset(bound), cell, error, line, gone, float(self.count), given)
        self.history.note(run)

    def delete(self, cell):
        """Delete a cell; the kernel keeps its names."""
        self.cells.pop(cell, None)
        self.history.delete([cell])

    def checked(self):
        """What a check in this kernel calls and gets; None where it has nothing to judge."""
        if absence(self.history, "ask", self.namespace) is not None or "ask" not in self.namespace:
            return None
        return called(self.namespace)

    def graded(self):
        """What grading the saved notebook calls and gets: its cells, in a fresh process, one after another."""
        namespace = {}
        for source in self.cells.values():
            with contextlib.suppress(SyntaxError, NameError):
                exec(compile(source, "<cell>", "exec"), namespace)
        return called(namespace) if "ask" in namespace else None


def called(namespace):
    """What the answer gives; the error's name where it raises."""
    try:
        return namespace["ask"]()
    except NameError:
        return "NameError"


ACTIONS = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from((WORKS, HELPED, NO_PYTHON, STOPS_BEFORE, STOPS_AFTER, RENAMED))),
    st.tuples(st.just("helper"), st.sampled_from((HELPER, "missing()\n" + HELPER, "pass"))),
    st.tuples(st.sampled_from(("answer", "helper")), st.none()),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(ACTIONS, max_size=7))
def test_a_check_judges_what_grading_will_find_or_nothing(actions):
    """Of any sequence of writing, breaking, renaming, deleting and running again: never a stale value.

    With one cell for each name the two agree throughout, except that a check judges nothing where grading would call an
    answer whose helper is gone.
    """
    notebook = Notebook(cells={"helper": "", "answer": ""})
    for step, (cell, source) in enumerate(actions):
        if source is None:
            notebook.delete(cell)
        else:
            notebook.run(cell, source.format(n=step))
        found, grading = notebook.checked(), notebook.graded()
        assert found == grading or (found is None and grading == "NameError"), (found, grading)


def test_a_later_cell_that_failed_to_define_the_answer_is_named():
    """Though the older definition is still in the kernel."""
    notebook = Notebook()
    notebook.run("a", WORKS.format(n=1))
    notebook.run("a", NO_PYTHON.format(n=2))
    absent = absence(notebook.history, "ask", notebook.namespace)
    assert absent.outcome is Outcome.CRASHED
    assert absent.failure.seen == (
        "`ask` is not there: cell In[2], which was to define it, stopped with `SyntaxError`: expected ':'."
    )
    assert absent.failure.cause == "The `ask` of cell In[1] is an older one and is not judged."
    assert str(absent.failure.place) == "cell In[2], line 1, in <module>: def ask()"


def test_a_cell_that_was_stopped_by_hand_need_only_be_run_again():
    """Nothing in it has to be mended; another error has."""
    notebook = Notebook()
    notebook.run("a", "raise KeyboardInterrupt\ndef ask(): ...")
    assert absence(notebook.history, "ask", notebook.namespace).failure.remedy == "Run cell In[1] again."
    notebook.run("a", NO_PYTHON.format(n=2))
    assert absence(notebook.history, "ask", notebook.namespace).failure.remedy == "Mend cell In[2] and run it again."


def test_a_line_that_was_stopped_is_named_since_it_may_have_no_end():
    """To run it again, and nothing else, would go round in a circle."""
    history = CellHistory()
    history.note(CellRun(1, "while True: pass\n" + WORKS.format(n=1), frozenset(), "a", "`KeyboardInterrupt`", 1))
    told = absence(history, "ask", {}).failure
    assert told.remedy == (
        "Line 1 of it was at work when it was stopped. If that line has no end, mend it; then run cell In[1] again."
    )
    assert str(told.place) == "cell In[1], line 1, in <module>: while True: pass"


NESTED = "def outer():\n    if True:\n        def ask(): ...\n    return ask"


def test_an_answer_inside_of_another_function_is_told_to_be_moved_out():
    """Whether one stood there before or not: to give the outer one its name would make it worse."""
    notebook = Notebook()
    for before in ("", WORKS.format(n=1)):
        notebook.run("a", before)
        notebook.run("a", NESTED)
        told = absence(notebook.history, "ask", notebook.namespace)
        assert told.outcome is Outcome.CRASHED
        assert told.failure.seen == (
            f"`ask` stands inside of `outer` in cell In[{notebook.count}], and so it is no name of the notebook's."
        )
        assert told.failure.remedy == "Move it out of `outer`, to the left margin."
        assert told.failure.place.line == 3


def test_a_helper_of_that_name_inside_of_another_answer_is_not_the_one_that_is_missing():
    """Its cell has not been run yet."""
    notebook = Notebook()
    notebook.run("a", NESTED)
    told = absence(notebook.history, "ask", notebook.namespace, {"ask", "outer"}).failure.seen
    assert told.startswith("`ask` is not there yet")


@pytest.mark.parametrize(
    ("before", "deletes", "remedy"),
    [
        ("", WORKS.format(n=2) + "\ndel ask", "Take the `del` out of cell In[2], and run it again."),
        (WORKS.format(n=1), WORKS.format(n=2) + "\ndel ask", "Take the `del` out of cell In[2], and run it again."),
        (
            WORKS.format(n=1),
            "\n\ndel ask",
            "Take the `del` out of cell In[2], and write there what is to define it.",
        ),
    ],
)
def test_a_cell_that_deletes_its_own_answer_is_not_told_to_be_run_again_as_it_is(before, deletes, remedy):
    """It would delete it again; and the older text stands nowhere any more."""
    notebook = Notebook()
    notebook.run("a", before)
    notebook.run("a", deletes)
    told = absence(notebook.history, "ask", notebook.namespace).failure
    assert told.seen == "`ask` is not there any more: cell In[2] has deleted it."
    assert (told.remedy, told.place.line, told.place.text) == (remedy, 3, "del ask")


@pytest.mark.parametrize("magic", ["%%timeit", "%%timeit -n1", "%%writefile ask.py"])
def test_a_magic_under_which_a_cell_defines_nothing_is_told(magic):
    """Whether the cell defined it before or not; what another cell defines is there all the same, and so is what a
    cell defines under a magic that runs it in the notebook."""
    under = f"{magic}\n{WORKS.format(n=2)}"
    for before in ((), (CellRun(1, WORKS.format(n=1), frozenset({"ask"}), "a"),)):
        history = CellHistory()
        for run in (*before, CellRun(2, under, frozenset(), "a")):
            history.note(run)
        told, name = absence(history, "ask", {"ask": ask_before} if before else {}).failure, magic.partition(" ")[0]
        assert told.seen == f"`ask` is not there: under `{name}`, in its first line, cell In[2] defines nothing."
        assert told.remedy == f"Take the `{name}` out, and run the cell again."
    history.note(CellRun(3, WORKS.format(n=3), frozenset({"ask"}), "a"))
    history.note(CellRun(4, under, frozenset(), "b"))
    history.note(CellRun(5, f"%%time\n{WORKS.format(n=3)}", frozenset({"ask"}), "a"))
    assert absence(history, "ask", {"ask": ask_before}) is None


def ask_before():
    """What the kernel has under the name."""


def test_a_cell_that_is_run_again_without_the_answer_takes_it_away():
    """Renamed, or emptied."""
    notebook = Notebook()
    notebook.run("a", WORKS.format(n=1))
    notebook.run("a", RENAMED.format(n=2))
    assert (
        "not there any more: cell In[2] defined it" in absence(notebook.history, "ask", notebook.namespace).failure.seen
    )


def test_a_deleted_cell_takes_its_answer_away():
    """Grading would not find it."""
    notebook = Notebook()
    notebook.run("a", WORKS.format(n=1))
    notebook.delete("a")
    assert "is deleted" in absence(notebook.history, "ask", notebook.namespace).failure.seen


def test_a_name_that_was_deleted_is_told_with_the_cell_that_did_it():
    """It is no cell that was not run; it comes back with the cell that defines it, and with no other."""
    notebook = Notebook()
    notebook.run("a", WORKS.format(n=1))
    notebook.run("b", "del ask")
    notebook.run("b", "pass")
    absent = absence(notebook.history, "ask", notebook.namespace)
    assert absent.failure.seen == "`ask` is not there any more: cell In[2] has deleted it."
    assert absent.failure.remedy == "Run the cell that defines it again, cell In[1]."
    notebook.run("a", WORKS.format(n=1))
    assert notebook.checked() == 1


def test_a_name_of_pythons_own_that_was_freed_again_is_not_missed():
    """Whoever wrote `round = 2` and took that back has the `round` that everybody has."""
    notebook = Notebook()
    notebook.run("a", "round = 2")
    notebook.run("b", "del round")
    notebook.run("c", "def ask():\n    return round(1.2)")
    assert absence(notebook.history, "ask", notebook.namespace) is None
    assert notebook.checked() == 1


def test_an_answer_in_another_cell_than_its_stub_is_told():
    """The stub's cell was run last, so that it is the one that counts; a cell that is gone, or says something else by
    now, is none."""
    notebook = Notebook()
    notebook.run("own", WORKS.format(n=1))
    notebook.run("stub", WORKS.format(n=2))
    told = beside_stub(notebook.history, "ask")
    assert told.outcome is Outcome.NOT_ATTEMPTED
    assert told.failure.seen == (
        "`ask` is as it was handed out in cell In[2], which was run last. Another one is in cell In[1]: "
        "is that the one?"
    )
    notebook.run("own", "pass")
    assert beside_stub(notebook.history, "ask") is None
    notebook.run("own", WORKS.format(n=1))
    notebook.delete("own")
    notebook.run("stub", WORKS.format(n=2))
    assert beside_stub(notebook.history, "ask") is None


def test_a_scratch_cell_that_failed_stands_in_the_way_until_it_is_mended_or_deleted():
    """What it was to define may be the newer answer."""
    notebook = Notebook()
    notebook.run("a", WORKS.format(n=1))
    notebook.run("b", NO_PYTHON.format(n=2))
    assert notebook.checked() is None
    notebook.delete("b")
    assert notebook.checked() == 1


def test_a_check_after_a_restart_is_not_run_yet():
    """It is no crash, and nobody is asked whether an import of ours was meant."""
    history = CellHistory()
    history.note(CellRun(1, "from asynclab.expect import used_all", frozenset({"used_all"}), "imports"))
    from asynclab.expect import used_all

    absent = absence(history, "ask_all", {"used_all": used_all})
    assert absent.outcome is Outcome.NOT_ATTEMPTED
    assert "has not been run since the kernel started" in absent.failure.seen


def test_a_name_that_was_mistyped_is_told_with_its_cell():
    """Whether it was so from the start, or another name stood there before."""
    notebook = Notebook()
    notebook.run("a", RENAMED.format(n=1))
    assert absence(notebook.history, "ask", notebook.namespace).failure.seen == (
        "There is no `ask`, and there is an `ask_all` in cell In[1]: is that the one?"
    )
    notebook.run("a", "def other():\n    return 1")
    assert "ask_all" not in absence(notebook.history, "ask", notebook.namespace).failure.seen
    notebook.run("b", WORKS.format(n=1))
    notebook.run("b", RENAMED.format(n=1))
    absent = absence(notebook.history, "ask", notebook.namespace).failure
    assert absent.seen == (
        "`ask` is not there any more: cell In[4] defined it when it ran before, and does not now. "
        "It defines `ask_all` now: is that the one?"
    )
    assert absent.remedy == "Give it the name `ask`, which the task has, and run its cell."


def test_an_answer_beside_its_stub_is_spotted_by_its_name():
    """Which is nearly the stub's, and not only like it."""
    notebook = Notebook()
    notebook.run("stub", WORKS.format(n=1))
    notebook.run("other", RENAMED.format(n=1))
    assert beside_stub(notebook.history, "ask") is None
    notebook.run("mistyped", "def askk():\n    return 1")
    assert "there is an `askk` in cell In[3]" in beside_stub(notebook.history, "ask").failure.seen


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("name 'fetch' is not defined", "`ask` needs `fetch`, which is not there yet"),
        ("name 'fetched' is not defined", ""),
        ("no", ""),
    ],
)
def test_a_name_whose_cell_was_not_run_is_not_run_yet(tmp_path, message, told):
    """The saved notebook has the cell: it is no crash. Of a name that no cell defines it is one."""
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (), ())), encoding="utf-8")
    cell = {"cell_type": "code", "source": ["def fetch():\n", "    return 1"]}
    (tmp_path / "mini.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    problem = Problem("NameError" if told or "name" in message else "ValueError", message, ("NameError", "Exception"))
    absent = not_run_yet("ask", Run(Ending.RAISED, problem=problem), tmp_path, {})
    assert (told in absent.failure.seen) if told else absent is None
    if told:
        assert absent.outcome is Outcome.NOT_ATTEMPTED
        assert "Run All Above Selected Cell" in absent.failure.remedy


def test_without_a_saved_notebook_a_missing_name_is_what_it_was(tmp_path):
    """Nobody can tell whether a cell has it."""
    problem = Problem("NameError", "name 'fetch' is not defined", ("NameError", "Exception"))
    assert not_run_yet("ask", Run(Ending.RAISED, problem=problem), tmp_path, {}) is None


def test_without_a_history_there_is_no_opinion():
    """A script, a test, a grading process."""
    assert absence(CellHistory(), "ask", {}) is None


def test_what_was_judged_holds_until_its_cell_says_something_else():
    """Also through a helper."""
    notebook = Notebook()
    notebook.run("helper", HELPER.format(n=1))
    notebook.run("answer", HELPED)
    judged = notebook.history.judged("ask")
    assert [(cell.name, cell.label) for cell in judged] == [("ask", "cell In[2]"), ("fetch", "cell In[1]")]
    assert all(map(notebook.history.still_holds, judged))
    notebook.run("helper", HELPER.format(n=3))
    assert [notebook.history.still_holds(cell) for cell in judged] == [True, False]


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ("a = b = 1\nc, *d = x\ne: int = 2\nf += 1", {"a", "b", "c", "d", "e", "f"}),
        ("async def ask():\n    inner = 1\nclass Desk:\n    own = 2", {"ask", "Desk"}),
        ("import os.path, re as r\nfrom x import y", {"os", "r", "y"}),
        ("for i in x:\n    with y as z:\n        w = [q for q in i]", {"i", "z", "w"}),
        ("if (n := 3): pass\nmatch n:\n    case [m]: pass", {"n", "m"}),
        ("answer_1 = \nanswer_2 == 3\nasync def ask(\n", {"answer_1", "ask"}),
        (">>> def ask():\n...     inner = 1\n... \n>>> b = 2", {"ask", "b"}),
        ("In [1]: async def ask():\n   ...:     inner = 1\n   ...:     return inner", {"ask"}),
    ],
)
def test_what_a_cell_binds_is_read_from_its_text(source, bound):
    """At its top level; where Python cannot read it, by how its lines begin."""
    assert bound_names(source) == bound


def test_what_a_cell_uses_is_what_its_functions_look_up_in_the_notebook():
    """Not their own variables."""
    assert used_names("def ask(tools):\n    answers = fetch(tools)\n    return answers") == {"fetch"}


def test_an_answer_to_another_task_is_no_name_written_wrongly():
    """A helper that is given and has not been run since a restart is not there yet, whatever is called nearly so."""
    notebook = Notebook()
    notebook.run("a", "def ask_all():\n    return 1")
    told = absence(notebook.history, "ask_al", notebook.namespace, {"ask_all"}).failure.seen
    assert told == "`ask_al` is not there yet: the cell that defines it has not been run since the kernel started."
    assert "is that the one?" in absence(notebook.history, "ask_al", notebook.namespace).failure.seen


def test_a_name_that_only_a_check_binds_is_not_waited_for(tmp_path):
    """A check gives its names back when it ends: running it brings none of them."""
    cells = [{"id": "check", "cell_type": "code", "source": 'with check("ask-a", "a") as c:\n    found = [1]'}]
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (), ())), encoding="utf-8")
    (tmp_path / "mini.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    run = Run(Ending.RAISED, problem=Problem("NameError", "name 'found' is not defined"))
    assert not_run_yet("ask", run, tmp_path, {}) is None


def test_a_name_that_is_there_or_that_a_file_lacks_is_not_waited_for(tmp_path):
    """No cell that is run brings it: the cell has been run, or the file does not see what it defines."""
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (), ())), encoding="utf-8")
    cell = {"cell_type": "code", "source": "def fetch():\n    return 1"}
    (tmp_path / "mini.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    missing = Problem("NameError", "name 'fetch' is not defined", place=Place("mine.py", 2, "ask", "fetch()"))
    assert not_run_yet("ask", Run(Ending.RAISED, problem=missing), tmp_path, {}) is None
    here = replace(missing, place=Place("cell In[2]", 2, "ask", "fetch()"))
    assert not_run_yet("ask", Run(Ending.RAISED, problem=here), tmp_path, {"fetch": called}) is None
    assert not_run_yet("ask", Run(Ending.RAISED, problem=here), tmp_path, {}).outcome is Outcome.NOT_ATTEMPTED


@pytest.mark.parametrize("given", [False, True])
def test_a_cell_that_stopped_for_want_of_another_is_to_be_run_after_it(given):
    """Whoever wrote it, nothing is to be mended: the other one was left out, or was run too late."""
    saved = SavedCells((CellText("one", HELPER.format(n=1)), CellText("two", f"fetch\n{WORKS}", given)))
    notebook = Notebook()
    notebook.run("two", f"fetch\n{WORKS.format(n=1)}", given)
    seen = "`ask` is not there: cell In[1], which was to define it, stopped because `fetch` was not there"
    told = absence(notebook.history, "ask", notebook.namespace, saved=saved)
    assert told.outcome is Outcome.NOT_ATTEMPTED
    assert told.failure.seen == f"{seen}: its own cell has not been run since the kernel started."
    assert told.failure.remedy == RUN_ABOVE
    notebook.run("one", HELPER.format(n=1))
    told = loss(notebook.history, "ask", notebook.namespace, saved).failure
    assert (told.seen, told.remedy) == (f"{seen} yet. It is by now.", "Run cell In[1] again, and then this check.")
    notebook.run("two", f"fetch\n{WORKS.format(n=1)}", given)
    assert notebook.checked() == 1


def test_a_cell_that_stopped_at_a_name_of_no_cell_above_is_to_be_mended():
    """It is written wrongly there, or stands too far up; a locked cell is right, and what is above it is to be run."""
    notebook = Notebook()
    notebook.run("one", f"fetch\n{WORKS.format(n=1)}")
    for below in ("other = 3", HELPER.format(n=1), 'with check("a", "b") as c:\n    fetch = 3'):
        saved = SavedCells((CellText("one", ""), CellText("two", below)))
        told = absence(notebook.history, "ask", notebook.namespace, saved=saved).failure
        assert told.remedy == "Mend cell In[1] and run it again."
    told = absence(notebook.history, "ask", notebook.namespace, saved=SavedCells((CellText("one", "", True),))).failure
    assert told.remedy == f"Cell In[1] is the chapter's, and right as it is handed out. {RUN_ABOVE}"


def test_a_cell_that_stopped_for_want_of_a_lost_name_is_told_as_that_names_loss():
    """What is to be done, is to be done there."""
    notebook = Notebook()
    notebook.run("one", HELPER.format(n=1))
    notebook.run("three", "del fetch")
    notebook.run("two", f"fetch\n{WORKS.format(n=1)}")
    told = absence(notebook.history, "ask", notebook.namespace).failure
    assert told.seen == "`fetch` is not there any more: cell In[2] has deleted it."
    assert told.cause == "`ask` needs it."


def test_a_deleted_name_is_told_as_that():
    """To whoever looks for it by hand, as a check's own lines do; one that is there is not."""
    notebook = Notebook()
    notebook.run("one", HELPER.format(n=1))
    assert loss(notebook.history, "fetch") is None
    notebook.run("two", "del fetch")
    assert loss(notebook.history, "fetch").failure.seen == "`fetch` is not there any more: cell In[2] has deleted it."


def test_the_line_that_defines_a_name_is_known():
    """Of the run that counts, under its number."""
    notebook = Notebook()
    notebook.run("one", "limit = 2\n\n\n" + HELPER.format(n=1))
    assert str(notebook.history.definition("fetch")) == "cell In[1], line 4, in <module>: def fetch():"
    assert notebook.history.definition("ask") is None


ROUNDS = "def ask():\n    return round(1.2)"


def test_a_name_of_pythons_own_is_not_missed_when_its_cell_gives_it_up():
    """Its cell took it and does so no more: what the kernel still has is told, with what frees it; freed, in any cell,
    it is Python's again, and the answer is judged."""
    notebook = Notebook()
    notebook.run("a", f"round = 2\n{ROUNDS}")
    notebook.run("a", ROUNDS)
    kept = absence(notebook.history, "ask", notebook.namespace).failure
    assert kept.seen == (
        "`round` is not Python's own: cell In[1] gave the name to something else, and the kernel still has that."
    )
    assert (kept.cause, kept.remedy) == ("`ask` needs it.", "Run `del round` in a cell, and then this check.")
    notebook.run("b", "del round")
    assert notebook.checked() == 1
    notebook.run("c", "round = 2")
    notebook.run("c", "del round")
    assert notebook.checked() == 1


def test_what_stood_beside_a_name_is_not_its_new_name():
    """A cell that gave up one of two names has not renamed it to the other."""
    notebook = Notebook()
    notebook.run("a", f"limit = 2\n{WORKS.format(n='limit')}")
    notebook.run("a", WORKS.format(n="limit"))
    told = absence(notebook.history, "ask", notebook.namespace).failure
    assert told.seen.endswith("It defines `ask` now.")
    assert told.remedy == "Write it there again, or run the cell that defines it."


def test_a_given_name_that_was_taken_and_given_up_comes_from_its_own_cell():
    """An import of the chapter's, say: running that cell brings it back, and no answer is to be called so."""
    notebook = Notebook()
    imports = CellRun(1, "import time", frozenset({"time"}), "cell-001", given=True)
    notebook.history.note(imports)
    for source in (f"time = 3\n{WORKS.format(n='time')}", WORKS.format(n="time")):
        notebook.count += notebook.count == 0
        notebook.run("a", source)
    told = absence(notebook.history, "ask", notebook.namespace).failure
    assert told.seen == "`time` is not what cell In[1] has made of it any more."
    assert (told.cause, told.remedy) == ("`ask` needs it.", "Run cell In[1] again.")


def test_a_cell_of_the_chapters_that_was_not_run_is_not_there_yet(tmp_path):
    """Whatever has a name like it: nobody is to rename the student's cell, or the course's."""
    (tmp_path / "sealed.json").write_text(sealed.to_json(sealed.Sealed("mini", (), ())), encoding="utf-8")
    locked = {"nbgrader": {"locked": True}}
    cells = [
        {"cell_type": "code", "source": "def ask_al():\n    return 1", "metadata": locked},
        {"cell_type": "code", "source": "def own():\n    return 1"},
    ]
    (tmp_path / "mini.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert given_names(saved_cells(tmp_path)) == {"ask_al"}
    yet = "`ask_al` is not there yet: the cell that defines it has not been run since the kernel started."
    notebook = Notebook()
    notebook.run("a", RENAMED.format(n=1))
    assert (
        absence(notebook.history, "ask_al", notebook.namespace, (), given_names(saved_cells(tmp_path))).failure.seen
        == yet
    )
    history = CellHistory()
    history.note(CellRun(1, RENAMED, frozenset({"ask_all"}), "cell-003", given=True))
    assert absence(history, "ask_al", {"ask_all": called}).failure.seen == yet


def test_a_helper_of_the_chapters_is_no_answer_beside_a_stub():
    """However much it is called like the stub."""
    history = CellHistory()
    history.note(CellRun(1, "def gala(): ...", frozenset({"gala"}), "gala"))
    history.note(CellRun(2, "def galas(): ...", frozenset({"galas"}), "cell-003", given=True))
    assert beside_stub(history, "gala") is None


def test_the_line_of_an_answers_only_return_is_known():
    """Not that of a function in it, and of several none."""
    notebook = Notebook()
    notebook.run("answer", "def ask():\n    def one():\n        return 1\n\n    return one")
    assert notebook.history.only_return("ask") == Place("cell In[1]", 5, "ask", "return one")
    notebook.run("answer", "def ask(a):\n    if a:\n        return 1\n    return 2")
    assert notebook.history.only_return("ask") is None
    assert notebook.history.only_return("other") is None


def test_an_answer_pasted_with_its_prompts_is_an_answer():
    """IPython takes them away before it runs the cell, here and in grading."""
    history = CellHistory()
    pasted = CellRun(1, ">>> def ask():\n...     return fetch()", frozenset({"ask"}), "a")
    history.note(pasted)
    assert absence(history, "ask", {"ask": called}) is None
    assert str(history.definition("ask")) == "cell In[1], line 1, in <module>: def ask():"


def test_an_answer_that_no_line_of_its_cell_defines_is_told_as_that():
    """It is there, so that nobody may say that it is not."""
    history = CellHistory()
    history.note(CellRun(1, "def ask(): ...", frozenset({"ask"}), "a"))
    history.note(CellRun(2, "%run other.py", frozenset(), "a", otherwise=frozenset({"ask"})))
    told = absence(history, "ask", {"ask": called}).failure
    assert told.seen == "No line of cell In[2] defines `ask`: it came by another way, as through `%run` or `exec`."
    assert told.remedy == "Write its definition into the cell itself: what is judged is read there."
