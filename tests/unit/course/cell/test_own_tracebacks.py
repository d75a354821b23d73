"""What a student's cell raises is shown without the course's own frames."""

import traceback
from types import TracebackType

import pytest

from asynclab.course.cell.session.own_tracebacks import show_without_ours
from asynclab.observe.run import Ending, Problem, Run
from asynclab.scenario import call, perform, tool


class Shell:
    """What IPython's shell is asked to show."""

    shown: BaseException | None = None

    def showtraceback(self, told: tuple[type, BaseException, TracebackType], tb_offset: int | None) -> None:
        """As IPython's."""
        _, self.shown, trace = told
        assert self.shown.__traceback__ is trace


def slip(name: str) -> None:
    """A cell of a student's with a slip in it, which the course's own code finds."""
    cells = {
        "perform": "perform(asks, globals())",
        "call": "call(print)",
        "description": "tool('web').ainvoke('q')",
        "handled": "try:\n    call(print)\nexcept ValueError as error:\n    raise KeyError from error",
    }
    exec(compile(cells[name], "<cell In[7]>", "exec"), {"perform": perform, "call": call, "tool": tool, "asks": 1})


@pytest.mark.parametrize("name", ["perform", "call", "description", "handled"])
def test_no_file_of_the_course_is_in_a_traceback(name: str) -> None:
    """The student's own lines stay, and so does what the error says; of what it came of as well."""
    with pytest.raises((ValueError, AttributeError, KeyError)) as caught:
        slip(name)
    error, shell = caught.value, Shell()
    assert "asynclab" in "".join(traceback.format_exception(error))
    show_without_ours(shell, type(error), error, error.__traceback__)
    shown = "".join(traceback.format_exception(error))
    assert shell.shown is error
    assert "/asynclab/" not in shown
    assert "<cell In[7]>" in shown
    assert str(error) in shown


def test_an_error_of_ours_alone_is_shown_as_it_is() -> None:
    """There is no other line to show."""
    error, shell = ValueError("no"), Shell()
    show_without_ours(shell, ValueError, error, None)
    assert shell.shown is error


@pytest.mark.parametrize("ending", [Ending.REFUSED, Ending.HUNG, Ending.STOPPED, Ending.NOT_ATTEMPTED])
def test_a_run_says_in_words_how_it_ended(ending: Ending) -> None:
    """And names no class of ours."""
    said = str(Run(ending, problem=Problem("RealTimeLimit", "")))
    assert "RealTimeLimit" not in said
