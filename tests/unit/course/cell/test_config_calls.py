"""A config that did not come along is told at the one call that hands none on; one's own, in its call."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.calls.config_calls import at_config_calls
from asynclab.expect import Failure
from asynclab.expect.messages.config_advice import AS_IT_IS, BESIDE_THE_REQUESTS, NOT_REACHED, REQUESTS_OWN
from asynclab.observe.run import Place
from tests.unit.course.cell.test_cell_history import Notebook

FORGOTTEN = Failure("`model` bears neither tags nor metadata, and is a run of its own.", NOT_REACHED, "Hand it on.")
OWN = Failure("`model` bears the tag 'mine', which the request does not.", remedy=AS_IT_IS)
UNHEARD = Failure("The callbacks in the request's `config` were not told of `model`.", remedy=REQUESTS_OWN)
LINE = Place("cell In[1]", 2, "answer", "pass")


def at(body, failure, first="async def answer(model, question, config=None)", given=()):
    """The failure as it is told of an answer."""
    notebook = Notebook()
    notebook.run("answer", f"{first}:\n    {body}\n")
    (found,) = at_config_calls([Finding(failure)], given, ["answer"], notebook.history)
    return found.failure


@pytest.mark.parametrize(
    ("call", "mended"),
    [
        ("model.astream(question)", "model.astream(question, config)"),
        ("model.ainvoke(question, stop=['.'])", "model.ainvoke(question, config, stop=['.'])"),
        ("model.ainvoke(input=question)", "model.ainvoke(input=question, config=config)"),
        ("self.model.ainvoke(question, None)", "self.model.ainvoke(question, None, config=config)"),
        ("model.astream_events(question, version='v2')", "model.astream_events(question, config, version='v2')"),
        ("model.stream([*question])", "model.stream([*question], config)"),
        (
            "model.ainvoke('a very long question of which nobody knows the end ' + question)",
            "model.ainvoke(..., config)",
        ),
    ],
)
def test_a_call_without_a_config_is_told_as_it_should_be(call, mended):
    """Whatever method it is, with what stands beside the question."""
    failure = at(call, FORGOTTEN)
    assert failure.place.text == call
    assert failure.remedy == f"Hand it on there: `{mended}`."
    assert at(call, FORGOTTEN, given=["cell In[1]"]) == FORGOTTEN


def test_the_config_is_called_as_the_function_around_the_call_has_it():
    """By its type as well; where it has none, only the line is told."""
    typed = "async def answer(model, question, about: 'RunnableConfig')"
    assert (
        at("model.ainvoke(question)", FORGOTTEN, typed).remedy == "Hand it on there: `model.ainvoke(question, about)`."
    )
    inside = "async def node(state):\n        return await model.ainvoke(state)"
    assert at(inside, FORGOTTEN).remedy == "Hand it on there: `model.ainvoke(state, config)`."
    without = at("model.ainvoke(question)", FORGOTTEN, "async def answer(model, question)")
    assert (without.place.line, without.remedy) == (2, "Hand it on.")


@pytest.mark.parametrize("failure", [OWN, UNHEARD, Failure("`model` bears 1.", remedy=BESIDE_THE_REQUESTS)])
@pytest.mark.parametrize(
    "body",
    [
        "model.astream(question, {'tags': ['mine']})",
        "model.ainvoke(question, config={**config, 'tags': ['mine']})",
        "model.with_config(tags=['mine']).ainvoke(question, config)",
        "mine = {'tags': ['mine']}; model.ainvoke(question, mine)",
    ],
)
def test_a_config_of_ones_own_is_told_where_it_is_given(body, failure):
    """In the call, or set on what is called."""
    assert at(body, failure).place.text == body


def test_of_several_calls_the_one_is_meant_of_what_the_failure_names():
    """The others are of something else."""
    body = "await model.ainvoke(question)\n    await tool.ainvoke(question)"
    assert at(body, FORGOTTEN).place.line == 2
    assert at(body.replace("tool", "model"), FORGOTTEN).place is None
    assert at(body.replace("model", "web"), FORGOTTEN).place is None


@pytest.mark.parametrize("failure", [FORGOTTEN, OWN])
@pytest.mark.parametrize(
    "body",
    [
        "model.astream(question, config)",
        "model.astream(question, config or {})",
        "model.ainvoke(*question)",
        "model.ainvoke(question, **more)",
        "model.answer(question)",
        "model.astream(",
    ],
)
def test_a_call_that_hands_it_on_or_may_do_so_is_not_named(body, failure):
    """It is not to blame, or nobody knows."""
    assert at(body, failure) == failure


def test_a_line_that_is_known_stays_and_of_anything_else_none_is_named():
    """The run knows better."""
    known = Failure(FORGOTTEN.seen, NOT_REACHED, "Hand it on.", place=LINE)
    assert at("model.astream(question)", known) == known
    other = Failure("`model` began at 2 s.")
    assert at("model.astream(question)", other) == other
