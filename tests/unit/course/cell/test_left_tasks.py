"""A task that nobody waited for to its end is told with the one wait that the answer has, and what that does not do."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.awaiting.cancelled_awaits import at_cancelled_awaits
from asynclab.course.cell.session.written.awaiting.left_tasks import at_left_tasks
from asynclab.expect import Failure
from asynclab.expect.messages.of_tasks.still_open import GOES_ON_OR_ENDS, STOPPED_WAITING
from asynclab.observe.run import Ending, Run
from tests.unit.course.cell.test_cell_history import Notebook

LEFT = Failure("The task `one` was still alive when the answer had ended.", STOPPED_WAITING, GOES_ON_OR_ENDS)
CUT = Failure("`source` let go at 3.25 s: it was cancelled.", "Perhaps: who closes it?")
CAME_OUT = Failure("It raised another error: `CancelledError`.")
RETURNED, HAD_LEFT = Run(Ending.RETURNED), Run(Ending.RAISED, left_early=3.25)
GROUP = "Take an `asyncio.TaskGroup` in its place"

ONE_WAIT = {
    "await asyncio.gather(one(), two())": ("`gather` ends with the first that fails", GROUP),
    "return await asyncio.gather(*jobs)": ("`gather` ends with the first that fails", GROUP),
    "await gather(one(), two())": ("`gather` ends with the first that fails", GROUP),
    "await asyncio.wait(jobs)": ("`asyncio.wait` cancels nothing", GOES_ON_OR_ENDS),
    "for job in asyncio.as_completed(jobs):\n        await job": ("`as_completed` cancels nothing", GOES_ON_OR_ENDS),
    "await asyncio.shield(job)": ("`shield` keeps what it waits for", "If it is to be cut off: await it without the"),
}
SEVERAL = [
    "await asyncio.gather(one())\n    await asyncio.wait(jobs)",
    "both = asyncio.gather(one(), two())\n    await both",
    "await event.wait()",
    "await asyncio.gather(one(), return_exceptions=True)",
    "await job",
]


def told(finder, body, failure, run, given=()):
    """What is told of an answer with this body."""
    notebook = Notebook()
    notebook.run("answer", f"async def answer(jobs):\n    {body}\n")
    ((found),) = finder([Finding(failure, run)], given, ["answer"], notebook.history)
    return found.failure


@pytest.mark.parametrize(("body", "said"), ONE_WAIT.items())
def test_the_one_wait_of_an_answer_is_told_in_place_of_all_that_there_are(body, said):
    """With what it does not do; of a cell that is given, or that cannot be read, nothing is known."""
    failure = told(at_left_tasks, body, LEFT, HAD_LEFT)
    assert failure.cause.startswith(said[0])
    assert failure.remedy.startswith(said[1])
    assert told(at_left_tasks, body, LEFT, HAD_LEFT, ["cell In[1]"]) == LEFT
    assert told(at_left_tasks, f"{body}\n    (", LEFT, HAD_LEFT) == LEFT


@pytest.mark.parametrize("body", SEVERAL)
def test_of_several_waits_or_another_one_all_that_it_may_be_is_told(body):
    """A `gather` that is awaited elsewhere, one that waits for all, and no wait of the kind."""
    assert told(at_left_tasks, body, LEFT, HAD_LEFT) == LEFT


def test_what_should_go_on_beside_a_failure_has_a_way_as_well():
    """Of an answer that has returned, nobody knows that the rest was to be cancelled."""
    body = "return await asyncio.gather(*jobs)"
    assert "return_exceptions=True" in told(at_left_tasks, body, LEFT, RETURNED).remedy
    assert "return_exceptions=True" not in told(at_left_tasks, body, LEFT, HAD_LEFT).remedy
    assert told(at_left_tasks, body, LEFT, RETURNED).place.text == body


TWICE = "try:\n        await asyncio.gather(*jobs)\n    finally:\n        jobs[0].cancel()"


def test_a_second_cancel_behind_a_gather_is_told_at_its_line():
    """Its caller's leaving has cancelled all of it: a `cancel` in the `finally` cuts the clean-up short."""
    failure = told(at_left_tasks, TWICE, CUT, HAD_LEFT)
    assert failure.cause.startswith("`gather`, line 3, had cancelled it when its caller left, and this line cancels it")
    assert failure.remedy.startswith("Take an `asyncio.TaskGroup` in place of both")
    assert failure.place.text == "jobs[0].cancel()"


@pytest.mark.parametrize(
    ("body", "failure", "run"),
    [
        (TWICE, CUT, RETURNED),
        (TWICE, Failure(CUT.seen, "It was blocked."), HAD_LEFT),
        (TWICE.replace("gather(*jobs)", "gather(*jobs, return_exceptions=True)"), CUT, HAD_LEFT),
        (TWICE.replace("await asyncio.gather(*jobs)", "await jobs[0]"), CUT, HAD_LEFT),
        (TWICE.replace("jobs[0].cancel()", "pass"), CUT, HAD_LEFT),
        (f"{TWICE}; jobs[1].cancel()\n        jobs[2].cancel()", CUT, HAD_LEFT),
    ],
)
def test_where_nobody_left_or_nothing_is_cancelled_behind_it_no_second_cancel_is_told(body, failure, run):
    """Nor where another cause is known, or several lines may be meant."""
    assert told(at_left_tasks, body, failure, run) == failure


AWAITED = {
    "job.cancel()\n    await job": True,
    "try:\n        pass\n    finally:\n        job.cancel()\n        await job": True,
    "try:\n        job.cancel()\n        await job\n    except ValueError:\n        pass": True,
    "job.cancel()\n    try:\n        await job\n    except asyncio.CancelledError:\n        pass": False,
    "job.cancel()\n    with suppress(asyncio.CancelledError):\n        await job": False,
    "for job in jobs:\n        job.cancel()\n    return [await job for job in jobs]": False,
    "await job\n    job.cancel()": False,
    "job.cancel()\n    await asyncio.gather(job, return_exceptions=True)": False,
    "job.cancel()\n    await job\n    two.cancel()\n    await two": False,
}


@pytest.mark.parametrize(("body", "at_fault"), AWAITED.items())
def test_an_await_of_what_the_answer_has_cancelled_is_told_at_its_line(body, at_fault):
    """Where nothing around it takes the `CancelledError`, and it is the only one."""
    failure = told(at_cancelled_awaits, body, CAME_OUT, RETURNED)
    if at_fault:
        assert failure.cause.startswith("`job` was cancelled in line ")
        assert "`await asyncio.gather(job, return_exceptions=True)` waits for it" in failure.remedy
        assert failure.place.text == "await job"
    else:
        assert failure == CAME_OUT


def test_a_cancelled_error_of_the_callers_is_nobodys_await():
    """Who has left has cancelled it; and another error is another's."""
    body = "job.cancel()\n    await job"
    assert told(at_cancelled_awaits, body, CAME_OUT, HAD_LEFT) == CAME_OUT
    other = Failure("It raised another error: `ValueError`.")
    assert told(at_cancelled_awaits, body, other, RETURNED) == other
    known = Failure("It raised `CancelledError`.", "`wait` was over, and `two` was cancelled.")
    assert told(at_cancelled_awaits, body, known, RETURNED) == known


def test_a_call_that_a_gather_left_is_told_what_ends_it_and_not_to_be_cancelled_behind_it():
    """A `cancel` in a `finally` would be the second one where its caller has left."""
    seen = (
        "`web` was still open when everything else had ended. What waited for it stopped waiting, and nobody told it."
    )
    failure = told(at_left_tasks, "await asyncio.gather(*jobs)", Failure(seen, "", "Cancel it."), HAD_LEFT)
    assert failure.remedy.startswith(GROUP)
    waited = told(at_left_tasks, "await asyncio.wait(jobs)", Failure(seen, "", "Cancel it."), HAD_LEFT)
    assert waited.remedy == "Cancel it."
