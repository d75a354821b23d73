"""Answers that do not end, and errors that go nowhere: what is told of them is true, and nothing is printed beside."""

import gc

import pytest

from asynclab.course.proof.notebook import Notebook
from asynclab.expect import judge, raised
from asynclab.observe.run import Ending, ErrorParts, Problem, Run
from asynclab.scenario import call, perform, raises, sdk, tool


def answered(source, asked):
    """The run of an answer in a cell."""
    with Notebook() as notebook:
        notebook.run("import asyncio, threading\n" + source.lstrip(), "<cell ask>")
        return perform(asked, notebook.namespace)


DEAF = """
async def ask():
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            continue
"""


def test_an_answer_that_goes_on_for_ever_after_its_caller_left_is_told_not_to_have_ended():
    """With the line it stands at: that it returned None would not be true."""
    given = answered(DEAF, call("ask").reading(leave_at=2.0))
    (failure,) = judge(given, [raised("CancelledError")]).failures
    assert failure.seen == "It did not end. Its caller left at 2 s, and `ask` was still going on 30 s later."
    assert "`CancelledError`" in failure.cause
    assert "`raise`" in failure.remedy
    assert failure.place.text == "await asyncio.sleep(3600)"


def test_what_outstayed_its_caller_and_had_to_be_stopped_is_told_to_catch_all():
    """It passed virtual time after its caller had left: that it never awaits is not said."""
    stopped = Problem(
        "RealTimeLimit", "No end.", parts=ErrorParts("No end.", "a loop, or one that never awaits.", "Look.")
    )
    (failure,) = judge(Run(Ending.STOPPED, problem=stopped, elapsed=32.0, left_early=2.0), [raised("X")]).failures
    assert failure.seen == "No end. Its caller had left at 2 s, and that did not end it."
    assert failure.cause == "Likely an endless loop that catches the `CancelledError` of that as well, and goes on."
    (early,) = judge(Run(Ending.STOPPED, problem=stopped, elapsed=3.0, left_early=2.0), [raised("X")]).failures
    assert early.cause == "Likely a loop, or one that never awaits."


LOST = """
async def ask(web, sdk):
    async def errand():
        await web.ainvoke("q")
    {started}
    await asyncio.sleep(2)
"""


@pytest.mark.parametrize(
    ("started", "name", "lost"),
    [
        ("task = asyncio.create_task(errand())", "web", "or it ended the task `errand`, and nobody awaited that."),
        (
            "threading.Thread(target=sdk, args=['q']).start()",
            "sdk",
            "unless a thread that you started ended with it, and lost it.",
        ),
    ],
)
def test_an_error_that_nothing_caught_is_not_told_to_have_been_caught_for_certain(started, name, lost, capfd):
    """A task that nobody awaits and a thread of one's own lose it; and nothing else is printed of that."""
    no_link = raises("ConnectionError", "no link")
    asked = call("ask", tool("web", takes=1.0, fails=no_link), sdk("sdk", takes=1.0, fails=no_link))
    (failure,) = judge(answered(LOST.format(started=started), asked), [raised("ConnectionError")]).failures
    assert failure.seen.endswith(
        f"`{name}` failed with `ConnectionError` at 1 s, and something caught that and went on, {lost}"
    )
    gc.collect()
    assert capfd.readouterr().err == ""


def test_a_description_that_is_asked_says_where_to_have_a_real_one():
    """With the import: no chapter has that name."""
    with pytest.raises(AttributeError, match=r"ask live\(tool\(\.\.\.\)\), .* `from asynclab\.scenario import live`"):
        tool("web").invoke("q")
