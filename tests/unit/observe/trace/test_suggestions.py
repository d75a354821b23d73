"""What Python says of a name that is not there is kept in a run."""

import asyncio
import math
from functools import partial

import pytest

from asynclab.observe import problem_of, record


def misspelt_local():
    answers = ["a"]
    return answerz, answers  # noqa: F821


def misspelt_attribute():
    asyncio.gathr()


def misspelt_method():
    "".stripp()


def misspelt_import():
    from math import sqart  # noqa: F401


class Odd:
    """An object that cannot be asked."""

    @property
    def __dict__(self):
        raise RuntimeError


def of_an_odd_object():
    Odd().anything_at_all


def of_nothing_like_it():
    zzzzzzzzz  # noqa: F821


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        (misspelt_local, "name 'answerz' is not defined. Did you mean: 'answers'?"),
        (misspelt_attribute, "module 'asyncio' has no attribute 'gathr'. Did you mean: 'gather'?"),
        (misspelt_method, "'str' object has no attribute 'stripp'. Did you mean: 'strip'?"),
        (of_an_odd_object, "'Odd' object has no attribute 'anything_at_all'"),
        (of_nothing_like_it, "name 'zzzzzzzzz' is not defined"),
    ],
)
def test_a_name_that_is_not_there_has_the_one_that_was_meant(slip, message):
    """A local, a module's, a type's; and nothing where nothing is like it, or an object cannot be asked."""
    with pytest.raises((NameError, AttributeError)) as caught:
        slip()
    assert problem_of(caught.value).message == message


def test_an_import_has_it_as_well_where_python_tells_which_name():
    """Since Python 3.12 the error says which one was asked for."""
    with pytest.raises(ImportError) as caught:
        misspelt_import()
    told = problem_of(caught.value).message
    assert told.endswith("Did you mean: 'sqrt'?") is hasattr(caught.value, "name_from")
    assert hasattr(math, "sqrt")


def test_an_error_of_another_kind_is_left_alone():
    """Also one that has a name, and one that says it already."""
    assert problem_of(ValueError("nothing")).message == "nothing"
    said = NameError("no 'x'. Did you mean: 'y'?", name="lenn")
    assert problem_of(said).message == "no 'x'. Did you mean: 'y'?"


def test_an_error_that_cannot_be_asked_gets_no_suggestion() -> None:
    """A student's class may raise for its text, and for its name."""

    class Odd(NameError):
        def __str__(self) -> str:
            raise RuntimeError

    assert "Did you mean" not in problem_of(Odd("answer", name="anwser")).message


async def asked_of_a_task(name):
    task = asyncio.create_task(asyncio.sleep(0))
    await task
    return getattr(task, name)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("canceled", ". Did you mean: 'cancelled'?"),
        ("_stat", ". Did you mean: '_state'?"),
        ("state", ""),
        ("givn", ""),
        ("waitd", ""),
    ],
)
def test_of_a_task_a_method_of_asyncios_is_meant(name, meant):
    """And neither one of those that the run's own tasks have beside them, nor a private one that nobody wrote."""
    run, _ = record(partial(asked_of_a_task, name))
    assert run.problem.message == f"'Task' object has no attribute '{name}'{meant}"
