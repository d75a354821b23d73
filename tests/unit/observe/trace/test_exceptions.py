"""Exceptions and places as data."""

import linecache
from collections.abc import Callable

import pytest
from langchain_core.runnables import RunnableLambda

from asynclab.lab.owners.ownership import Location
from asynclab.observe import Place, Problem, place_of, problem_of


def caught(function: Callable[[], object]) -> BaseException:
    try:
        function()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def fail() -> None:
    raise LookupError("nothing found")


def test_an_exception_keeps_its_classes_message_and_the_students_line() -> None:
    """The place is the innermost line of the student's own, also below a library's frames."""
    problem = problem_of(caught(lambda: RunnableLambda(lambda x: [].index(x)).invoke(1)))
    assert (problem.type, problem.message) == ("ValueError", "1 is not in list")
    assert problem.types == ("ValueError", "Exception")
    assert problem.place is not None
    assert problem.place.file == "test_exceptions.py"
    assert "[].index(x)" in problem.place.text


def test_an_error_keeps_the_line_of_another_cell_that_led_there() -> None:
    """The innermost of those, and none where all is in one cell."""

    def cell(source: str, name: str, **names: object) -> Callable[[], object]:
        namespace = dict(names)
        exec(compile(source, f"<cell {name}>", "exec"), namespace)
        return namespace[name]  # type: ignore[return-value]

    given = cell("def given():\n    return [].pop()", "given")
    own = cell("def own():\n    return first()\ndef first():\n    return given()", "own", given=given)
    around = cell("def around():\n    return own()", "around", own=own)
    problem = problem_of(caught(around))
    assert problem.place is not None
    assert (problem.place.file, problem.place.function) == ("cell given", "given")
    assert problem.outer is not None
    assert (problem.outer.file, problem.outer.function) == ("cell own", "first")
    assert problem_of(caught(fail)).outer is None


def test_subclasses_name_every_class_up_to_exception() -> None:
    """An expectation may ask for a base class."""
    assert problem_of(KeyError("k")).types == ("KeyError", "LookupError", "Exception")
    assert problem_of(KeyboardInterrupt()).types == ("KeyboardInterrupt",)


def test_groups_hold_their_members_and_not_their_count() -> None:
    """A task group's error is what its tasks raised."""
    problem = problem_of(ExceptionGroup("two", [ValueError("a"), ExceptionGroup("one", [OSError("b")])]))
    assert problem.message == "two"
    assert problem.inner == (
        Problem("ValueError", "a", ("ValueError", "Exception")),
        Problem(
            "ExceptionGroup",
            "one",
            ("ExceptionGroup", "Exception"),
            inner=(Problem("OSError", "b", ("OSError", "Exception")),),
        ),
    )


def test_the_cause_is_what_it_was_raised_from_or_while_handling() -> None:
    """Unless it was raised `from None`."""

    def wrapped(how: str) -> None:
        try:
            fail()
        except LookupError as error:
            if how == "from":
                raise RuntimeError("outer") from error
            if how == "none":
                raise RuntimeError("outer") from None
            raise RuntimeError("outer")  # noqa: B904 - this is what is tested

    causes = {how: problem_of(caught(lambda how=how: wrapped(how))).cause for how in ("from", "while", "none")}  # type: ignore[misc]
    assert causes["none"] is None
    assert causes["from"] == causes["while"]
    assert causes["from"] is not None
    assert causes["from"].message == "nothing found"


def test_endless_causes_and_vast_groups_have_an_end() -> None:
    """Nothing a student raises makes recording endless."""
    first, second = ValueError("1"), ValueError("2")
    first.__cause__, second.__cause__ = second, first
    assert problem_of(first).cause is not None
    group: Exception = ValueError("x")
    for _ in range(30):
        group = ExceptionGroup("wide", [group, group])
    assert str(problem_of(group)).count("type=") <= 201


@pytest.mark.parametrize(
    ("file", "known"),
    [
        ("/home/anne/course/agent.py", "agent.py"),
        ("/tmp/ipykernel_4711/123456.py", "cell"),
        ("<cell 3>", "cell 3"),
        ("<answer ask>", "answer ask"),
    ],
)
def test_places_show_files_as_a_student_knows_them(file: str, known: str) -> None:
    """No process id and no folder of a machine gets into a run."""
    assert place_of(Location(file, 3, "ask", "x = 1")) == Place(known, 3, "ask", "x = 1")
    assert place_of(None) is None


def test_cells_have_their_number_where_a_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """IPython knows which cell a file name stands for."""
    import IPython
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        name = shell.compile.cache("1/0", 5)
        assert place_of(Location(name, 1, "<module>")) == Place("cell In[5]", 1, "<module>")
    finally:
        InteractiveShell.clear_instance()
        linecache.clearcache()
    assert IPython.get_ipython() is None


def test_where_ipython_cannot_tell_the_number_a_cell_is_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """IPython 7 is what Google Colab has: a run there is recorded as anywhere else."""
    from IPython.core.compilerop import CachingCompiler
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.delattr(CachingCompiler, "format_code_name")
    InteractiveShell.instance()
    try:
        assert place_of(Location("/tmp/ipykernel_7/123.py", 1, "<module>")) == Place("cell", 1, "<module>")
    finally:
        InteractiveShell.clear_instance()


def counts(items: list[int]) -> None:
    for item in items:
        total += item  # type: ignore[name-defined]  # noqa: F821, F841


def takes(items: list[int]) -> None:
    first = items[0]
    if first:
        other = second  # type: ignore[name-defined,used-before-def]  # noqa: F821, F841
    second = first  # noqa: F841


@pytest.mark.parametrize(("function", "text"), [(counts, "total += item"), (takes, "other = second")])
def test_a_name_without_a_value_is_told_at_the_line_that_reads_it(
    function: Callable[[list[int]], None], text: str
) -> None:
    """However often its function has run: Python 3.11 makes one instruction of two then, with the first one's line."""
    for _ in range(100):
        with pytest.raises(UnboundLocalError) as raised:
            function([1, 2])
        place = problem_of(raised.value).place
        assert place is not None
        assert place.text.partition("  #")[0] == text
