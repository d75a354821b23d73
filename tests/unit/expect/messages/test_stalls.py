"""What is told of a run that was stopped after its code had kept the processor busy."""

import asyncio
import time

import pytest

from asynclab import lab
from asynclab.expect import Outcome, judge, returned
from asynclab.expect.messages import stalls
from asynclab.expect.messages.stalls import used_up
from asynclab.expect.outcome import Failure
from asynclab.lab import errors
from asynclab.observe.recording import record
from asynclab.observe.run import Blocking, Ending, ErrorParts, Place, Problem, Run

BURST, LOOP = Place("cell In[3]", 4, "cook", "sum(many)"), Place("cell In[3]", 9, "dress", "while True: pass")
ENDLESS = Failure("No end.", "Likely an endless loop.", "Look.", place=LOOP)
BUSY = Blocking("cpu", 0.0, BURST, BURST, cpu=True)


def computes(seconds):
    """Keep the processor busy for so many seconds of its own."""
    with lab.real_time():
        over = time.process_time() + seconds
        while time.process_time() < over:
            pass


async def computes_thrice():
    for _ in range(3):
        computes(0.3)
        await asyncio.sleep(1)


async def computes_in_a_step_that_goes_on():
    computes(0.75)
    while True:
        pass


def test_a_burst_that_came_to_its_end_is_told_as_one():
    """In place of the loop without end that the run is not known to have: a run that was stopped at a line of the same
    function spent its time there."""
    (told,) = used_up(Run(Ending.STOPPED, blocking=(BUSY,)), Failure("No end.", "Likely an endless loop.", place=BURST))
    assert (
        "(cell In[3], line 4, in `cook`: `sum(many)`) kept the processor busy and blocked the event loop" in told.seen
    )
    assert "used up the processor's time that one run has" in told.seen
    assert "endless" not in told.sentence
    assert told.place == BURST


def test_a_loop_without_end_elsewhere_is_told_as_well():
    """What has kept the processor busy before it may not be all."""
    assert used_up(Run(Ending.STOPPED, blocking=(BUSY,)), ENDLESS)[1:] == (ENDLESS,)


@pytest.mark.parametrize(
    "run",
    [
        Run(Ending.STOPPED),
        Run(Ending.HUNG, blocking=(BUSY,)),
        Run(Ending.STOPPED, blocking=(Blocking("sleep", 0.0, BURST, BURST, "time.sleep", 3.0),)),
        Run(Ending.STOPPED, blocking=(Blocking("cpu", 0.0, BURST, BURST, cpu=True, mine=False),)),
    ],
)
def test_without_a_burst_of_the_students_own_only_the_end_is_told(run):
    """A sleep takes no processor, and what hangs was not stopped by its time."""
    assert used_up(run, ENDLESS) == (ENDLESS,)


@pytest.mark.slow  # it waits for a limit of processor time
@pytest.mark.parametrize("main", [computes_thrice, computes_in_a_step_that_goes_on], ids=lambda f: f.__name__)
def test_a_run_that_is_stopped_for_its_bursts_says_which_line_had_them(main):
    """Also where the step that had one was not over yet, and was at another line by then."""
    run, _ = record(main, cpu_limit=0.8)
    verdict = judge(run, [returned(None)])
    assert verdict.outcome is Outcome.TIMED_OUT
    assert "in `computes`" in verdict.failures[0].seen
    assert "kept the processor busy" in verdict.failures[0].seen


def test_a_problem_without_a_place_is_no_other_function():
    """Then the burst is all that is known."""
    parts = ErrorParts("No end.", "an endless loop.", "Look.")
    run = Run(Ending.STOPPED, problem=Problem("RealTimeLimit", "No end.", parts=parts), blocking=(BUSY,))
    assert len(judge(run, [returned(None)]).failures) == 1


def test_an_endless_loop_is_called_so_by_the_lab_and_by_what_reads_it() -> None:
    """The words stand twice, since a command that grades loads no clock."""
    assert stalls.LOOPS == errors.LOOPS
